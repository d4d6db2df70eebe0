using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1205: <c>new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp)</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EndpointFamilyCodeFix)), Shared]
public sealed class EndpointFamilyCodeFix()
    : RuleCodeFix(EndpointFamilyAnalyzer.Id, "Make the socket for the family of the endpoint")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        if (site.Diagnostic is not { AdditionalLocations.Count: 1 } diagnostic
            || !diagnostic.Properties.TryGetValue(EndpointFamilyAnalyzer.Family, out string? family)
            || site.Root.FindNode(diagnostic.AdditionalLocations[0].SourceSpan).FirstAncestorOrSelf<ArgumentSyntax>()
                is not { Parent: ArgumentListSyntax arguments } argument)
        {
            return null;
        }

        return family!.Length == 0
            ? site.Root.ReplaceNode(arguments, arguments.WithArguments(arguments.Arguments.Remove(argument)))
            : site.Root.ReplaceNode(
                argument.Expression, QualifiedExpression.Parse(family).WithTriviaFrom(argument.Expression));
    }
}
