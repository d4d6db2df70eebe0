using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1002: <c>Equals(address, IPAddress.Any)</c>, which a null on either side does not disturb.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddressReferenceComparisonCodeFix)), Shared]
public sealed class AddressReferenceComparisonCodeFix()
    : RuleCodeFix(AddressReferenceComparisonAnalyzer.Id, "Compare with Equals")
{
    private protected override SyntaxNode? Fix(FixSite site) =>
        site.Node is BinaryExpressionSyntax comparison
            ? site.Root.ReplaceNode(comparison, Replacement(comparison, site.Model))
            : null;

    private static ExpressionSyntax Replacement(BinaryExpressionSyntax comparison, SemanticModel model)
    {
        string left = comparison.Left.WithoutTrivia().ToString();
        string right = comparison.Right.WithoutTrivia().ToString();

        // A null on the left would throw; without nullable annotations nobody knows.
        bool isNeverNull = model.GetTypeInfo(comparison.Left).Nullability.FlowState == NullableFlowState.NotNull
            && comparison.Left is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax;
        string not = comparison.IsKind(SyntaxKind.NotEqualsExpression) ? "!" : string.Empty;
        return SyntaxFactory.ParseExpression(isNeverNull ? $"{not}{left}.Equals({right})" : $"{not}object.Equals({left}, {right})")
            .WithTriviaFrom(comparison);
    }
}
