using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace SocketBasics.Analyzers.Tests.Verification;

internal static class CSharpAnalyzerVerifier<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>The source compiles, and exactly the marked places are reported: no fewer, no more.</summary>
    public static async Task VerifyAnalyzerAsync(string markup, ProjectSettings? settings = null)
    {
        using var workspace = new AdhocWorkspace();
        await VerifyAsync(workspace, Markup.Parse(markup), settings);
    }

    /// <summary>The analyzer does not throw on the source cut off after any of its tokens, and reports the whole of it.</summary>
    public static async Task VerifyIncompleteCodeAsync(string source)
    {
        int reported = 0;
        SyntaxNode root = await CSharpSyntaxTree.ParseText(source).GetRootAsync();
        foreach (SyntaxToken token in root.DescendantTokens())
        {
            using var workspace = new AdhocWorkspace();
            Project project = TestProject.Create(workspace, [source[..token.Span.End]]);
            reported += (await TestProject.AnalyzeAsync(project, new TAnalyzer(), mustCompile: false)).Length;
        }

        Assert.True(reported > 0, "The source never gets as far as the analyzer.");
    }

    /// <summary>The messages of all diagnostics, in the order of the source.</summary>
    public static async Task<IEnumerable<string>> MessagesAsync(string source, ProjectSettings? settings = null)
    {
        using var workspace = new AdhocWorkspace();
        Project project = TestProject.Create(workspace, [source], settings);
        return (await TestProject.AnalyzeAsync(project, new TAnalyzer()))
            .Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture));
    }

    /// <summary>The severities of all diagnostics, in the order of the source.</summary>
    public static async Task<IEnumerable<DiagnosticSeverity>> SeveritiesAsync(
        string source, ProjectSettings? settings = null)
    {
        using var workspace = new AdhocWorkspace();
        Project project = TestProject.Create(workspace, [source], settings);
        return (await TestProject.AnalyzeAsync(project, new TAnalyzer())).Select(diagnostic => diagnostic.Severity);
    }

    internal static async Task<(Document Document, ImmutableArray<Diagnostic> Diagnostics)> VerifyAsync(
        AdhocWorkspace workspace, Markup markup, ProjectSettings? settings)
    {
        var analyzer = new TAnalyzer();
        Document document = TestProject.Create(workspace, [markup.Source], settings).Documents.Single();
        ImmutableArray<Diagnostic> actual = await TestProject.AnalyzeAsync(document.Project, analyzer);
        SourceText text = await document.GetTextAsync();

        string id = analyzer is DiagnosticSuppressor suppressor
            ? suppressor.SupportedSuppressions[0].SuppressedDiagnosticId
            : analyzer.SupportedDiagnostics.Single().Id;
        Assert.Equal(
            markup.Spans.Select(span => Describe(id, span)),
            actual.Select(diagnostic => Describe(diagnostic.Id, diagnostic.Location.SourceSpan)));
        return (document, actual);

        string Describe(string reported, TextSpan span) =>
            $"{reported} at {text.Lines.GetLinePosition(span.Start)}: {text.ToString(span)}";
    }
}
