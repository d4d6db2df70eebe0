using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1502: <c>bind(socket, &amp;address, sizeof(sockaddr_in6))</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddressLengthCodeFix)), Shared]
public sealed class AddressLengthCodeFix()
    : RuleCodeFix(AddressLengthAnalyzer.Id, "Pass the length of the structure")
{
    // A local that holds the length may have other uses, or none any more.
    private protected override SyntaxNode? Fix(FixSite site) =>
        site.Node is ExpressionSyntax length
        && site.Model.GetSymbolInfo(length).Symbol is not ILocalSymbol { IsConst: false }
        && site.Diagnostic.Properties.TryGetValue(AddressLengthAnalyzer.Instead, out string? instead)
            ? site.Root.ReplaceNode(length, QualifiedExpression.Parse(instead!).WithTriviaFrom(length))
            : null;
}
