using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Analyzers;

/// <summary>One rule about the framework's sockets and addresses, and about the library's where they are alike.</summary>
public abstract class SocketAnalyzer : RuleAnalyzer
{
    private protected SocketAnalyzer(DiagnosticDescriptor rule)
        : base(rule)
    {
    }

    private protected sealed override void Start(CompilationStartAnalysisContext context)
    {
        if (SocketSymbols.Of(context.Compilation, context.CancellationToken) is { } symbols)
            Register(context, symbols);
    }

    /// <summary>Registers the rule's actions; called only for source that names sockets or addresses.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, SocketSymbols symbols);
}
