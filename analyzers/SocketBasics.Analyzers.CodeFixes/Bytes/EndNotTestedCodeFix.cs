using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1303: <c>if (received == 0) throw new EndOfStreamException();</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EndNotTestedCodeFix)), Shared]
public sealed class EndNotTestedCodeFix()
    : RuleCodeFix(EndNotTestedAnalyzer.Id, "Throw at the end of the stream")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        if (site.Node is not InvocationExpressionSyntax call)
            return null;

        ExpressionSyntax value = ReadSyntax.Outermost(call);
        return value.Parent switch
        {
            EqualsValueClauseSyntax
            {
                Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax declaration } local,
            } when declaration.Declaration.Variables.Count == 1 => TestAfter(site, declaration, local.Identifier.Text),
            AssignmentExpressionSyntax
            {
                RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax count,
                Parent: ExpressionStatementSyntax statement,
            } => TestAfter(site, statement, count.Identifier.Text),
            AssignmentExpressionSyntax
            {
                RawKind: (int)SyntaxKind.AddAssignmentExpression or (int)SyntaxKind.SubtractAssignmentExpression,
                Parent: ExpressionStatementSyntax statement,
            } when site.Model.IsInt(value) => CountFirst(site, statement, value),
            _ => null,
        };
    }

    private static SyntaxNode? TestAfter(FixSite site, StatementSyntax statement, string count) =>
        statement.Parent is BlockSyntax
            ? site.Root.InsertNodesAfter(statement, [Test(site, statement, count)])
            : null;

    /// <summary><c>total += read</c> becomes three statements; where there is place for one only, a block.</summary>
    private static SyntaxNode CountFirst(FixSite site, ExpressionStatementSyntax statement, ExpressionSyntax value)
    {
        string count = CountName.For(statement);
        StatementSyntax read = ReadSyntax.Counted(statement, value, count);
        ExpressionSyntax name = SyntaxFactory.IdentifierName(count).WithTriviaFrom(value);
        StatementSyntax added = statement.ReplaceNode(value, name).WithLeadingTrivia(Indentation(statement));
        StatementSyntax[] statements =
        [
            read.WithTrailingTrivia(LineEnd(statement)), Test(site, statement, count), added,
        ];
        if (statement.Parent is BlockSyntax block)
        {
            return site.Root.ReplaceNode(
                block, block.WithStatements(block.Statements.ReplaceRange(statement, statements)));
        }

        BlockSyntax own = SyntaxFactory.Block(statements)
            .WithTrailingTrivia(LineEnd(statement))
            .WithAdditionalAnnotations(Formatter.Annotation);
        return site.Root.ReplaceNode(statement, own);
    }

    private static StatementSyntax Test(FixSite site, StatementSyntax statement, string count)
    {
        string exception = site.Model.Knows(statement, "EndOfStreamException")
            ? "EndOfStreamException" : "System.IO.EndOfStreamException";
        return SyntaxFactory.ParseStatement($"if ({count} == 0) throw new {exception}();")
            .WithLeadingTrivia(Indentation(statement))
            .WithTrailingTrivia(LineEnd(statement));
    }

    /// <summary>That of the statement, unless another follows on its line.</summary>
    private static IEnumerable<SyntaxTrivia> Indentation(StatementSyntax statement) =>
        statement.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)
            ? statement.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            : [];

    /// <summary>The end of the line, or a space where another statement follows on it.</summary>
    private static SyntaxTriviaList LineEnd(StatementSyntax statement)
    {
        SyntaxTrivia end = statement.GetTrailingTrivia()
            .FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        return SyntaxFactory.TriviaList(end == default ? SyntaxFactory.Space : end);
    }
}
