using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1106: the bind is removed, or the argument that asks for it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ClientBoundCodeFix)), Shared]
public sealed class ClientBoundCodeFix()
    : RuleCodeFix(ClientBoundAnalyzer.Id, "Do not bind")
{
    private protected override SyntaxNode? Fix(FixSite site) => Replacement(site.Root, site.Node);

    private static SyntaxNode? Replacement(SyntaxNode root, SyntaxNode node) => node switch
    {
        BaseObjectCreationExpressionSyntax { ArgumentList: { } arguments } creation => root.ReplaceNode(
            creation, creation.WithArgumentList(SyntaxFactory.ArgumentList().WithTriviaFrom(arguments))),
        InvocationExpressionSyntax { Parent: ExpressionStatementSyntax statement } => root.Without(statement),
        InvocationExpressionSyntax
        {
            Parent: ConditionalAccessExpressionSyntax { Parent: ExpressionStatementSyntax statement },
        } => root.Without(statement),
        AssignmentExpressionSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax creation } option =>
            WithoutOption(root, creation, option),
        AssignmentExpressionSyntax { Parent.Parent: WithExpressionSyntax copy } option =>
            WithoutOption(root, copy, option),
        _ => null,
    };

    private static SyntaxNode? WithoutOption(
        SyntaxNode root, BaseObjectCreationExpressionSyntax creation, AssignmentExpressionSyntax option)
    {
        if (creation.Initializer is { Expressions.Count: > 1 } initializer)
            return root.ReplaceNode(initializer, Without(initializer, option));

        // An initializer may stand for the empty parentheses.
        BaseObjectCreationExpressionSyntax bare = creation.WithInitializer(null);
        ArgumentListSyntax arguments = creation.ArgumentList ?? SyntaxFactory.ArgumentList();
        if (bare is ObjectCreationExpressionSyntax named)
            bare = named.WithType(named.Type.WithoutTrailingTrivia());
        bare = bare.WithArgumentList(arguments.WithoutTrailingTrivia());
        return root.ReplaceNode(creation, bare.WithTrailingTrivia(creation.GetTrailingTrivia()));
    }

    private static SyntaxNode? WithoutOption(
        SyntaxNode root, WithExpressionSyntax copy, AssignmentExpressionSyntax option)
    {
        // What is copied may say where to bind, too, unless it was made just here.
        if (copy.Expression is not BaseObjectCreationExpressionSyntax { Initializer: null })
        {
            return root.ReplaceNode(
                option.Right,
                SyntaxFactory.LiteralExpression(SyntaxKind.NullLiteralExpression).WithTriviaFrom(option.Right));
        }

        return copy.Initializer.Expressions.Count > 1
            ? root.ReplaceNode(copy.Initializer, Without(copy.Initializer, option))
            : root.ReplaceNode(copy, copy.Expression.WithTrailingTrivia(copy.GetTrailingTrivia()));
    }

    /// <summary>The space before the closing brace belongs to whatever is last.</summary>
    private static InitializerExpressionSyntax Without(InitializerExpressionSyntax initializer, ExpressionSyntax option)
    {
        SeparatedSyntaxList<ExpressionSyntax> left = initializer.Expressions.Remove(option);
        if (option == initializer.Expressions.Last() && left.SeparatorCount < left.Count)
            left = left.Replace(left.Last(), left.Last().WithTrailingTrivia(option.GetTrailingTrivia()));
        return initializer.WithExpressions(left);
    }
}
