using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>Replacements and removals, applied together.</summary>
internal sealed class MigrationEdits
{
    private static readonly SyntaxAnnotation Removed = new();

    private readonly Dictionary<SyntaxNode, Func<SyntaxNode, SyntaxNode>> _replacements = [];

    /// <summary>The function gets the node with everything within it replaced already.</summary>
    public void Replace<T>(T node, Func<T, SyntaxNode> replacement)
        where T : SyntaxNode =>
        _replacements[node] = current => replacement((T)current);

    public void Remove(StatementSyntax statement) =>
        _replacements[statement] = static current => current.WithAdditionalAnnotations(Removed);

    /// <summary>The new root, or null when something to be removed cannot be missing.</summary>
    public SyntaxNode? Apply(SyntaxNode root)
    {
        SyntaxNode? changed = root.ReplaceNodes(_replacements.Keys, (node, current) => _replacements[node](current));
        while (changed?.GetAnnotatedNodes(Removed).FirstOrDefault() is StatementSyntax statement)
            changed = changed.Without(statement);
        return changed;
    }
}
