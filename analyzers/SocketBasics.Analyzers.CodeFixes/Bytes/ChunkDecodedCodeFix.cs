using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1306: one <c>Decoder</c> before the loop keeps the first half of a character for the next part.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChunkDecodedCodeFix)), Shared]
public sealed class ChunkDecodedCodeFix()
    : RuleCodeFix(ChunkDecodedAnalyzer.Id, "Decode by one Decoder")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        if (!site.Diagnostic.Properties.ContainsKey(ChunkDecodedAnalyzer.CanFix)
            || site.Node is not InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Expression: { } encoding },
                Parent: ArgumentSyntax { NameColon: null, Parent: ArgumentListSyntax { Arguments.Count: 1 } appended },
            } call
            || call.ArgumentList.Arguments.Any(argument => argument.NameColon is not null)
            || encoding.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any()
            || site.Root.FindNode(site.Diagnostic.AdditionalLocations[0].SourceSpan) is not StatementSyntax loop
            || loop.Parent is not BlockSyntax)
        {
            return null;
        }

        string number = Number(call);
        string[] parts =
            [.. call.ArgumentList.Arguments.Select(argument => argument.Expression.WithoutTrivia().ToString())];
        string decoder = site.Model.Knows(loop, "Decoder") ? "Decoder" : "System.Text.Decoder";
        string all = $"{encoding.WithoutTrivia()}.GetMaxCharCount({parts[0]}.Length)";
        string decoded = $"decoder{number}.GetChars({string.Join(", ", parts)}, characters{number}, 0)";
        ArgumentListSyntax added = SyntaxFactory.ParseArgumentList($"(characters{number}, 0, {decoded})");

        SyntaxNode root = site.Root.TrackNodes(loop, appended);
        root = root.ReplaceNode(root.GetCurrentNode(appended)!, added.WithTriviaFrom(appended));
        StatementSyntax changed = root.GetCurrentNode(loop)!;
        return root.ReplaceNode(changed,
        [
            Before(loop, $"{decoder} decoder{number} = {encoding.WithoutTrivia()}.GetDecoder();")
                .WithLeadingTrivia(loop.GetLeadingTrivia()),
            Before(loop, $"char[] characters{number} = new char[{all}];"),
            changed.WithLeadingTrivia(Indentation(loop)),
        ]);
    }

    private static StatementSyntax Before(StatementSyntax loop, string statement)
    {
        bool ownLine = loop.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
        return SyntaxFactory.ParseStatement(statement)
            .WithLeadingTrivia(Indentation(loop))
            .WithTrailingTrivia(ownLine ? SyntaxFactory.EndOfLine("\n") : SyntaxFactory.Space);
    }

    private static IEnumerable<SyntaxTrivia> Indentation(StatementSyntax loop) =>
        loop.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)
            ? loop.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            : [];

    /// <summary>A number for the names, other for each text of a member, so that all can be fixed at once.</summary>
    private static string Number(InvocationExpressionSyntax call)
    {
        SyntaxNode member = ReadSyntax.MemberOf(call);
        int before = member.DescendantNodes().OfType<InvocationExpressionSyntax>().Count(other =>
            other.SpanStart < call.SpanStart
            && other.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetString" });
        var used = new HashSet<string>(member.DescendantTokens().Select(token => token.ValueText));
        for (int number = before + 1; ; number++)
        {
            string suffix = number == 1 ? "" : $"{number}";
            if (!used.Contains($"decoder{suffix}") && !used.Contains($"characters{suffix}"))
                return suffix;
        }
    }
}
