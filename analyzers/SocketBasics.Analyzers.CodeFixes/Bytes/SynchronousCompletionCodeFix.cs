using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1305: <c>if (!socket.AcceptAsync(args)) OnAccepted(socket, args);</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SynchronousCompletionCodeFix)), Shared]
public sealed class SynchronousCompletionCodeFix()
    : RuleCodeFix(SynchronousCompletionAnalyzer.Id, "Call the handler when the operation is over")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        // Only in a list of statements is there room for another one; an else behind it would change sides.
        if (site.Node is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } call
            || StatementOf(call) is not { } statement
            || statement.Parent is not (BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax)
            || SocketOf(call) is not { } socket
            || arguments[0].Expression is var args && site.Model.GetSymbolInfo(args).Symbol is not { } symbol
            || HandlerOf(symbol, site) is not { } handler)
        {
            return null;
        }

        string condition = call.Parent is ConditionalAccessExpressionSyntax access
            ? $"{access.WithoutTrivia()} == false"
            : $"!{call.WithoutTrivia()}";
        ExpressionSyntax invocation = SyntaxFactory.ParseExpression($"{handler.Name}({socket}, {args})");
        // In its own handler the call would come back to itself as often as operations are over at once.
        if (IsWithin(site.Model.GetEnclosingSymbol(call.SpanStart), handler)
            || !Binds(invocation, handler, call.SpanStart, site.Model))
            return null;

        StatementSyntax replacement = SyntaxFactory.IfStatement(
                SyntaxFactory.ParseExpression(condition), SyntaxFactory.ExpressionStatement(invocation))
            .WithTriviaFrom(statement)
            .WithAdditionalAnnotations(Formatter.Annotation);
        return site.Root.ReplaceNode(statement, replacement);
    }

    private static ExpressionStatementSyntax? StatementOf(InvocationExpressionSyntax call)
    {
        SyntaxNode? outer = call.Parent is ConditionalAccessExpressionSyntax access ? access.Parent : call.Parent;
        return outer is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard
            ? discard.Parent as ExpressionStatementSyntax
            : outer as ExpressionStatementSyntax;
    }

    /// <summary>The socket, which the handler gets as the sender; one that is found by a call is not.</summary>
    private static ExpressionSyntax? SocketOf(InvocationExpressionSyntax call)
    {
        ExpressionSyntax? socket = call switch
        {
            { Expression: MemberAccessExpressionSyntax access } => access.Expression,
            { Parent: ConditionalAccessExpressionSyntax access } => access.Expression,
            _ => null,
        };
        return socket is null || socket.DescendantNodesAndSelf().Any(node => node is InvocationExpressionSyntax)
            ? null
            : socket.WithoutTrivia();
    }

    /// <summary>The one method that the source adds to Completed of these arguments.</summary>
    private static IMethodSymbol? HandlerOf(ISymbol args, FixSite site)
    {
        IMethodSymbol? handler = null;
        foreach (var assignment in site.Root.DescendantNodes().OfType<AssignmentExpressionSyntax>())
        {
            if (!assignment.IsKind(SyntaxKind.AddAssignmentExpression)
                || assignment.Left is not MemberAccessExpressionSyntax completed
                || completed.Name.Identifier.ValueText != "Completed"
                || !SymbolEqualityComparer.Default.Equals(site.Model.GetSymbolInfo(completed.Expression).Symbol, args))
                continue;

            ExpressionSyntax added = assignment.Right is BaseObjectCreationExpressionSyntax
            {
                ArgumentList.Arguments: { Count: 1 } wrapped,
            } ? wrapped[0].Expression : assignment.Right;
            if (handler is not null || site.Model.GetSymbolInfo(added).Symbol is not IMethodSymbol method
                || method.MethodKind == MethodKind.AnonymousFunction)
                return null;
            handler = method;
        }

        return handler;
    }

    private static bool IsWithin(ISymbol? member, ISymbol handler)
    {
        for (; member is IMethodSymbol; member = member.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(member, handler))
                return true;
        }

        return false;
    }

    /// <summary>The handler may be a member of another object, or of this one where there is none.</summary>
    private static bool Binds(ExpressionSyntax invocation, ISymbol handler, int position, SemanticModel model) =>
        SymbolEqualityComparer.Default.Equals(
            model.GetSpeculativeSymbolInfo(position, invocation, SpeculativeBindingOption.BindAsExpression).Symbol,
            handler);
}
