using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Analyzers.Tests.Verification;

internal static class CSharpCodeFixVerifier<TAnalyzer, TCodeFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TCodeFix : CodeFixProvider, new()
{
    /// <summary>Fixes the first diagnostic, again and again, until nothing is left; each step compiles.</summary>
    public static async Task VerifyCodeFixAsync(string markup, string after, ProjectSettings? settings = null)
    {
        using var workspace = new AdhocWorkspace();
        (Document document, ImmutableArray<Diagnostic> diagnostics) =
            await CSharpAnalyzerVerifier<TAnalyzer>.VerifyAsync(workspace, Markup.Parse(markup), settings);
        Assert.NotEmpty(diagnostics);

        for (int left = diagnostics.Length; diagnostics.Length > 0; left--)
        {
            string source = (await document.GetTextAsync()).ToString();
            Assert.True(left > 0, $"The fix does not end: a pass left as many diagnostics as it found.\n{source}");
            CodeAction action = Assert.Single(await ActionsAsync(document, diagnostics[0]));
            document = (await ApplyAsync(action)).GetDocument(document.Id)!;
            diagnostics = await TestProject.AnalyzeAsync(document.Project, new TAnalyzer());
        }

        Assert.Equal(after, (await document.GetTextAsync()).ToString(), ignoreLineEndingDifferences: true);
    }

    /// <summary>The marked places are reported, and no fix is offered for them.</summary>
    public static async Task VerifyNoCodeFixAsync(string markup, ProjectSettings? settings = null)
    {
        using var workspace = new AdhocWorkspace();
        (Document document, ImmutableArray<Diagnostic> diagnostics) =
            await CSharpAnalyzerVerifier<TAnalyzer>.VerifyAsync(workspace, Markup.Parse(markup), settings);
        Assert.NotEmpty(diagnostics);
        foreach (Diagnostic diagnostic in diagnostics)
            Assert.Empty(await ActionsAsync(document, diagnostic));
    }

    /// <summary>Neither analyzer nor fix throws on the source cut off after any of its tokens.</summary>
    public static async Task VerifyIncompleteCodeAsync(string source)
    {
        int reported = 0;
        SyntaxNode root = await CSharpSyntaxTree.ParseText(source).GetRootAsync();
        foreach (SyntaxToken token in root.DescendantTokens())
        {
            using var workspace = new AdhocWorkspace();
            Document document = TestProject.Create(workspace, [source[..token.Span.End]]).Documents.Single();
            foreach (Diagnostic diagnostic in
                await TestProject.AnalyzeAsync(document.Project, new TAnalyzer(), mustCompile: false))
            {
                reported++;
                foreach (CodeAction action in await ActionsAsync(document, diagnostic))
                    await ApplyAsync(action);
            }
        }

        Assert.True(reported > 0, "The source never gets as far as the analyzer.");
    }

    /// <summary>
    /// Two projects of two documents each hold <paramref name="before"/> four times; Fix All from the first document
    /// changes what <paramref name="scope"/> names, and nothing else.
    /// </summary>
    public static async Task VerifyFixAllAsync(FixAllScope scope, string before, string after)
    {
        using var workspace = new AdhocWorkspace();
        TestProject.Create(workspace, [before, before.Replace("class C", "class D", StringComparison.Ordinal)]);
        TestProject.Create(workspace, [before, before.Replace("class C", "class D", StringComparison.Ordinal)]);
        Document[] documents = [.. workspace.CurrentSolution.Projects.SelectMany(project => project.Documents)];

        Diagnostic first = (await TestProject.AnalyzeAsync(documents[0].Project, new TAnalyzer()))[0];
        CodeAction single = Assert.Single(await ActionsAsync(documents[0], first));
        var fix = new TCodeFix();
        CodeAction? all = await fix.GetFixAllProvider()!.GetFixAsync(new FixAllContext(
            documents[0], fix, scope, single.EquivalenceKey!, fix.FixableDiagnosticIds,
            new DiagnosticsOf(new TAnalyzer()), CancellationToken.None));
        Solution solution = await ApplyAsync(all!);

        int changed = scope switch { FixAllScope.Document => 1, FixAllScope.Project => 2, _ => 4 };
        for (int i = 0; i < documents.Length; i++)
        {
            string expected = i < changed ? after : before;
            if (i % 2 == 1)
                expected = expected.Replace("class C", "class D", StringComparison.Ordinal);
            string actual = (await solution.GetDocument(documents[i].Id)!.GetTextAsync()).ToString();
            Assert.Equal(expected, actual, ignoreLineEndingDifferences: true);
        }

        foreach (Project project in solution.Projects)
            await TestProject.AnalyzeAsync(project, new TAnalyzer());
    }

    private static async Task<List<CodeAction>> ActionsAsync(Document document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        await new TCodeFix().RegisterCodeFixesAsync(new CodeFixContext(
            document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
        return actions;
    }

    private static async Task<Solution> ApplyAsync(CodeAction action) =>
        (await action.GetOperationsAsync(CancellationToken.None))
            .OfType<ApplyChangesOperation>().Single().ChangedSolution;

    private sealed class DiagnosticsOf(TAnalyzer analyzer) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document, CancellationToken cancellationToken)
        {
            SyntaxTree? tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await GetAllDiagnosticsAsync(document.Project, cancellationToken))
                .Where(diagnostic => diagnostic.Location.SourceTree == tree);
        }

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(
            Project project, CancellationToken cancellationToken) =>
            await TestProject.AnalyzeAsync(project, analyzer);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(
            Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
