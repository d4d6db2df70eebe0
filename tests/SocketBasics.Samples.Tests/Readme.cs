using System.Text.RegularExpressions;

namespace SocketBasics.Samples.Tests;

/// <summary>The README of the repository, which is the package's, too.</summary>
internal static partial class Readme
{
    public static string Text => File.ReadAllText(BuildFacts.PathInRepository("README.md"));

    /// <summary>Returns the fenced blocks of a language, each ending with a newline.</summary>
    public static IEnumerable<string> Blocks(string language) =>
        Fence().Matches(Text).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}
