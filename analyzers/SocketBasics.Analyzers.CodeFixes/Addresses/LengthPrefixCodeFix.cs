using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1007: <c>BitConverter.GetBytes(IPAddress.HostToNetworkOrder(data.Length))</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LengthPrefixCodeFix)), Shared]
public sealed class LengthPrefixCodeFix()
    : RuleCodeFix(LengthPrefixAnalyzer.Id, "Send the length in network byte order")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        if (site.Node is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments }
            || !site.Diagnostic.Properties.TryGetValue(LengthPrefixAnalyzer.Cast, out string? cast)
            || ReadsNumbers(site.Root))
            return null;

        ExpressionSyntax length = arguments[0].Expression;
        string operand = length.WithoutTrivia().ToString();
        if (cast!.Length > 0)
            operand = $"unchecked(({cast}){(length is IdentifierNameSyntax ? operand : $"({operand})")})";
        return site.Root.ReplaceNode(
            length,
            QualifiedExpression.Parse($"System.Net.IPAddress.HostToNetworkOrder({operand})").WithTriviaFrom(length));
    }

    /// <summary>The other end may be in the same file; it would have to be changed with this one.</summary>
    private static bool ReadsNumbers(SyntaxNode root) => root.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
        .Any(access => access.Name.Identifier.ValueText
            is "ToInt16" or "ToUInt16" or "ToInt32" or "ToUInt32" or "ToInt64" or "ToUInt64"
            && access.Expression.ToString().EndsWith("BitConverter", StringComparison.Ordinal));
}
