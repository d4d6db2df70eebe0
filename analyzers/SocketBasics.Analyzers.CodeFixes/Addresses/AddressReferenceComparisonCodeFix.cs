using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1002: <c>Equals(address, IPAddress.Any)</c>, which a null on either side does not disturb.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddressReferenceComparisonCodeFix)), Shared]
public sealed class AddressReferenceComparisonCodeFix : CodeFixProvider
{
    private const string Title = "Compare with Equals";

    public override ImmutableArray<string> FixableDiagnosticIds => [AddressReferenceComparisonAnalyzer.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        SemanticModel model = (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is BinaryExpressionSyntax comparison)
            {
                ExpressionSyntax replacement = Replacement(comparison, model);
                context.RegisterCodeFix(
                    CodeAction.Create(
                        Title,
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(comparison, replacement))),
                        nameof(AddressReferenceComparisonCodeFix)),
                    diagnostic);
            }
        }
    }

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
