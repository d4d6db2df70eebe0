using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketBasics.Analyzers.CodeFixes;

/// <summary>Adds <c>using SocketBasics;</c> where the library's names are not known.</summary>
internal static class LibraryImport
{
    public static SyntaxNode Add(SyntaxNode root, SemanticModel before)
    {
        if (root is not CompilationUnitSyntax unit)
            return root;

        int position = ((CompilationUnitSyntax)before.SyntaxTree.GetRoot()).Members.LastOrDefault()?.Span.End - 1 ?? 0;
        if (before.LookupNamespacesAndTypes(position, name: "ListeningSocket").Any())
            return root;

        string end = unit.Usings.Count > 0 && unit.Usings.Last().ToFullString().EndsWith("\r\n", StringComparison.Ordinal)
            ? "\r\n"
            : "\n";
        UsingDirectiveSyntax import = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName("SocketBasics"))
            .NormalizeWhitespace()
            .WithTrailingTrivia(SyntaxFactory.EndOfLine(end));
        return unit.AddUsings(import);
    }
}
