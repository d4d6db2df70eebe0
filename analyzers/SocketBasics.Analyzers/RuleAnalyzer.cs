using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Analyzers;

/// <summary>One rule: concurrent, and silent in generated code.</summary>
/// <remarks>
/// It is an analyzer of its own for tests and for measuring. The compiler finds it as a part of <see cref="RuleSet"/>.
/// </remarks>
public abstract class RuleAnalyzer : DiagnosticAnalyzer
{
    private protected RuleAnalyzer(DiagnosticDescriptor rule) => SupportedDiagnostics = [rule];

    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start => RuleActions.Register(start, [this]));
    }

    /// <summary>Registers the rule's actions, if the source speaks of what the rule is about.</summary>
    internal abstract void Start(RuleActions actions);
}
