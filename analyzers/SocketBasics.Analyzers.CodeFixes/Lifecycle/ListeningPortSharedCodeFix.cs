using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>SB1105: the statement is removed.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ListeningPortSharedCodeFix)), Shared]
public sealed class ListeningPortSharedCodeFix()
    : RuleCodeFix(ListeningPortSharedAnalyzer.Id, "Do not share the port")
{
    private protected override SyntaxNode? Fix(FixSite site)
    {
        SyntaxNode node = site.Node.Parent is ConditionalAccessExpressionSyntax access ? access : site.Node;
        return node.Parent switch
        {
            ExpressionStatementSyntax statement => site.Root.Without(statement),
            InitializerExpressionSyntax { Expressions.Count: > 1 } =>
                site.Root.RemoveNode(node, SyntaxRemoveOptions.KeepNoTrivia),
            _ => null,
        };
    }
}
