using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1204: a test behind a connect, which has succeeded, is removed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ConnectedTakenForAliveCodeFix)), Shared]
public sealed class ConnectedTakenForAliveCodeFix()
    : RuleCodeFix(ConnectedTakenForAliveAnalyzer.Id, "Remove the test")
{
    private protected override SyntaxNode? Fix(FixSite site) =>
        site.Diagnostic.Properties.ContainsKey(ConnectedTakenForAliveAnalyzer.IsDead)
        && site.Node.FirstAncestorOrSelf<IfStatementSyntax>() is { Else: null } test
            ? site.Root.Without(test)
            : null;
}
