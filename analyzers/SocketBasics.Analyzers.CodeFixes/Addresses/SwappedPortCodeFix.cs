using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1001: <c>new IPEndPoint(address, port);</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SwappedPortCodeFix)), Shared]
public sealed class SwappedPortCodeFix()
    : RuleCodeFix(SwappedPortAnalyzer.Id, "Pass the port as it is")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        // A swap that is elsewhere may have other uses; what is swapped in one branch of several is not all of the port.
        IReadOnlyList<Location> locations = site.Diagnostic.AdditionalLocations;
        return site.Node is ExpressionSyntax port
            && locations.Count == 2
            && locations[0].SourceSpan == port.Span
            && NodeAt(site.Root, locations[1]) is { } unswapped
            && port.Span.Contains(unswapped.Span)
                ? site.Root.ReplaceNode(port, Replacement(unswapped, site.Model).WithTriviaFrom(port))
                : null;
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
