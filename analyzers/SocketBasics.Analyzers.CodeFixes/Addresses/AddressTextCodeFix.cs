using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1005: <c>IPAddress.Loopback</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddressTextCodeFix)), Shared]
public sealed class AddressTextCodeFix()
    : RuleCodeFix(AddressTextAnalyzer.Id, "Use IPAddress.Loopback")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        if (site.Node is not InvocationExpressionSyntax call
            || !site.Diagnostic.Properties.ContainsKey(AddressTextAnalyzer.IsLoopback))
            return null;

        string type = call.Expression is MemberAccessExpressionSyntax access
            ? access.Expression.ToString()
            : "System.Net.IPAddress";
        return site.Root.ReplaceNode(call, QualifiedExpression.Parse($"{type}.Loopback").WithTriviaFrom(call));
    }
}
