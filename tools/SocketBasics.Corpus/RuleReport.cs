using Microsoft.CodeAnalysis;

namespace SocketBasics.Corpus;

/// <summary>One report of a rule.</summary>
/// <param name="Rule">The id of the rule.</param>
/// <param name="Severity">How the rule reported it.</param>
/// <param name="Repository">The repository, as owner/name.</param>
/// <param name="Path">The file in the repository.</param>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Message">What the rule said.</param>
public sealed record RuleReport(
    string Rule, DiagnosticSeverity Severity, string Repository, string Path, int Line, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => string.Join('\t', Rule, Severity, Repository, Path, Line, Message);
}
