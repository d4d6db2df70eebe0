using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1109: <c>var client = new TcpClient(); client.Connect(endpoint);</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TcpClientBoundToRemoteCodeFix)), Shared]
public sealed class TcpClientBoundToRemoteCodeFix()
    : RuleCodeFix(TcpClientBoundToRemoteAnalyzer.Id, "Connect instead of binding")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        if (site.Node is not BaseObjectCreationExpressionSyntax
            { ArgumentList.Arguments.Count: 1, Initializer: null } creation)
        {
            return null;
        }

        ExpressionSyntax endpoint = creation.ArgumentList.Arguments[0].Expression;
        return site.Diagnostic.Properties.ContainsKey(TcpClientBoundToRemoteAnalyzer.IsConnected)
            ? site.Root.ReplaceNode(creation, WithArguments(creation, "()"))
            : WithConnect(site.Root, creation, endpoint) ?? ByHostAndPort(site.Root, creation, endpoint);
    }

    private static BaseObjectCreationExpressionSyntax WithArguments(
        BaseObjectCreationExpressionSyntax creation, string arguments) =>
        creation.WithArgumentList(SyntaxFactory.ParseArgumentList(arguments).WithTriviaFrom(creation.ArgumentList!));

    /// <summary>A statement that puts the client into a variable gets another that connects it.</summary>
    private static SyntaxNode? WithConnect(
        SyntaxNode root, BaseObjectCreationExpressionSyntax creation, ExpressionSyntax endpoint)
    {
        if (VariableOf(creation) is not { } client
            || creation.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
            return null;

        // A comment on the line stays where it is.
        string indentation = "";
        string rest = statement.GetTrailingTrivia().ToFullString();
        foreach (SyntaxTrivia end in statement.GetTrailingTrivia().Where(trivia =>
            trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
        {
            rest = end.ToString();
            indentation = string.Concat(statement.GetLeadingTrivia().Reverse()
                .TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        }

        StatementSyntax connect = SyntaxFactory.ParseStatement(
            $"{indentation}{client}.Connect({endpoint.WithoutTrivia()});{rest}");
        StatementSyntax bound = statement.ReplaceNode(creation, WithArguments(creation, "()"));
        return statement.Parent switch
        {
            BlockSyntax block => root.ReplaceNode(
                block, block.WithStatements(block.Statements.ReplaceRange(statement, [bound, connect]))),
            GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } global => root.ReplaceNode(
                unit,
                unit.WithMembers(unit.Members.ReplaceRange(
                    global, [global.WithStatement(bound), SyntaxFactory.GlobalStatement(connect)]))),
            _ => null,
        };
    }

    private static string? VariableOf(ExpressionSyntax creation)
    {
        if (creation.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator })
        {
            return declarator.Parent
                is VariableDeclarationSyntax { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax }
                ? declarator.Identifier.Text
                : null;
        }

        return creation.Parent is AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } assignment
            && assignment.IsKind(SyntaxKind.SimpleAssignmentExpression)
            && assignment.Left
                is (IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax })
                ? assignment.Left.WithoutTrivia().ToString()
                : null;
    }

    /// <summary>Elsewhere the constructor that connects is called; the endpoint is mentioned twice there.</summary>
    private static SyntaxNode? ByHostAndPort(
        SyntaxNode root, BaseObjectCreationExpressionSyntax creation, ExpressionSyntax endpoint)
    {
        string? arguments = endpoint switch
        {
            IdentifierNameSyntax
                or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax or IdentifierNameSyntax } =>
                $"({endpoint.WithoutTrivia()}.Address.ToString(), {endpoint.WithoutTrivia()}.Port)",
            _ => null,
        };
        return arguments is null ? null : root.ReplaceNode(creation, WithArguments(creation, arguments));
    }
}
