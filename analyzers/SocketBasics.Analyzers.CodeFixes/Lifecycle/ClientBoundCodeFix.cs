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
        _ => null,
    };

    private static SyntaxNode? WithoutOption(
        SyntaxNode root, BaseObjectCreationExpressionSyntax creation, AssignmentExpressionSyntax option)
    {
        if (creation.Initializer is { Expressions.Count: > 1 })
            return root.RemoveNode(option, SyntaxRemoveOptions.KeepNoTrivia);

        // An initializer may stand for the empty parentheses.
        BaseObjectCreationExpressionSyntax bare = creation.WithInitializer(null);
        ArgumentListSyntax arguments = creation.ArgumentList ?? SyntaxFactory.ArgumentList();
        if (bare is ObjectCreationExpressionSyntax named)
            bare = named.WithType(named.Type.WithoutTrailingTrivia());
        bare = bare.WithArgumentList(arguments.WithoutTrailingTrivia());
        return root.ReplaceNode(creation, bare.WithTrailingTrivia(creation.GetTrailingTrivia()));
    }
}
