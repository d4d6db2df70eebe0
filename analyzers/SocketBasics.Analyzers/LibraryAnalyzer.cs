using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Analyzers;

/// <summary>One rule about the use of the library's own types.</summary>
public abstract class LibraryAnalyzer : RuleAnalyzer
{
    private protected LibraryAnalyzer(DiagnosticDescriptor rule)
        : base(rule)
    {
    }

    private protected sealed override void Start(CompilationStartAnalysisContext context)
    {
        if (LibrarySymbols.Of(context.Compilation, context.CancellationToken) is { } symbols)
            Register(context, symbols);
    }

    /// <summary>Registers the rule's actions; called only for source that can speak of the library.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, LibrarySymbols symbols);
}
