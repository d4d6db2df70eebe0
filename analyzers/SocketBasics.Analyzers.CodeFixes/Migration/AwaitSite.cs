using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>Tells where <c>await</c> may stand, and puts it there.</summary>
internal static class AwaitSite
{
    public static bool IsAllowed(SyntaxNode node)
    {
        foreach (SyntaxNode outer in node.Ancestors())
        {
            switch (outer)
            {
                case LockStatementSyntax:
                    return false;
                case AnonymousFunctionExpressionSyntax function:
                    return function.AsyncKeyword.IsKind(SyntaxKind.AsyncKeyword);
                case LocalFunctionStatementSyntax function:
                    return function.Modifiers.Any(SyntaxKind.AsyncKeyword);
                case GlobalStatementSyntax:
                    return true;
                case MemberDeclarationSyntax member:
                    return member.Modifiers.Any(SyntaxKind.AsyncKeyword);
            }
        }

        return false;
    }

    /// <summary>Has another method called, and waited for if the former one was synchronous.</summary>
    public static bool TryRename(
        MigrationEdits edits, InvocationExpressionSyntax call, MemberAccessExpressionSyntax member, string name)
    {
        edits.Replace(member.Name, current => SyntaxFactory.IdentifierName(name).WithTriviaFrom(current));
        if (member.Name.Identifier.ValueText.EndsWith("Async", StringComparison.Ordinal))
            return true;
        if (!IsAllowed(call))
            return false;

        edits.Replace(call, current =>
        {
            ExpressionSyntax waiting = SyntaxFactory.ParseExpression($"await {current.WithoutTrivia()}");
            if (call.Parent is MemberAccessExpressionSyntax)
                waiting = SyntaxFactory.ParenthesizedExpression(waiting);
            return waiting.WithTriviaFrom(current);
        });
        return true;
    }
}
