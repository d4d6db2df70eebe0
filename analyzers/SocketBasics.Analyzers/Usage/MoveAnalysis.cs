using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>
/// Which objects must have moved on, on every way to a place: a forward analysis of the control flow, which takes of
/// the ways that meet what they have in common.
/// </summary>
internal sealed class MoveAnalysis
{
    private readonly ControlFlowGraph _graph;
    private readonly LibrarySymbols _symbols;
    private readonly ImmutableArray<StateMove> _moves;
    private readonly ulong[] _before;

    private MoveAnalysis(ControlFlowGraph graph, ImmutableArray<StateMove> moves, LibrarySymbols symbols)
    {
        _graph = graph;
        _moves = moves;
        _symbols = symbols;
        _before = [.. graph.Blocks.Select(block => block.Kind == BasicBlockKind.Entry ? 0 : ulong.MaxValue)];
    }

    /// <summary>Finds the calls that throw whichever way they are reached, and the move because of which.</summary>
    /// <param name="graph">The control flow of one function.</param>
    /// <param name="moves">What can happen, at most 64 different ones.</param>
    /// <param name="symbols">The types of the library.</param>
    public static IEnumerable<(IInvocationOperation Call, StateMove Move)> Find(
        ControlFlowGraph graph, ImmutableArray<StateMove> moves, LibrarySymbols symbols)
    {
        var analysis = new MoveAnalysis(graph, moves, symbols);
        analysis.Solve();

        var found = new List<(IInvocationOperation, StateMove)>();
        foreach (BasicBlock block in graph.Blocks.Where(block => block.IsReachable))
            analysis.After(block, (call, move) => found.Add((call, move)));
        return found;
    }

    private void Solve()
    {
        for (bool isChanged = true; isChanged;)
        {
            isChanged = false;
            foreach (BasicBlock block in _graph.Blocks)
            {
                ulong before = Before(block);
                isChanged |= before != _before[block.Ordinal];
                _before[block.Ordinal] = before;
            }
        }
    }

    private ulong Before(BasicBlock block)
    {
        if (block.Predecessors.IsEmpty)
            return BeforeHandler(block);

        ulong common = ulong.MaxValue;
        foreach (ControlFlowBranch branch in block.Predecessors.Where(branch => branch.Source.IsReachable))
        {
            ulong after = After(branch.Source, report: null);
            foreach (ControlFlowRegion region in branch.FinallyRegions)
                after &= ~Written(region);
            common &= after;
        }

        return common;
    }

    /// <summary>
    /// Anything in the try may have thrown: what was so before is so still, if nothing is assigned. No try is before the
    /// entry.
    /// </summary>
    private ulong BeforeHandler(BasicBlock block)
    {
        // A handler may begin with another try: the way from that to its own try leads by the handler.
        ControlFlowRegion? region = block.EnclosingRegion;
        while (region is not null && !IsHandler(region))
            region = region.EnclosingRegion;
        while (region is not null && !IsTry(region))
            region = region.EnclosingRegion;
        if (region is null)
            return 0;

        ControlFlowRegion attempt = region.NestedRegions[0];
        return _before[attempt.FirstBlockOrdinal] & ~Written(attempt);
    }

    private static bool IsHandler(ControlFlowRegion region) => region.Kind
        is ControlFlowRegionKind.Catch or ControlFlowRegionKind.Filter or ControlFlowRegionKind.Finally;

    private static bool IsTry(ControlFlowRegion region) => region.Kind
        is ControlFlowRegionKind.TryAndCatch or ControlFlowRegionKind.TryAndFinally;

    /// <summary>All that an assignment anywhere in the region takes back.</summary>
    private ulong Written(ControlFlowRegion region)
    {
        ulong written = 0;
        for (int i = region.FirstBlockOrdinal; i <= region.LastBlockOrdinal; i++)
        {
            foreach (IOperation operation in OperationsOf(_graph.Blocks[i]))
                written |= Written(operation);
        }

        return written;
    }

    private ulong After(BasicBlock block, Action<IInvocationOperation, StateMove>? report)
    {
        ulong moved = _before[block.Ordinal];
        foreach (IOperation operation in OperationsOf(block))
        {
            if (operation is IInvocationOperation call && StateMove.VariableOf(call.Instance) is { } variable)
            {
                for (int i = 0; i < _moves.Length; i++)
                {
                    if ((moved & (1UL << i)) != 0 && IsOf(i, variable) && _moves[i].Forbids(call.TargetMethod))
                        report?.Invoke(call, _moves[i]);
                }

                if (StateMove.Of(call, _symbols) is { } move && _moves.IndexOf(move) is >= 0 and var index)
                    moved |= 1UL << index;
            }

            moved &= ~Written(operation);
        }

        return moved;
    }

    /// <summary>What an operation takes back, because the variable gets another object.</summary>
    private ulong Written(IOperation operation) => operation switch
    {
        IAssignmentOperation { Target: var target } => MovesOf(target.DescendantsAndSelf()),
        IArgumentOperation { Parameter.RefKind: not (RefKind.None or RefKind.In) } argument =>
            MovesOf(argument.Value.DescendantsAndSelf()),
        _ => 0,
    };

    private ulong MovesOf(IEnumerable<IOperation> operations)
    {
        ulong moves = 0;
        foreach (IOperation operation in operations)
        {
            for (int i = 0; i < _moves.Length; i++)
            {
                if (StateMove.VariableOf(operation) is { } variable && IsOf(i, variable))
                    moves |= 1UL << i;
            }
        }

        return moves;
    }

    private bool IsOf(int move, ISymbol variable) => LibrarySymbols.Is(_moves[move].Variable, variable);

    /// <summary>The operations in the order in which they end: arguments before their call.</summary>
    private static IEnumerable<IOperation> OperationsOf(BasicBlock block) => block.BranchValue is { } value
        ? block.Operations.SelectMany(InnerFirst).Concat(InnerFirst(value))
        : block.Operations.SelectMany(InnerFirst);

    private static IEnumerable<IOperation> InnerFirst(IOperation operation)
    {
        foreach (IOperation child in operation.ChildOperations)
        {
            foreach (IOperation inner in InnerFirst(child))
                yield return inner;
        }

        yield return operation;
    }
}
