using SocketBasics.NetworkCost.Measuring;

namespace SocketBasics.NetworkCost.Reporting;

/// <summary>The page of the guide that shows the figures: its tables stand between two marks, its plot beside it.</summary>
internal static class GuidePage
{
    private const string Begin = "<!-- figures -->\n";
    private const string End = "<!-- /figures -->";

    public static void Fill(string path, Figures figures)
    {
        string text = File.ReadAllText(path);
        int begin = text.IndexOf(Begin, StringComparison.Ordinal);
        int end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            throw new InvalidDataException($"{path} has no place between {Begin.TrimEnd()} and {End}.");

        using var tables = new StringWriter { NewLine = "\n" };
        MarkdownReport.Write(tables, figures);
        File.WriteAllText(path, $"{text[..(begin + Begin.Length)]}\n{tables}{text[end..]}");
        File.WriteAllText(Path.ChangeExtension(path, ".svg"), Plot.Draw(figures));
    }
}
