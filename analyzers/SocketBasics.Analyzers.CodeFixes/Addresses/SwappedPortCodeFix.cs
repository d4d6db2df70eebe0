using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1001: <c>new IPEndPoint(address, port);</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SwappedPortCodeFix)), Shared]
public sealed class SwappedPortCodeFix : CodeFixProvider
{
    private const string Title = "Pass the port as it is";

    public override ImmutableArray<string> FixableDiagnosticIds => [SwappedPortAnalyzer.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (diagnostic.AdditionalLocations.Count == 2
                && root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax port
                && NodeAt(root, diagnostic.AdditionalLocations[0]) is { } whole
                && NodeAt(root, diagnostic.AdditionalLocations[1]) is { } number

                // A swap that is elsewhere may have other uses; what is swapped in one branch of several is not all of the port.
                && whole.Span == port.Span
                && whole.Span.Contains(number.Span))
            {
                ExpressionSyntax replacement = Replacement(number, model);
                context.RegisterCodeFix(
                    CodeAction.Create(
                        Title,
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(port, replacement.WithTriviaFrom(port)))),
                        nameof(SwappedPortCodeFix)),
                    diagnostic);
            }
        }
    }

    private static ExpressionSyntax Replacement(ExpressionSyntax number, SemanticModel model)
    {
        ExpressionSyntax bare = number.WithoutTrivia();
        ITypeSymbol integer = model.Compilation.GetSpecialType(SpecialType.System_Int32);
        if (model.ClassifyConversion(number, integer) is { Exists: true, IsImplicit: true })
            return bare;

        ExpressionSyntax operand = bare is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or LiteralExpressionSyntax
            ? bare
            : SyntaxFactory.ParenthesizedExpression(bare);
        return SyntaxFactory.CastExpression(SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.IntKeyword)), operand)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static ExpressionSyntax? NodeAt(SyntaxNode root, Location location) =>
        root.FullSpan.Contains(location.SourceSpan)
            ? root.FindNode(location.SourceSpan, getInnermostNodeForTie: true) as ExpressionSyntax
            : null;
}
