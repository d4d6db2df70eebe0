using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1401: <c>socket.LingerState = new System.Net.Sockets.LingerOption(true, 10);</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LingerStateCopyCodeFix)), Shared]
public sealed class LingerStateCopyCodeFix()
    : RuleCodeFix(LingerStateCopyAnalyzer.Id, "Assign a new LingerOption")
{
    private protected override SyntaxNode? Fix(FixSite site) =>
        site.Node is MemberAccessExpressionSyntax
        {
            Parent: AssignmentExpressionSyntax
            {
                RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax,
            } assignment,
        } member
        && Replacement(member, assignment) is { } replacement
            ? site.Root.ReplaceNode(assignment, replacement)
            : null;

    /// <summary>The other half of the option is read from the kernel, so that it stays as it is.</summary>
    private static AssignmentExpressionSyntax? Replacement(MemberAccessExpressionSyntax member, AssignmentExpressionSyntax assignment)
    {
        string read = member.Expression.WithoutTrivia().ToString();
        ExpressionSyntax state = member.Expression is PostfixUnaryExpressionSyntax suppressed ? suppressed.Operand : member.Expression;
        string other = member.Name.Identifier.ValueText == "Enabled" ? "LingerTime" : "Enabled";

        // What calls something would call it twice.
        if (read.Contains("("))
            return null;

        string value = assignment.Right.WithoutTrivia().ToString();
        string arguments = other == "Enabled" ? $"{read}.Enabled, {value}" : $"{value}, {read}.LingerTime";
        return SyntaxFactory.AssignmentExpression(
                SyntaxKind.SimpleAssignmentExpression,
                state.WithTrailingTrivia(SyntaxFactory.Space),
                SyntaxFactory.ParseExpression($"new System.Net.Sockets.LingerOption({arguments})"))
            .WithTriviaFrom(assignment)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }
}
