using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1202: <c>socket.Connect(IPAddress.Loopback, 80)</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WildcardConnectCodeFix)), Shared]
public sealed class WildcardConnectCodeFix()
    : RuleCodeFix(WildcardConnectAnalyzer.Id, "Connect to loopback")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        // What a local or a field holds may be what a server binds.
        if (site.Node is not ExpressionSyntax remote)
            return null;
        if (remote is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } parts })
            remote = (parts.FirstOrDefault(IsHost) ?? parts[0]).Expression;
        else if (IsOfLibrary(remote, site.Model) && NameOf(remote) == "IP")
            remote = ((InvocationExpressionSyntax)remote).ArgumentList.Arguments[0].Expression;
        return Replacement(remote, site.Model) is { } replacement
            ? site.Root.ReplaceNode(remote, replacement.WithTriviaFrom(remote))
            : null;
    }

    private static bool IsHost(ArgumentSyntax part) =>
        part.NameColon?.Name.Identifier.ValueText is "address" or "host";

    private static ExpressionSyntax? Replacement(ExpressionSyntax remote, SemanticModel model)
    {
        switch (remote)
        {
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression }:
                return SyntaxFactory.ParseExpression("\"localhost\"");
            case MemberAccessExpressionSyntax access when model.GetSymbolInfo(access).Symbol
                is IFieldSymbol { Name: "Any" or "IPv6Any", ContainingType.Name: "IPAddress" } field:
                return access.WithName(SyntaxFactory.IdentifierName(field.Name == "Any" ? "Loopback" : "IPv6Loopback"));
            case InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Parse" } parse,
                ArgumentList.Arguments: { Count: 1 } arguments,
            } when model.GetSymbolInfo(remote).Symbol is IMethodSymbol { ContainingType.Name: "IPAddress" }:
                bool isV6 = model.GetConstantValue(arguments[0].Expression).Value is string text && text.Contains(":");
                return parse.WithName(SyntaxFactory.IdentifierName(isV6 ? "IPv6Loopback" : "Loopback"));
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax made } call
                when IsOfLibrary(call, model) && NameOf(call) is "Any" or "AnyV4" or "AnyV6":
                string name = NameOf(call) == "AnyV6" ? "LoopbackV6" : "Loopback";
                return call.WithExpression(made.WithName(SyntaxFactory.IdentifierName(name)));
            default:
                return null;
        }
    }

    private static bool IsOfLibrary(ExpressionSyntax expression, SemanticModel model) =>
        expression is InvocationExpressionSyntax && model.GetSymbolInfo(expression).Symbol
            is IMethodSymbol { ContainingType: { Name: "Endpoint", ContainingAssembly.Name: "SocketBasics" } };

    private static string? NameOf(ExpressionSyntax call) =>
        ((call as InvocationExpressionSyntax)?.Expression as MemberAccessExpressionSyntax)?.Name.Identifier.ValueText;
}
