using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1103: <c>socket.Listen();</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BacklogTooSmallCodeFix)), Shared]
public sealed class BacklogTooSmallCodeFix : CodeFixProvider
{
    private const string Title = "Let the system choose the backlog";

    public override ImmutableArray<string> FixableDiagnosticIds => [BacklogTooSmallAnalyzer.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)
                is InvocationExpressionSyntax { ArgumentList: { } arguments })
            {
                SyntaxNode replacement = root.ReplaceNode(arguments,
                    SyntaxFactory.ArgumentList().WithTriviaFrom(arguments));
                context.RegisterCodeFix(
                    CodeAction.Create(
                        Title,
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(replacement)),
                        nameof(BacklogTooSmallCodeFix)),
                    diagnostic);
            }
        }
    }
}
