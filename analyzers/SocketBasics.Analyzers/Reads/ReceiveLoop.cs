using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>A loop that reads, and what its end depends on.</summary>
internal sealed class ReceiveLoop
{
    private readonly ILoopOperation _loop;
    private readonly ReadTotals _totals;

    private ReceiveLoop(ILoopOperation loop, ReadTotals totals)
    {
        _loop = loop;
        _totals = totals;
    }

    /// <summary>
    /// Whether the loop around a read ends by nothing but bytes, so that it goes on for ever when a read returns none.
    /// </summary>
    public static bool NeedsBytes(ReadCall read) =>
        LoopAround(read.Call) is { } loop
        && ReadTotals.Of(read, loop) is { } totals
        && new ReceiveLoop(loop, totals).NeedsBytes();

    /// <summary>The loop whose turns repeat an operation, unless there is one for each of something.</summary>
    public static ILoopOperation? LoopAround(IOperation operation)
    {
        IOperation child = operation;
        for (IOperation? outer = child.Parent; outer is not null; child = outer, outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation or IForEachLoopOperation)
                return null;
            if (outer is IWhileLoopOperation || (outer is IForLoopOperation loop && !loop.Before.Contains(child)))
                return (ILoopOperation)outer;
        }

        return null;
    }

    /// <summary>The condition of a loop; null when it has none but <c>true</c>.</summary>
    public static IOperation? ConditionOf(ILoopOperation loop)
    {
        IOperation? condition = loop switch
        {
            IWhileLoopOperation { Condition: { } @while } => @while,
            IForLoopOperation { Condition: { } @for } => @for,
            _ => null,
        };
        return condition?.ConstantValue is { Value: true } ? null : condition;
    }

    /// <summary>Whether no statement leaves the loop but for errors, or asks whether bytes are there.</summary>
    public static bool EndsOnlyByErrors(ILoopOperation loop) =>
        !AsksWhetherBytesAreThere(loop) && ExitsOf(loop).All(exit => IsGuarded(exit, loop, static _ => false));

    private bool NeedsBytes()
    {
        IOperation? condition = ConditionOf(_loop);
        return !AsksWhetherBytesAreThere(_loop)
            && !_loop.Descendants().Any(_totals.IsSentBesides)
            && _totals.AreOnlyAddedTo(_loop)
            && (condition is null || _totals.Decide(condition, _loop))
            && ExitsOf(_loop).All(exit => IsGuarded(exit, _loop, guard => _totals.Decide(guard, _loop)))

            // Whoever gets the bytes may close the connection when there are none.
            && (!_totals.IsEmpty || LoopWrites.CallsOnlyFramework(_loop));
    }

    private static bool AsksWhetherBytesAreThere(ILoopOperation loop) => loop.Descendants().Any(operation =>
        SocketUse.NameOf(operation) is "Poll" or "Select" or "Available" or "DataAvailable");

    private static IEnumerable<IOperation> ExitsOf(ILoopOperation loop) => loop.Body.Descendants().Where(operation =>
        operation switch
        {
            IReturnOperation or IThrowOperation => true,
            IBranchOperation branch => branch.BranchKind is BranchKind.GoTo
                || SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel),
            _ => false,
        });

    /// <summary>Whether an exit is one for errors, or is taken only when enough was read.</summary>
    private static bool IsGuarded(IOperation exit, ILoopOperation loop, Func<IOperation, bool> isEnough)
    {
        for (IOperation outer = exit.Parent!; outer != loop; outer = outer.Parent!)
        {
            if (outer is ICatchClauseOperation or IAnonymousFunctionOperation or ILocalFunctionOperation
                || (outer is IConditionalOperation conditional && isEnough(conditional.Condition)))
            {
                return true;
            }
        }

        return false;
    }
}
