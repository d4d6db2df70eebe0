using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeRefactorings;
using Microsoft.CodeAnalysis.Text;

namespace SocketBasics.Analyzers.Tests.Verification;

internal static class CSharpCodeRefactoringVerifier<TRefactoring>
    where TRefactoring : CodeRefactoringProvider, new()
{
    /// <summary>Applies the only refactoring of the marked place; source and result compile.</summary>
    public static async Task VerifyRefactoringAsync(string markup, string after, ProjectSettings? settings = null)
    {
        using var workspace = new AdhocWorkspace();
        (Document document, List<CodeAction> actions) = await ActionsAsync(workspace, markup, settings);
        CodeAction action = Assert.Single(actions);

        Solution solution = (await action.GetOperationsAsync(CancellationToken.None))
            .OfType<ApplyChangesOperation>().Single().ChangedSolution;
        Document changed = solution.GetDocument(document.Id)!;

        Assert.Equal(after, (await changed.GetTextAsync()).ToString(), ignoreLineEndingDifferences: true);
        Assert.DoesNotContain(
            (await changed.Project.GetCompilationAsync())!.GetDiagnostics(),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    }

    /// <summary>Nothing is offered at the marked place.</summary>
    public static async Task VerifyNoRefactoringAsync(string markup, ProjectSettings? settings = null)
    {
        using var workspace = new AdhocWorkspace();
        Assert.Empty((await ActionsAsync(workspace, markup, settings)).Actions);
    }

    /// <summary>Nothing is thrown on the source cut off after any of its tokens.</summary>
    public static async Task VerifyIncompleteCodeAsync(string markup)
    {
        Markup whole = Markup.Parse(markup);
        for (int end = whole.Spans[0].End; end < whole.Source.Length; end += 7)
        {
            using var workspace = new AdhocWorkspace();
            Document document = TestProject.Create(workspace, [whole.Source[..end]]).Documents.Single();
            await ActionsAsync(document, whole.Spans[0]);
        }
    }

    private static async Task<(Document Document, List<CodeAction> Actions)> ActionsAsync(
        AdhocWorkspace workspace, string markup, ProjectSettings? settings)
    {
        Markup parsed = Markup.Parse(markup);
        Document document = TestProject.Create(workspace, [parsed.Source], settings).Documents.Single();
        Assert.DoesNotContain(
            (await document.Project.GetCompilationAsync())!.GetDiagnostics(),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        return (document, await ActionsAsync(document, parsed.Spans.Single()));
    }

    private static async Task<List<CodeAction>> ActionsAsync(Document document, TextSpan span)
    {
        var actions = new List<CodeAction>();
        await new TRefactoring().ComputeRefactoringsAsync(
            new CodeRefactoringContext(document, span, actions.Add, CancellationToken.None));
        return actions;
    }
}
