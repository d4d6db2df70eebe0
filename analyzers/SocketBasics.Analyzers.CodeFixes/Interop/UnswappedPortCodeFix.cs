using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1501: <c>address.sin_port = unchecked((ushort)IPAddress.HostToNetworkOrder((short)port));</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnswappedPortCodeFix)), Shared]
public sealed class UnswappedPortCodeFix()
    : RuleCodeFix(UnswappedPortAnalyzer.Id, "Convert the port to network byte order")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        if (site is not { Node: ExpressionSyntax value, Diagnostic.AdditionalLocations.Count: 1 }
            || site.Diagnostic.AdditionalLocations[0].SourceSpan is var span && !value.Span.Contains(span)
            || site.Root.FindNode(span, getInnermostNodeForTie: true) is not ExpressionSyntax port)
        {
            return null;
        }

        bool isSigned = site.Model.GetTypeInfo(value).ConvertedType?.SpecialType == SpecialType.System_Int16;
        return site.Root.ReplaceNode(value, Swapped(port, isSigned).WithTriviaFrom(value));
    }

    // Unchecked, since a port above 32767 is negative as a short, which a constant and a checked program refuse.
    private static ExpressionSyntax Swapped(ExpressionSyntax port, bool isSigned)
    {
        ExpressionSyntax bare = port.WithoutTrivia();
        string operand = bare is IdentifierNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or LiteralExpressionSyntax
            ? bare.ToString()
            : $"({bare})";
        string call = $"System.Net.IPAddress.HostToNetworkOrder((short){operand})";
        ExpressionSyntax swapped = SyntaxFactory.ParseExpression(isSigned ? $"unchecked({call})" : $"unchecked((ushort){call})");
        ExpressionSyntax name = swapped.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .First(access => access.Name.Identifier.ValueText == "IPAddress");
        return swapped.ReplaceNode(name, name.WithAdditionalAnnotations(Simplifier.Annotation));
    }
}
