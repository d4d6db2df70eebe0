using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Analyzers;

/// <summary>An option of a rule in <c>.editorconfig</c>: <c>socketbasics.SB1103.minimum = 4</c>.</summary>
/// <param name="rule">The id of the rule.</param>
/// <param name="name">The name after the id, in lower case.</param>
internal sealed class RuleOption(string rule, string name)
{
    // The compiler lowers the case of keys before it asks for them.
    public string Key { get; } = $"socketbasics.{rule}.{name}";

    /// <summary>Reads a switch; whatever is not <c>true</c> or <c>false</c> is as if it were not there.</summary>
    public bool Read(AnalyzerOptions options, SyntaxTree tree, bool otherwise) =>
        Find(options, tree) is { } text && bool.TryParse(text, out bool value) ? value : otherwise;

    /// <summary>Reads a number; whatever is none is as if it were not there.</summary>
    public int Read(AnalyzerOptions options, SyntaxTree tree, int otherwise) =>
        Find(options, tree) is { } text
        && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value
            : otherwise;

    private string? Find(AnalyzerOptions options, SyntaxTree tree) =>
        options.AnalyzerConfigOptionsProvider.GetOptions(tree).TryGetValue(Key, out string? text) ? text : null;
}
