using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1110: <c>((IPEndPoint)socket.LocalEndPoint!).Port</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(PortReadTooEarlyCodeFix)), Shared]
public sealed class PortReadTooEarlyCodeFix()
    : RuleCodeFix(PortReadTooEarlyAnalyzer.Id, "Read the port of the socket")
{
    private protected override SyntaxNode? Fix(FixSite site) =>
        site.Diagnostic.Properties.TryGetValue(PortReadTooEarlyAnalyzer.Instead, out string? instead)
            ? site.Root.ReplaceNode(site.Node, SyntaxFactory.ParseExpression(instead!).WithTriviaFrom(site.Node))
            : null;
}
