using System.Text.RegularExpressions;

namespace SocketBasics.Samples.Tests;

/// <summary>What a page of the documentation holds.</summary>
internal static partial class MarkdownPage
{
    /// <summary>Returns the fenced blocks of a language, each ending with a newline.</summary>
    public static IEnumerable<string> Blocks(string text, string language) =>
        Fence().Matches(text).Where(match => match.Groups[1].Value == language).Select(match => match.Groups[2].Value);

    /// <summary>Returns where the links lead that stay inside the repository.</summary>
    public static IEnumerable<string> RelativeLinks(string text) =>
        RelativeLink().Matches(text).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"^```(\w*)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\]\((?!https?:|#)([^)#]+)[^)]*\)")]
    private static partial Regex RelativeLink();
}
