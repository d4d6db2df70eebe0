using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1105: the statement is removed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ListeningPortSharedCodeFix)), Shared]
public sealed class ListeningPortSharedCodeFix : CodeFixProvider
{
    private const string Title = "Do not share the port";

    public override ImmutableArray<string> FixableDiagnosticIds => [ListeningPortSharedAnalyzer.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            if (node.Parent is ConditionalAccessExpressionSyntax access)
                node = access;
            SyntaxNode? replacement = node.Parent switch
            {
                ExpressionStatementSyntax statement => root.Without(statement),
                InitializerExpressionSyntax { Expressions.Count: > 1 } =>
                    root.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia),
                _ => null,
            };
            if (replacement is not null)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        Title,
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(replacement)),
                        nameof(ListeningPortSharedCodeFix)),
                    diagnostic);
            }
        }
    }
}
