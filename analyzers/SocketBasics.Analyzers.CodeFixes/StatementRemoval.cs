using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>Takes a statement out of its block.</summary>
internal static class StatementRemoval
{
    /// <summary>
    /// Comments before the statement stay; one behind it goes with it. Null where no statement can be missing.
    /// </summary>
    public static SyntaxNode? Without(this SyntaxNode root, StatementSyntax statement)
    {
        SyntaxNode whole = statement.Parent is GlobalStatementSyntax ? statement.Parent : statement;
        if (whole is not GlobalStatementSyntax
            && whole.Parent is not BlockSyntax and not SwitchSectionSyntax { Statements.Count: > 1 })
            return null;

        // Others may stand on the same line.
        SyntaxTriviaList leading = whole.GetLeadingTrivia();
        bool startsLine = EndsLine(whole.GetFirstToken().GetPreviousToken().TrailingTrivia);
        if (!EndsLine(whole.GetTrailingTrivia()))
            return root.RemoveNode(whole,
                SyntaxRemoveOptions.KeepLeadingTrivia | SyntaxRemoveOptions.KeepUnbalancedDirectives);
        if (!startsLine)
            return root.RemoveNode(whole, SyntaxRemoveOptions.KeepExteriorTrivia);
        bool isBlank = leading.All(trivia =>
            trivia.RawKind is (int)SyntaxKind.WhitespaceTrivia or (int)SyntaxKind.EndOfLineTrivia);
        if (isBlank && !SeparatesNext(whole, leading))
            return root.RemoveNode(whole, SyntaxRemoveOptions.KeepUnbalancedDirectives);

        // The indentation in front of the statement would be added to the one of the next.
        int kept = leading.Count;
        while (kept > 0 && leading[kept - 1].IsKind(SyntaxKind.WhitespaceTrivia))
            kept--;
        root = root.TrackNodes(whole);
        SyntaxNode tracked = root.GetCurrentNode(whole)!;
        root = root.ReplaceNode(tracked, tracked.WithLeadingTrivia(leading.Take(kept)));
        return root.RemoveNode(
            root.GetCurrentNode(whole)!,
                SyntaxRemoveOptions.KeepLeadingTrivia | SyntaxRemoveOptions.KeepUnbalancedDirectives);
    }

    /// <summary>A blank line before the statement separates the one behind it, too.</summary>
    private static bool SeparatesNext(SyntaxNode statement, SyntaxTriviaList leading) =>
        EndsLine(leading)
        && statement.GetLastToken().GetNextToken() is var next
        && !next.IsKind(SyntaxKind.CloseBraceToken)
        && !EndsLine(next.LeadingTrivia);

    private static bool EndsLine(SyntaxTriviaList trivia) => trivia.Any(SyntaxKind.EndOfLineTrivia);
}
