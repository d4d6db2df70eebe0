using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1006: <c>client.Connect(host, port)</c>, which tries every address.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FirstAddressCodeFix)), Shared]
public sealed class FirstAddressCodeFix()
    : RuleCodeFix(FirstAddressAnalyzer.Id, "Connect by name")
{
    private static readonly string[] Lookups =
        ["GetHostAddresses", "GetHostAddressesAsync", "GetHostEntry", "GetHostEntryAsync", "GetHostByName", "Resolve"];

    private protected override SyntaxNode? Fix(FixSite site)
    {
        // Where the addresses are kept in a local, the lookup would stay, for nothing.
        if (site.Node is not ExpressionSyntax first
            || LookupIn(first) is not { ArgumentList.Arguments: { Count: > 0 } asked }
            || ArgumentOf(first) is not { } argument)
        {
            return null;
        }

        ArgumentSyntax host = asked[0].WithNameColon(null);
        ArgumentListSyntax? changed = argument.Parent?.Parent switch
        {
            InvocationExpressionSyntax call when IsPositional(call.ArgumentList) =>
                call.ArgumentList.ReplaceNode(argument, host.WithTriviaFrom(argument)),
            BaseObjectCreationExpressionSyntax
            {
                ArgumentList: { Arguments.Count: 2 } parts, Parent: ArgumentSyntax whole,
            }
                when IsPositional(parts) && whole.Parent is ArgumentListSyntax outer && IsPositional(outer) =>
                outer.WithArguments(SyntaxFactory.SeparatedList<ArgumentSyntax>(outer.Arguments.GetWithSeparators()
                    .SelectMany(part => part.AsNode() == whole
                        ? [host.WithTriviaFrom(parts.Arguments[0]), parts.Arguments.GetSeparator(0), parts.Arguments[1]]
                        : new SyntaxNodeOrToken[] { part }))),
            _ => null,
        };
        ArgumentListSyntax? before = argument.Parent?.Parent is InvocationExpressionSyntax connect
            ? connect.ArgumentList
            : argument.Parent?.Parent?.Parent?.Parent as ArgumentListSyntax;
        return changed is not null && before?.Parent is InvocationExpressionSyntax called
            && IsConnectByName(called, changed, site.Model)
                ? site.Root.ReplaceNode(before, changed)
                : null;
    }

    private static InvocationExpressionSyntax? LookupIn(ExpressionSyntax first) => first.DescendantNodes()
        .OfType<InvocationExpressionSyntax>()
        .FirstOrDefault(call => call.Expression is MemberAccessExpressionSyntax access
            && Lookups.Contains(access.Name.Identifier.ValueText));

    private static ArgumentSyntax? ArgumentOf(ExpressionSyntax first)
    {
        SyntaxNode outer = first;
        while (outer.Parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax)
            outer = outer.Parent;
        return outer.Parent as ArgumentSyntax;
    }

    private static bool IsPositional(ArgumentListSyntax arguments) =>
        arguments.Arguments.All(argument => argument.NameColon is null);

    /// <summary>Whether the call, changed like this, means an overload that takes a name.</summary>
    private static bool IsConnectByName(
        InvocationExpressionSyntax call, ArgumentListSyntax arguments, SemanticModel model) =>
        call.Expression is MemberAccessExpressionSyntax
        && model.GetSpeculativeSymbolInfo(
            call.SpanStart, call.WithArgumentList(arguments), SpeculativeBindingOption.BindAsExpression).Symbol
            is IMethodSymbol { Name: "Connect" or "ConnectAsync" or "BeginConnect" } method
        && method.Parameters.FirstOrDefault()?.Type.SpecialType == SpecialType.System_String;
}
