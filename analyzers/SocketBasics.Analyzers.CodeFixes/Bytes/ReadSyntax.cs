using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>The source around a read: what waits for it, and the statement that does nothing else.</summary>
internal static class ReadSyntax
{
    /// <summary>Follows a call outward through whatever waits for it.</summary>
    public static ExpressionSyntax Outermost(ExpressionSyntax call) => call.Parent switch
    {
        AwaitExpressionSyntax or ParenthesizedExpressionSyntax or ConditionalAccessExpressionSyntax =>
            Outermost((ExpressionSyntax)call.Parent),
        MemberAccessExpressionSyntax
        {
            Name.Identifier.ValueText: "ConfigureAwait" or "AsTask" or "GetAwaiter" or "GetResult" or "WaitAsync",
            Parent: InvocationExpressionSyntax waited,
        } => Outermost(waited),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Result" } result => Outermost(result),
        _ => call,
    };

    /// <summary>The statement that only reads, with or without a discard.</summary>
    public static ExpressionStatementSyntax? StatementOf(ExpressionSyntax value) => value.Parent switch
    {
        ExpressionStatementSyntax statement => statement,
        AssignmentExpressionSyntax
        {
            Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Parent: ExpressionStatementSyntax statement,
        } => statement,
        _ => null,
    };

    /// <summary>The declaration of a local that is mentioned nowhere else.</summary>
    public static LocalDeclarationStatementSyntax? DeclarationOf(ExpressionSyntax value) =>
        value.Parent is EqualsValueClauseSyntax
        {
            Parent: VariableDeclaratorSyntax
            {
                Parent: VariableDeclarationSyntax
                {
                    Variables.Count: 1, Parent: LocalDeclarationStatementSyntax declaration,
                },
            } local,
        }
        && MemberOf(declaration).DescendantTokens().Count(token => token.ValueText == local.Identifier.ValueText) == 1
            ? declaration
            : null;

    /// <summary><c>int name = value;</c> in place of the statement.</summary>
    public static StatementSyntax Counted(ExpressionStatementSyntax statement, ExpressionSyntax value, string name)
    {
        ExpressionSyntax bare = value.WithoutTrivia();
        return SyntaxFactory.ParseStatement($"int {name} = {bare};")
            .WithLeadingTrivia(statement.GetLeadingTrivia())
            .WithTrailingTrivia(statement.GetTrailingTrivia());
    }

    /// <summary>The member that a node is a part of; the whole file for top-level statements.</summary>
    public static SyntaxNode MemberOf(SyntaxNode node) =>
        node.FirstAncestorOrSelf<MemberDeclarationSyntax>(member => member is not GlobalStatementSyntax)
        ?? node.SyntaxTree.GetRoot();

    public static bool IsInt(this SemanticModel model, ExpressionSyntax value) =>
        model.GetTypeInfo(value).Type?.SpecialType is SpecialType.System_Int32;

    /// <summary>Whether a type can be named here without its namespace.</summary>
    public static bool Knows(this SemanticModel model, SyntaxNode place, string type) =>
        !model.LookupNamespacesAndTypes(place.SpanStart, name: type).IsEmpty;
}
