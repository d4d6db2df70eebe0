using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>Names for the counts of reads: <c>received</c>, <c>received2</c> and so on.</summary>
internal static class CountName
{
    /// <summary>
    /// A name that nothing in the member has, and that no other read near this one gets when all are fixed at once,
    /// each on its own.
    /// </summary>
    public static string For(StatementSyntax statement)
    {
        SyntaxNode member = ReadSyntax.MemberOf(statement);
        var used = new HashSet<string>(member.DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText));

        var named = new List<(SyntaxNode? Scope, string Name)>();
        foreach (ExpressionStatementSyntax read in member.DescendantNodes().OfType<ExpressionStatementSyntax>())
        {
            if (!Reads(read))
                continue;

            string name = "received";
            for (int number = 2; IsTaken(name, read); number++)
                name = $"received{number}";
            if (read == statement)
                return name;
            named.Add((Scope(read), name));
        }

        return "received";

        bool IsTaken(string name, SyntaxNode read) =>
            used.Contains(name) || named.Any(other => other.Name == name && Meet(other.Scope, read));
    }

    private static bool Meet(SyntaxNode? scope, SyntaxNode read) =>
        scope is null || Scope(read) is not { } other || scope.Contains(other) || other.Contains(scope);

    /// <summary>The block of a statement, or the statement itself where it gets a block of its own.</summary>
    private static SyntaxNode? Scope(SyntaxNode read) => read.Parent switch
    {
        BlockSyntax block => block,
        GlobalStatementSyntax => null,
        _ => read,
    };

    private static bool Reads(ExpressionStatementSyntax statement) => statement.DescendantNodes().Any(node =>
        node is SimpleNameSyntax
        {
            Identifier.ValueText: "Receive" or "ReceiveAsync" or "EndReceive" or "Read" or "ReadAsync" or "EndRead",
        });
}
