using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>CS8509 of the compiler: <c>ConnectResult.TimedOut => throw new NotImplementedException(),</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OutcomesHandledCodeFix)), Shared]
public sealed class OutcomesHandledCodeFix()
    : RuleCodeFix("CS8509", "Handle all outcomes")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        if (site.Node is not SwitchExpressionSyntax { Arms.Count: > 0 } expression
            || OutcomesHandledSuppressor.Missing(expression, site.Model, CancellationToken.None)
                is not { Count: > 0 } missing)
        {
            return null;
        }

        SwitchExpressionSyntax complete = expression.WithArms(With(expression.Arms, missing));
        SyntaxNode changed = site.Root.ReplaceNode(expression, complete);
        return IsHandledAlready(site, changed, expression) ? null : changed;
    }

    /// <summary>The arms and the missing ones behind them, laid out as the last one is.</summary>
    private static SeparatedSyntaxList<SwitchExpressionArmSyntax> With(
        SeparatedSyntaxList<SwitchExpressionArmSyntax> arms, IReadOnlyList<string> missing)
    {
        SwitchExpressionArmSyntax last = arms[arms.Count - 1];
        bool startsLine = last.GetFirstToken().GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        SyntaxTriviaList indent = startsLine
            ? [.. last.GetLeadingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1)]
            : [Space];
        List<SyntaxNodeOrToken> parts = [.. arms.GetWithSeparators()];
        SyntaxTriviaList lineEnd = startsLine
            ? [.. parts[parts.Count - 1].GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))]
            : [];

        bool endsWithComma = arms.SeparatorCount == arms.Count;
        if (!endsWithComma)
        {
            parts[parts.Count - 1] = last.WithTrailingTrivia();
            parts.Add(Token(SyntaxKind.CommaToken).WithTrailingTrivia(startsLine ? last.GetTrailingTrivia() : []));
        }

        for (int i = 0; i < missing.Count; i++)
        {
            bool isLast = i == missing.Count - 1;
            SwitchExpressionArmSyntax arm = Arm(missing[i]).WithLeadingTrivia(indent);
            bool hasComma = endsWithComma || !isLast;
            parts.Add(hasComma ? arm : arm.WithTrailingTrivia(startsLine ? lineEnd : last.GetTrailingTrivia()));
            if (hasComma)
                parts.Add(Token(SyntaxKind.CommaToken).WithTrailingTrivia(isLast && !startsLine ? [Space] : lineEnd));
        }

        return SeparatedList<SwitchExpressionArmSyntax>(parts);
    }

    private static SwitchExpressionArmSyntax Arm(string outcome) => SwitchExpressionArm(
            ConstantPattern(MissingOutcome.Pattern(outcome)).WithTrailingTrivia(Space),
            whenClause: null,
            Token(SyntaxKind.EqualsGreaterThanToken).WithTrailingTrivia(Space),
            ThrowExpression(
                Token(SyntaxKind.ThrowKeyword).WithTrailingTrivia(Space), MissingOutcome.NotImplemented()))
        .WithAdditionalAnnotations(Formatter.Annotation);

    /// <summary>Whether the compiler finds that an arm is never reached: the others match all, each in part.</summary>
    private static bool IsHandledAlready(FixSite site, SyntaxNode changed, SyntaxNode expression)
    {
        SyntaxTree tree = site.Node.SyntaxTree.WithRootAndOptions(changed, site.Node.SyntaxTree.Options);
        SemanticModel model = site.Model.Compilation
            .ReplaceSyntaxTree(site.Node.SyntaxTree, tree)
            .GetSemanticModel(tree);
        SyntaxNode again = tree.GetRoot().FindNode(new(expression.SpanStart, 1))
            .FirstAncestorOrSelf<SwitchExpressionSyntax>()!;
        return model.GetDiagnostics(again.Span).Any(diagnostic => diagnostic.Id == "CS8510");
    }
}
