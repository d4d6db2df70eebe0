using Microsoft.CodeAnalysis;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>Where a rule reported: the document, and the node under the diagnostic.</summary>
/// <param name="Root">The root of the document's syntax.</param>
/// <param name="Node">The innermost node of the diagnostic's span.</param>
/// <param name="Model">The document's meaning.</param>
/// <param name="Diagnostic">What was reported.</param>
internal sealed record FixSite(SyntaxNode Root, SyntaxNode Node, SemanticModel Model, Diagnostic Diagnostic);
