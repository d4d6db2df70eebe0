using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>Expressions that compile wherever they are put.</summary>
internal static class QualifiedExpression
{
    /// <summary>Reads an expression whose names are complete; where a using allows it they get shorter.</summary>
    public static ExpressionSyntax Parse(string text)
    {
        ExpressionSyntax expression = SyntaxFactory.ParseExpression(text);
        return expression
            .ReplaceNodes(
                expression.DescendantNodesAndSelf().Where(IsComplete),
                (_, node) => node.WithAdditionalAnnotations(Simplifier.Annotation))
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static bool IsComplete(SyntaxNode node) =>
        node is QualifiedNameSyntax or MemberAccessExpressionSyntax
        && node.ToString() is var name
        && (name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("SocketBasics.", StringComparison.Ordinal));
}
