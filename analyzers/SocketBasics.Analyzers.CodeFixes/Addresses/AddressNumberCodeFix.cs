using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1003: <c>new IPAddress(new byte[] { 192, 168, 0, 1 })</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddressNumberCodeFix)), Shared]
public sealed class AddressNumberCodeFix()
    : RuleCodeFix(AddressNumberAnalyzer.Id, "Write the address as four bytes")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        if (site.Node.FirstAncestorOrSelf<ArgumentSyntax>() is not { Parent.Parent: { } creation } argument
            || !site.Diagnostic.Properties.TryGetValue(AddressNumberAnalyzer.Meant, out string? meant))
            return null;

        string bytes = $"new byte[] {{ {meant!.Replace(".", ", ")} }}";
        bool isAddress = site.Model.GetTypeInfo(creation).Type?.Name == "IPAddress";
        ExpressionSyntax address = QualifiedExpression.Parse(
            isAddress ? bytes : $"new System.Net.IPAddress({bytes})");

        // The parameter has another name then.
        ArgumentSyntax replacement = argument.WithExpression(address.WithTriviaFrom(argument.Expression));
        if (isAddress && argument.NameColon is not null)
            replacement = SyntaxFactory.Argument(address).WithTriviaFrom(argument);
        return site.Root.ReplaceNode(argument, replacement);
    }
}
