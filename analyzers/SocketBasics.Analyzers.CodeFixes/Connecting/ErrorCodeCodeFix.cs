using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1201: <c>exception.SocketErrorCode == SocketError.ConnectionReset</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ErrorCodeCodeFix)), Shared]
public sealed class ErrorCodeCodeFix : CodeFixProvider
{
    private const string Title = "Compare SocketErrorCode";

    public override ImmutableArray<string> FixableDiagnosticIds => [ErrorCodeAnalyzer.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (diagnostic.AdditionalLocations.Count == 0
                || NameOf(root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)) is not { } name)
            {
                continue;
            }

            var replacements = new Dictionary<SyntaxNode, SyntaxNode>
            {
                [name] = SyntaxFactory.IdentifierName("SocketErrorCode").WithTriviaFrom(name),
            };
            for (int i = 0; i < diagnostic.AdditionalLocations.Count; i++)
            {
                string error = diagnostic.Properties[i.ToString(CultureInfo.InvariantCulture)]!;
                SyntaxNode constant = root.FindNode(diagnostic.AdditionalLocations[i].SourceSpan, getInnermostNodeForTie: true);
                replacements[constant] = SyntaxFactory.ParseExpression($"System.Net.Sockets.SocketError.{error}")
                    .WithTriviaFrom(constant)
                    .WithAdditionalAnnotations(Simplifier.Annotation);
            }

            context.RegisterCodeFix(
                CodeAction.Create(
                    Title,
                    _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNodes(replacements.Keys, (node, _) => replacements[node]))),
                    nameof(ErrorCodeCodeFix)),
                diagnostic);
        }
    }

    private static SimpleNameSyntax? NameOf(SyntaxNode code) => code switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        SimpleNameSyntax name => name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };
}
