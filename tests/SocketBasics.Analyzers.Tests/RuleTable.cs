using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Analyzers.Tests;

/// <summary>The table of all rules, as the documentation shows it between two marks.</summary>
internal static class RuleTable
{
    private const string Start = "<!-- rules: generated -->\n";
    private const string End = "<!-- /rules -->";

    /// <summary>The table, with each id made a link by <paramref name="link"/>.</summary>
    public static string Render(Func<string, string> link)
    {
        IEnumerable<string> rows = AllRules.Analyzers
            .Where(static analyzer => analyzer is not DiagnosticSuppressor)
            .Select(static analyzer => analyzer.SupportedDiagnostics.Single())
            .OrderBy(static rule => rule.Id, StringComparer.Ordinal)
            .Select(rule => $"| {link(rule.Id)} | {rule.Title} | {rule.DefaultSeverity} | {FixOf(rule)} |\n");
        return "| rule | what it finds | severity | code fix |\n| --- | --- | --- | --- |\n" + string.Concat(rows);
    }

    /// <summary>A document with the text between its marks replaced.</summary>
    public static string Replace(string document, string table)
    {
        int start = document.IndexOf(Start, StringComparison.Ordinal);
        int end = document.IndexOf(End, StringComparison.Ordinal);
        Assert.True(start >= 0 && end > start, $"There is no place for the table: {Start}...{End}");
        return document[..(start + Start.Length)] + "\n" + table + "\n" + document[end..];
    }

    private static string FixOf(DiagnosticDescriptor rule) =>
        AllRules.Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(rule.Id)) ? "yes" : "";
}
