using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1302: <c>encoding.GetString(buffer, 0, received)</c></summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WholeBufferUsedCodeFix)), Shared]
public sealed class WholeBufferUsedCodeFix()
    : RuleCodeFix(WholeBufferUsedAnalyzer.Id, "Use the bytes that were read")
{
    private protected override SyntaxNode? Fix(FixSite site) =>
        site.Root.FindNode(site.Diagnostic.AdditionalLocations[0].SourceSpan, getInnermostNodeForTie: true)
            is ExpressionSyntax read
            ? CountedRead.Fix(site, read, site.Diagnostic.AdditionalLocations.Skip(1))
            : null;
}
