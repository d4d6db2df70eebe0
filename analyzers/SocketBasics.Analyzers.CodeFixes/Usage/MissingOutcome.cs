using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>The parts of a case for an outcome that a switch does not handle.</summary>
internal static class MissingOutcome
{
    /// <summary>Gets the type that the case is about, or <c>null</c>.</summary>
    public static ExpressionSyntax Pattern(string name) => name == "null"
        ? LiteralExpression(SyntaxKind.NullLiteralExpression)
        : ParseExpression($"global::SocketBasics.ConnectResult.{name}")
            .WithAdditionalAnnotations(Simplifier.Annotation);

    // To do nothing is what the rule is about; what to do instead, only the author knows.
    public static ExpressionSyntax NotImplemented() => ObjectCreationExpression(
            ParseTypeName("global::System.NotImplementedException").WithAdditionalAnnotations(Simplifier.Annotation))
        .WithArgumentList(ArgumentList());
}
