using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>
/// Has the count of a read kept, and used where all of the buffer was: <c>GetString(buffer, 0, received)</c>.
/// </summary>
internal static class CountedRead
{
    public static SyntaxNode? Fix(FixSite site, ExpressionSyntax read, IEnumerable<Location> places)
    {
        if (!site.Diagnostic.Properties.TryGetValue(PartialRead.Ways, out string? ways)
            || !site.Diagnostic.Properties.TryGetValue(PartialRead.Count, out string? name))
        {
            return null;
        }

        ExpressionSyntax value = ReadSyntax.Outermost(read);
        var replaced = new Dictionary<SyntaxNode, SyntaxNode>();
        if (name is null)
        {
            if (ReadSyntax.StatementOf(value) is not { Parent: BlockSyntax or GlobalStatementSyntax } statement
                || !site.Model.IsInt(value))
            {
                return null;
            }

            name = CountName.For(statement);
            replaced.Add(statement, ReadSyntax.Counted(statement, value, name));
        }

        foreach ((Location place, string way) in places.Zip(ways!.Split(','), (place, way) => (place, way)))
        {
            SyntaxNode node = site.Root.FindNode(place.SourceSpan, getInnermostNodeForTie: true);
            if (node is not ExpressionSyntax whole || Part(site.Model, whole, way, name) is not { } part)
                return null;
            replaced.Add(part.Old, part.New);
        }

        return site.Root.ReplaceNodes(replaced.Keys, (node, _) => replaced[node]);
    }

    private static (SyntaxNode Old, SyntaxNode New)? Part(
        SemanticModel model, ExpressionSyntax whole, string way, string count)
    {
        ExpressionSyntax bare = whole.WithoutTrivia();
        switch (way)
        {
            case PartialRead.ByCount:
                return (whole, SyntaxFactory.ParseExpression(count).WithTriviaFrom(whole));
            case PartialRead.ByRange:
                return whole.Parent is ArgumentSyntax { NameColon: null, Parent: ArgumentListSyntax list }
                    && list.Arguments.Count == 1
                    ? (list, SyntaxFactory.ParseArgumentList($"({bare}, 0, {count})").WithTriviaFrom(list))
                    : null;
            default:
                return way == PartialRead.BySlice || model.Knows(whole, "MemoryExtensions")
                    ? (whole, SyntaxFactory.ParseExpression($"{bare}.{way}(0, {count})").WithTriviaFrom(whole))
                    : null;
        }
    }
}
