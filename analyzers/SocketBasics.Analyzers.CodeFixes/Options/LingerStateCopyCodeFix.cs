using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1401: <c>socket.LingerState = new System.Net.Sockets.LingerOption(true, 10);</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LingerStateCopyCodeFix)), Shared]
public sealed class LingerStateCopyCodeFix : CodeFixProvider
{
    private const string Title = "Assign a new LingerOption";

    public override ImmutableArray<string> FixableDiagnosticIds => [LingerStateCopyAnalyzer.Id];

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        SyntaxNode root = (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            if (root.FindNode(diagnostic.Location.SourceSpan) is MemberAccessExpressionSyntax
                {
                    Parent: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax } assignment,
                } member
                && Replacement(member, assignment) is { } replacement)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        Title,
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(assignment, replacement))),
                        nameof(LingerStateCopyCodeFix)),
                    diagnostic);
            }
        }
    }

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
