using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>What the rules ask to be shown of a compilation; the compiler shows it once for all of them.</summary>
internal sealed class RuleActions(Compilation compilation, CancellationToken cancellationToken)
{
    private readonly Dictionary<OperationKind, List<Action<OperationAnalysisContext>>> _operations = [];
    private readonly Dictionary<string, Action<OperationAnalysisContext>> _calls = [];
    private readonly List<Action<SymbolStartAnalysisContext>> _types = [];

    public Compilation Compilation => compilation;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Gets what looks at variables that hold sockets; they are collected once.</summary>
    public List<SocketVariableAction> SocketVariableActions { get; } = [];

    public static void Register(CompilationStartAnalysisContext context, ImmutableArray<RuleAnalyzer> rules)
    {
        var actions = new RuleActions(context.Compilation, context.CancellationToken);
        foreach (RuleAnalyzer rule in rules)
            rule.Start(actions);

        if (actions._calls.Count > 0)
            actions.RegisterOperationAction(actions.AnalyzeCall, OperationKind.Invocation);
        foreach (KeyValuePair<OperationKind, List<Action<OperationAnalysisContext>>> operation in actions._operations)
        {
            Action<OperationAnalysisContext>[] ofKind = [.. operation.Value];
            context.RegisterOperationAction(
                shown =>
                {
                    foreach (Action<OperationAnalysisContext> action in ofKind)
                        action(shown);
                },
                operation.Key);
        }

        foreach (Action<SymbolStartAnalysisContext> action in actions._types)
            context.RegisterSymbolStartAction(action, SymbolKind.NamedType);
    }

    public void RegisterOperationAction(Action<OperationAnalysisContext> action, params OperationKind[] kinds)
    {
        foreach (OperationKind kind in kinds)
        {
            if (!_operations.TryGetValue(kind, out List<Action<OperationAnalysisContext>>? actions))
                _operations[kind] = actions = [];
            actions.Add(action);
        }
    }

    /// <summary>Has calls analyzed of all methods of certain names, whatever type they belong to.</summary>
    /// <remarks>
    /// Nearly all calls of a program are calls of something else. One look at the name for all rules takes the place of one
    /// by each.
    /// </remarks>
    public void RegisterCallAction(Action<OperationAnalysisContext> action, params string[] names)
    {
        foreach (string name in names)
        {
            _calls.TryGetValue(name, out Action<OperationAnalysisContext>? actions);
            _calls[name] = actions + action;
        }
    }

    public void RegisterTypeStartAction(Action<SymbolStartAnalysisContext> action) => _types.Add(action);

    private void AnalyzeCall(OperationAnalysisContext call)
    {
        string name = ((IInvocationOperation)call.Operation).TargetMethod.Name;
        if (_calls.TryGetValue(name, out Action<OperationAnalysisContext>? actions))
            actions(call);
    }
}
