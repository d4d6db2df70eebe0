using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1307: <c>buffer.Length - offset</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OffsetWithWholeLengthCodeFix)), Shared]
public sealed class OffsetWithWholeLengthCodeFix()
    : RuleCodeFix(OffsetWithWholeLengthAnalyzer.Id, "Subtract the offset")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        SyntaxNode offset = site.Root.FindNode(
            site.Diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true);

        // What changes something, or may, must not be said twice.
        if (site.Node is not ExpressionSyntax length
            || offset is not ExpressionSyntax start
            || start.DescendantNodesAndSelf().Any(MayChangeSomething))
        {
            return null;
        }

        ExpressionSyntax subtracted = start.WithoutTrivia();
        if (subtracted is not (IdentifierNameSyntax or LiteralExpressionSyntax or MemberAccessExpressionSyntax
            or ElementAccessExpressionSyntax or ParenthesizedExpressionSyntax))
        {
            subtracted = SyntaxFactory.ParenthesizedExpression(subtracted);
        }

        return site.Root.ReplaceNode(
            length,
            SyntaxFactory.ParseExpression($"{length.WithoutTrivia()} - {subtracted}").WithTriviaFrom(length));
    }

    private static bool MayChangeSomething(SyntaxNode node) =>
        node is InvocationExpressionSyntax or AwaitExpressionSyntax or AssignmentExpressionSyntax
            or PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax;
}
