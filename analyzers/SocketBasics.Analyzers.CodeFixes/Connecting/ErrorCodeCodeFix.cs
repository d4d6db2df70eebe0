using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1201: <c>exception.SocketErrorCode == SocketError.ConnectionReset</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ErrorCodeCodeFix)), Shared]
public sealed class ErrorCodeCodeFix()
    : RuleCodeFix(ErrorCodeAnalyzer.Id, "Compare SocketErrorCode")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        Diagnostic diagnostic = site.Diagnostic;
        if (diagnostic.AdditionalLocations.Count == 0 || NameOf(site.Node) is not { } name)
            return null;

        var replacements = new Dictionary<SyntaxNode, SyntaxNode>
        {
            [name] = SyntaxFactory.IdentifierName("SocketErrorCode").WithTriviaFrom(name),
        };
        for (int i = 0; i < diagnostic.AdditionalLocations.Count; i++)
        {
            string error = diagnostic.Properties[i.ToString(CultureInfo.InvariantCulture)]!;
            SyntaxNode constant = site.Root.FindNode(
                diagnostic.AdditionalLocations[i].SourceSpan, getInnermostNodeForTie: true);
            replacements[constant] = SyntaxFactory.ParseExpression($"System.Net.Sockets.SocketError.{error}")
                .WithTriviaFrom(constant)
                .WithAdditionalAnnotations(Simplifier.Annotation);
        }

        return site.Root.ReplaceNodes(replacements.Keys, (node, _) => replacements[node]);
    }

    private static SimpleNameSyntax? NameOf(SyntaxNode code) => code switch
    {
        MemberAccessExpressionSyntax access => access.Name,
        SimpleNameSyntax name => name,
        MemberBindingExpressionSyntax binding => binding.Name,
        _ => null,
    };
}
