namespace SocketBasics.Samples.Tests;

/// <summary>The README of the repository, which is the package's, too.</summary>
internal static class Readme
{
    public static string Text => File.ReadAllText(BuildFacts.PathInRepository("README.md"));

    /// <summary>Returns the fenced blocks of a language, each ending with a newline.</summary>
    public static IEnumerable<string> Blocks(string language) => MarkdownPage.Blocks(Text, language);
}
