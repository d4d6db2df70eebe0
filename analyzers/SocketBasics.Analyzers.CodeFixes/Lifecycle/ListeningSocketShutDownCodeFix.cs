using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1102: <c>listener.Stop();</c>, or nothing when the listener is closed a little later anyway.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ListeningSocketShutDownCodeFix)), Shared]
public sealed class ListeningSocketShutDownCodeFix()
    : RuleCodeFix(ListeningSocketShutDownAnalyzer.Id, "Close the listener instead")
{
    private protected override SyntaxNode? Fix(FixSite site) =>
        site.Node is InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax { Expression: { } socket },
        } call
        && call.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax statement
        && IsWhole(statement, call)
            ? Replacement(site.Root, statement, socket, site.Diagnostic)
            : null;

    /// <summary>The call, waited for or not, is all that the statement does.</summary>
    private static bool IsWhole(ExpressionStatementSyntax statement, InvocationExpressionSyntax call)
    {
        ExpressionSyntax expression = statement.Expression is AwaitExpressionSyntax waiting
            ? waiting.Expression : statement.Expression;
        if (expression is InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" } configured,
            })
        {
            expression = configured.Expression;
        }

        return expression == call;
    }

    private static SyntaxNode? Replacement(
        SyntaxNode root, ExpressionStatementSyntax statement, ExpressionSyntax socket, Diagnostic diagnostic)
    {
        // Listener.Server is closed by the listener, which knows of it; a socket of one's own, by itself.
        string closed = socket.WithoutTrivia().ToString();
        bool isServer = diagnostic.Properties.ContainsKey(ListeningSocketShutDownAnalyzer.ByListener);
        if (isServer)
            closed = socket is MemberAccessExpressionSyntax { Expression: { } listener }
                ? listener.WithoutTrivia().ToString() : "";
        if (closed.Length == 0)
            return null;

        if (diagnostic.Properties.ContainsKey(ListeningSocketShutDownAnalyzer.IsClosed)
            || IsClosedLater(statement, closed))
            return root.Without(statement);

        string end = isServer ? "Stop" : "Close";
        return root.ReplaceNode(
            statement.Expression,
            SyntaxFactory.ParseExpression($"{closed}.{end}()").WithTriviaFrom(statement.Expression));
    }

    /// <summary>Whether a statement after this one, here or in a block around it, closes the same.</summary>
    private static bool IsClosedLater(StatementSyntax statement, string closed)
    {
        SyntaxNode? node = statement;
        for (; node is StatementSyntax or CatchClauseSyntax or FinallyClauseSyntax; node = node.Parent)
        {
            if (node.Parent is not BlockSyntax block)
                continue;
            foreach (StatementSyntax later in block.Statements)
            {
                if (later.SpanStart > node.Span.End && later is ExpressionStatementSyntax { Expression: { } expression }
                    && Closes(expression.ToString(), closed))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Closes(string expression, string closed)
    {
        int dot = expression.LastIndexOf('.');
        return dot > 0
            && expression.Substring(dot + 1) is ("Close()" or "Dispose()" or "Stop()")
            && expression.Substring(0, dot).TrimEnd('?', '!') == closed;
    }
}
