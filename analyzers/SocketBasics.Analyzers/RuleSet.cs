using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Analyzers;

/// <summary>Rules that the compiler knows as one analyzer.</summary>
/// <remarks>
/// The compiler calls each analyzer for each operation of a project, and calling costs more than what most rules do with
/// a call. Forty analyzers of one rule each took 4 percent of the time of a compilation, and most of it in files that
/// know nothing of sockets.
/// </remarks>
public abstract class RuleSet : DiagnosticAnalyzer
{
    private readonly ImmutableArray<RuleAnalyzer> _rules;

    private protected RuleSet(params ImmutableArray<RuleAnalyzer> rules)
    {
        _rules = rules;
        SupportedDiagnostics = [.. rules.SelectMany(static rule => rule.SupportedDiagnostics)];
    }

    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start => RuleActions.Register(start, _rules));
    }
}
