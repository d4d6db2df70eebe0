using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Analyzers;

/// <summary>One rule about the framework's sockets and addresses, and about the library's where they are alike.</summary>
public abstract class SocketAnalyzer : DiagnosticAnalyzer
{
    private protected SocketAnalyzer(DiagnosticDescriptor rule) => SupportedDiagnostics = [rule];

    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (SocketSymbols.Of(start.Compilation, start.CancellationToken) is { } symbols)
                Register(start, symbols);
        });
    }

    /// <summary>Registers the rule's actions; called only for source that names sockets or addresses.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, SocketSymbols symbols);
}
