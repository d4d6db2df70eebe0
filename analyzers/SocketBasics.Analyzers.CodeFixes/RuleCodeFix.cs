using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>A code fix for one rule: one change to one document, the same for Fix All.</summary>
public abstract class RuleCodeFix : CodeFixProvider
{
    private readonly string _title;

    private protected RuleCodeFix(string id, string title)
    {
        _title = title;
        FixableDiagnosticIds = [id];
    }

    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false)
                is not { } model)
        {
            return;
        }

        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (Fix(new(root, node, model, diagnostic)) is { } changed)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        _title,
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(changed)),
                        GetType().Name),
                    diagnostic);
            }
        }
    }

    /// <summary>The document's new root, or null when no fix can be offered that is surely right.</summary>
    private protected abstract SyntaxNode? Fix(FixSite site);
}
