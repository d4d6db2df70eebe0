using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>SB2007: an object is used after it has turned into another one.</summary>
public sealed class MovedStateUsedAnalyzer() : LibraryAnalyzer(Rule)
{
    public const string Id = "SB2007";

    private const int MostMoves = 64;

    private static readonly DiagnosticDescriptor Rule = new(
        Id,
        "State object used after its transition",
        "'{0}' has moved on: '{1}' was called on it before, and '{2}' throws here; use what '{1}' has returned",
        RuleCategory.Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        "Each state of a socket is an object of its own, and the object of the state before gives its descriptor up. "
            + "C# cannot take the variable away; the object throws InvalidOperationException when it is used again.",
        RulePage.Of(Id));

    private protected override void Register(RuleActions actions, LibrarySymbols symbols) =>
        actions.RegisterCallAction(
            operation =>
            {
                var call = (IInvocationOperation)operation.Operation;
                if (StateMove.Of(call, symbols) is not null && IsFirst(call, symbols))
                    Analyze(operation, symbols);
            },
            StateMove.Names);

    // A member is looked at as a whole, when its first move is met.
    private static bool IsFirst(IInvocationOperation move, LibrarySymbols symbols) =>
        move.OperationsOfMember().OfType<IInvocationOperation>()
            .First(call => StateMove.Of(call, symbols) is not null) == move;

    private static void Analyze(OperationAnalysisContext context, LibrarySymbols symbols)
    {
        IReadOnlyList<IOperation> operations = context.Operation.OperationsOfMember();
        var calls = new Dictionary<SyntaxNode, IInvocationOperation>();
        var moves = new HashSet<StateMove>();
        foreach (IInvocationOperation call in operations.OfType<IInvocationOperation>())
        {
            calls[call.Syntax] = call;
            if (StateMove.Of(call, symbols) is { } move)
                moves.Add(move);
        }

        // Another function may run at any time, and a reference may write: nothing is certain then.
        moves.RemoveWhere(move => !IsOfOneFunction(move.Variable, operations, context.ContainingSymbol));
        if (moves.Count is 0 or > MostMoves)
            return;

        ImmutableArray<StateMove> all = [.. moves];
        foreach (ControlFlowGraph graph in GraphsOf(context.GetControlFlowGraph()))
        {
            foreach ((IInvocationOperation call, StateMove move) in MoveAnalysis.Find(graph, all, symbols))
            {
                if (calls.TryGetValue(call.Syntax, out IInvocationOperation? original)
                    && !ThrowAssertion.Expects(original)
                    && !CaughtException.IsExpected(original, "InvalidOperationException"))
                {
                    context.ReportDiagnostic(Diagnostic.Create(
                        Rule, call.Syntax.GetLocation(),
                        move.Variable.Name, move.Call, call.TargetMethod.Name));
                }
            }
        }
    }

    /// <summary>The control flow of the member, and of the functions in it.</summary>
    private static IEnumerable<ControlFlowGraph> GraphsOf(ControlFlowGraph graph)
    {
        IEnumerable<ControlFlowGraph> local = graph.LocalFunctions
            .Select(function => graph.GetLocalFunctionControlFlowGraph(function));
        IEnumerable<ControlFlowGraph> anonymous = graph.Blocks
            .SelectMany(block => block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations)
            .SelectMany(operation => operation.DescendantsAndSelf())
            .OfType<IFlowAnonymousFunctionOperation>()
            .Select(function => graph.GetAnonymousFunctionControlFlowGraph(function));
        return local.Concat(anonymous).SelectMany(GraphsOf).Prepend(graph);
    }

    private static bool IsOfOneFunction(ISymbol variable, IReadOnlyList<IOperation> operations, ISymbol owner)
    {
        if (variable is ILocalSymbol { IsRef: true } or IParameterSymbol { RefKind: not RefKind.None })
            return false;

        foreach (IOperation mention in operations)
        {
            if (LibrarySymbols.Is(StateMove.VariableOf(mention), variable)
                && (!LibrarySymbols.Is(FunctionOf(mention) ?? owner, variable.ContainingSymbol) || IsReferred(mention)))
            {
                return false;
            }
        }

        return true;
    }

    private static ISymbol? FunctionOf(IOperation operation)
    {
        for (IOperation? outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case IAnonymousFunctionOperation function:
                    return function.Symbol;
                case ILocalFunctionOperation function:
                    return function.Symbol;
            }
        }

        return null;
    }

    private static bool IsReferred(IOperation mention) => mention.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => true,
        ISimpleAssignmentOperation { IsRef: true } or IAddressOfOperation => true,
        _ => false,
    };
}
