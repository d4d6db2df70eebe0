using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1103: <c>socket.Listen();</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BacklogTooSmallCodeFix)), Shared]
public sealed class BacklogTooSmallCodeFix()
    : RuleCodeFix(BacklogTooSmallAnalyzer.Id, "Let the system choose the backlog")
{
    private protected override SyntaxNode? Fix(FixSite site) =>
        site.Node is InvocationExpressionSyntax { ArgumentList: { } arguments }
            ? site.Root.ReplaceNode(arguments, SyntaxFactory.ArgumentList().WithTriviaFrom(arguments))
            : null;
}
