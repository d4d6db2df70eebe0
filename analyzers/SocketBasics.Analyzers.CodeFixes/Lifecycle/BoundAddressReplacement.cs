using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>Puts another address where the source says which one a server is bound to.</summary>
internal static class BoundAddressReplacement
{
    public static SyntaxNode? Of(FixSite site, string replacement) =>
        site.Diagnostic.AdditionalLocations.Count == 1
        && site.Diagnostic.Properties.TryGetValue(replacement, out string? text)
        && site.Root.FindNode(site.Diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true)
            is ExpressionSyntax address
            ? site.Root.ReplaceNode(Whole(address), QualifiedExpression.Parse(text!).WithTriviaFrom(Whole(address)))
            : null;

    private static ExpressionSyntax Whole(ExpressionSyntax address)
    {
        while (address.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax)
            address = (ExpressionSyntax)address.Parent;
        return address;
    }
}
