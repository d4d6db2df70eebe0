using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB2003: <c>using Connection connection = await listener.AcceptAsync();</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConnectionNotDisposedCodeFix)), Shared]
public sealed class ConnectionNotDisposedCodeFix()
    : RuleCodeFix(ConnectionNotDisposedAnalyzer.Id, "Dispose it at the end of the block")
{
    // A section of a switch cannot hold a using declaration, and the variable of one is never assigned again.
    private protected override SyntaxNode? Fix(FixSite site) =>
        site.Node is VariableDeclaratorSyntax
        {
            Parent: VariableDeclarationSyntax
            {
                Variables.Count: 1,
                Parent: LocalDeclarationStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement,
            },
        } variable
        && site.Model.GetDeclaredSymbol(variable) is ILocalSymbol local
        && !IsWritten(local, statement, site.Model)
            ? site.Root.ReplaceNode(
                statement,
                statement.WithoutLeadingTrivia()
                    .WithUsingKeyword(Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(Space))
                    .WithLeadingTrivia(statement.GetLeadingTrivia()))
            : null;

    private static bool IsWritten(ILocalSymbol local, LocalDeclarationStatementSyntax statement, SemanticModel model)
    {
        SyntaxNode scope = statement.Parent is GlobalStatementSyntax global ? global.Parent! : statement.Parent!;
        return scope.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            name.Identifier.ValueText == local.Name
            && IsTarget(name)
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, local));
    }

    private static bool IsTarget(IdentifierNameSyntax name) => name.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == name,
        ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.OutKeyword),
        _ => false,
    };
}
