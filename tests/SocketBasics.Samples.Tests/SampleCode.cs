namespace SocketBasics.Samples.Tests;

/// <summary>The source of all samples: what a page shows must be there, whatever its indent.</summary>
internal static class SampleCode
{
    private static readonly List<string> Files =
    [
        .. Directory.EnumerateFiles(BuildFacts.PathInRepository("samples"), "*.cs", SearchOption.AllDirectories)
            .Select(static file => WithoutIndent(File.ReadAllText(file))),
    ];

    public static bool Contains(string block)
    {
        string wanted = WithoutIndent(block);
        return Files.Exists(file => file.Contains(wanted, StringComparison.Ordinal));
    }

    private static string WithoutIndent(string code) =>
        string.Join('\n', code.Split('\n').Select(static line => line.TrimStart()));
}
