using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Analyzers.Tests;

/// <summary>A rule has one name in four places (analyzer, fix, tests, page), and an id nobody else has.</summary>
public sealed class RuleCatalogTests
{
    private static readonly string Root = typeof(RuleCatalogTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    private static readonly DiagnosticAnalyzer[] Analyzers =
        [.. AllRules.Analyzers.Where(analyzer => analyzer is not DiagnosticSuppressor)];

    private static readonly DiagnosticSuppressor[] Suppressors = [.. AllRules.Analyzers.OfType<DiagnosticSuppressor>()];

    private static readonly CodeFixProvider[] Fixes = AllRules.Fixes;

    public static TheoryData<string, string> Rules =>
        [.. Analyzers.Select(analyzer => (analyzer.SupportedDiagnostics.Single().Id, NameOf(analyzer)))];

    [Fact]
    public void Every_id_is_used_once() =>
        Assert.Distinct(Analyzers.Select(analyzer => analyzer.SupportedDiagnostics.Single().Id));

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_has_a_page_with_its_title_and_the_same_sections(string id, string name)
    {
        DiagnosticDescriptor rule = RuleOf(id);
        string[] lines = File.ReadAllLines(Path.Combine(Root, "docs/rules", $"{id}.md"));

        Assert.Equal($"# {id}: {rule.Title}", lines[0]);
        Assert.Contains(lines, line => line.Contains(rule.Category, StringComparison.Ordinal));
        string severity = rule.DefaultSeverity.ToString();
        Assert.Contains(lines, line => line.Contains(severity, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(
            [
                "## What is flagged", "## Why it is wrong", "## How to fix it",
                "## What changes", "## When to suppress", "## Options",
            ],
            lines.Where(line => line.StartsWith("## ", StringComparison.Ordinal)));
        Assert.DoesNotContain(lines, line => line.Contains(name + "Analyzer", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_page_has_a_rule_or_a_suppressor() => Assert.All(
        Directory.EnumerateFiles(Path.Combine(Root, "docs/rules"), "SB*.md").Select(Path.GetFileNameWithoutExtension),
        page => Assert.True(Suppressors.Any(suppressor => IdOf(suppressor) == page) || RuleOf(page!).Id == page));

    [Fact]
    public void Every_suppressor_has_a_page_a_row_and_a_test_class() => Assert.All(Suppressors, suppressor =>
    {
        string page = File.ReadAllText(Path.Combine(Root, "docs/rules", $"{IdOf(suppressor)}.md"));
        Assert.StartsWith($"# {IdOf(suppressor)}: ", page, StringComparison.Ordinal);
        Assert.All(
            suppressor.SupportedSuppressions,
            suppression => Assert.Contains($"`{suppression.SuppressedDiagnosticId}`", page, StringComparison.Ordinal));
        Assert.Contains(
            $"[{IdOf(suppressor)}]({IdOf(suppressor)}.md)",
            File.ReadAllText(Path.Combine(Root, "docs/rules/README.md")),
            StringComparison.Ordinal);
        Assert.Contains($"{NameOf(suppressor)}Tests", GetType().Assembly.GetTypes().Select(type => type.Name));
    });

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_has_one_row_in_the_release_notes(string id, string name)
    {
        DiagnosticDescriptor rule = RuleOf(id);
        IEnumerable<string> rows = Directory
            .EnumerateFiles(Path.Combine(Root, "analyzers/SocketBasics.Analyzers"), "AnalyzerReleases.*.md")
            .SelectMany(File.ReadLines);

        string row = Assert.Single(rows, row => row.StartsWith(id, StringComparison.Ordinal));
        Assert.Equal($"{id} | {rule.Category} | {rule.DefaultSeverity} | {name}Analyzer: {rule.Title}", row);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_rule_has_a_test_class(string id, string name)
    {
        string[] classes = [.. GetType().Assembly.GetTypes().Select(type => type.Name)];
        Assert.Contains($"{name}Tests", classes);
        if (Fixes.Any(fix => fix.FixableDiagnosticIds.Contains(id)))
            Assert.Contains($"{name}FixTests", classes);
    }

    [Fact]
    public void Every_fix_has_the_name_of_its_rule_and_can_fix_all() => Assert.All(Fixes, fix =>
    {
        // A fix for a diagnostic of the compiler goes with the suppressor that knows when none is needed.
        string id = Assert.Single(fix.FixableDiagnosticIds);
        DiagnosticAnalyzer analyzer = id.StartsWith("SB", StringComparison.Ordinal)
            ? Analyzers.Single(analyzer => analyzer.SupportedDiagnostics.Single().Id == id)
            : Suppressors.Single(suppressor => suppressor.SupportedSuppressions[0].SuppressedDiagnosticId == id);
        Assert.StartsWith(NameOf(analyzer), fix.GetType().Name, StringComparison.Ordinal);
        Assert.EndsWith("CodeFix", fix.GetType().Name, StringComparison.Ordinal);
        Assert.Equal(
            [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution],
            fix.GetFixAllProvider()!.GetSupportedFixAllScopes().Where(scope => scope <= FixAllScope.Solution));
    });

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_help_link_leads_to_the_page_or_is_absent(string id, string name)
    {
        string link = RuleOf(id).HelpLinkUri;
        Assert.True(
            link.Length == 0 || (link.StartsWith("https://", StringComparison.Ordinal)
                && link.EndsWith($"/docs/rules/{id}.md", StringComparison.Ordinal)),
            $"{name}: {link}");
    }

    private static DiagnosticDescriptor RuleOf(string id) =>
        Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Single(rule => rule.Id == id);

    private static string IdOf(DiagnosticSuppressor suppressor) =>
        suppressor.SupportedSuppressions.Select(suppression => suppression.Id).Distinct().Single();

    private static string NameOf(DiagnosticAnalyzer analyzer) =>
        analyzer.GetType().Name[..^(analyzer is DiagnosticSuppressor ? "Suppressor" : "Analyzer").Length];
}
