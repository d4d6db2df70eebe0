using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SocketBasics.Analyzers;

/// <summary>Tells, without binding anything, that source does not use a library it references.</summary>
/// <remarks>
/// A type can only come into source by the name of its namespace (global usings are source, too), or by way of another
/// assembly that speaks of it. Where neither is there, rules need not look at a single call.
/// </remarks>
internal static class LibraryUse
{
    private const int WindowLength = 4096;

    // An editor compiles anew after each keystroke, but only one tree is new.
    private static readonly ConditionalWeakTable<SyntaxTree, ConcurrentDictionary<string, bool>> Searched = new();

    public static bool IsPossible(Compilation compilation, string library, CancellationToken cancellationToken)
    {
        if (IsMentioned(compilation, library, cancellationToken))
            return true;

        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (References(assembly, library))
                return true;
        }

        return false;
    }

    /// <summary>Whether a word stands anywhere in the source.</summary>
    public static bool IsMentioned(Compilation compilation, string word, CancellationToken cancellationToken)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            if (Mentions(tree, word, cancellationToken))
                return true;
        }

        return false;
    }

    /// <summary>Whether a word stands anywhere in the files that declare a type.</summary>
    public static bool IsMentioned(INamespaceOrTypeSymbol type, string word, CancellationToken cancellationToken)
    {
        foreach (SyntaxReference part in type.DeclaringSyntaxReferences)
        {
            if (Mentions(part.SyntaxTree, word, cancellationToken))
                return true;
        }

        return false;
    }

    private static bool Mentions(SyntaxTree tree, string word, CancellationToken cancellationToken)
    {
        ConcurrentDictionary<string, bool> words = Searched.GetOrCreateValue(tree);
        if (!words.TryGetValue(word, out bool isFound))
        {
            isFound = Contains(tree.GetText(cancellationToken), word);
            words[word] = isFound;
        }

        return isFound;
    }

    /// <summary>Searches without making one string of the whole text; windows overlap by a word.</summary>
    private static bool Contains(SourceText text, string word)
    {
        var window = new char[Math.Min(WindowLength, text.Length)];
        for (int start = 0; start + word.Length <= text.Length; start += WindowLength - word.Length + 1)
        {
            int length = Math.Min(window.Length, text.Length - start);
            text.CopyTo(start, window, 0, length);
            if (window.AsSpan(0, length).IndexOf(word.AsSpan()) >= 0)
                return true;
        }

        return false;
    }

    private static bool References(IAssemblySymbol assembly, string library)
    {
        foreach (IModuleSymbol module in assembly.Modules)
        {
            foreach (AssemblyIdentity reference in module.ReferencedAssemblies)
            {
                if (reference.Name == library)
                    return true;
            }
        }

        return false;
    }
}
