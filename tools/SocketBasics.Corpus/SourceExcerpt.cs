namespace SocketBasics.Corpus;

/// <summary>The lines around a place, to judge it by.</summary>
internal static class SourceExcerpt
{
    public static void Write(TextWriter output, GitRepository repository, string path, int line, int context)
    {
        if (repository.ReadLines("HEAD", path) is not { } lines)
            return;

        int last = Math.Min(line + context, lines.Count);
        for (int number = Math.Max(line - context, 1); number <= last; number++)
            output.WriteLine($"{(number == line ? '>' : ' ')}{number,6}  {lines[number - 1].TrimEnd()}");
        output.WriteLine();
    }
}
