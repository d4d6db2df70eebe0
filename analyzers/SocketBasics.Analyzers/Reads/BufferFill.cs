using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Finds the read that was the last to fill a buffer before it is used.</summary>
internal static class BufferFill
{
    /// <summary>
    /// The read, or null when it is not certain that it is the last, that it has ended, or that it began at 0.
    /// </summary>
    public static ReadCall? Before(WholeBuffer use, SocketSymbols symbols)
    {
        IOperation statement = use.Use;
        for (; statement.Parent is { } parent; statement = parent)
        {
            if (StatementsOf(parent) is { } statements)
            {
                if (statements.TakeWhile(other => other != statement).LastOrDefault(Touches) is { } last)
                    return Run(last) is { } run ? Only(run, last, use.Buffer, symbols) : null;
                continue;
            }

            IOperation? condition = parent switch
            {
                IConditionalOperation conditional when statement != conditional.Condition => conditional.Condition,
                IWhileLoopOperation { ConditionIsTop: true } loop when statement == loop.Body => loop.Condition,
                IForLoopOperation loop when statement == loop.Body => loop.Condition,
                _ => null,
            };
            if (condition is { } asked && Touches(asked))
                return IsSurelyRun(parent, statement, asked) ? Only(asked, asked, use.Buffer, symbols) : null;
            if (parent is ILoopOperation or IAnonymousFunctionOperation or ILocalFunctionOperation
                || (parent is ITryOperation tried && tried.Body != statement))
            {
                return null;
            }
        }

        return null;

        bool Touches(IOperation operation) =>
            operation.DescendantsAndSelf().Any(part => BufferTouch.Is(part, use.Buffer, symbols));
    }

    private static IEnumerable<IOperation>? StatementsOf(IOperation parent) => parent switch
    {
        IBlockOperation block => block.Operations,
        ISwitchCaseOperation section => section.Body,
        _ => null,
    };

    /// <summary>
    /// What is surely run of a statement: all of it, or the condition, as of <c>if (read == 0) return;</c>.
    /// </summary>
    private static IOperation? Run(IOperation statement) => statement switch
    {
        IExpressionStatementOperation or IVariableDeclarationGroupOperation => statement,
        IConditionalOperation { Condition: { } condition } when !condition.DescendantsAndSelf().Any(IsShortCut) => condition,
        _ => null,
    };

    /// <summary>Whether all of a condition was run where its branch is.</summary>
    private static bool IsSurelyRun(IOperation parent, IOperation branch, IOperation condition) =>
        !condition.DescendantsAndSelf().Any(IsOr)
        && !(parent is IConditionalOperation conditional && conditional.WhenFalse == branch
            && condition.DescendantsAndSelf().Any(IsShortCut));

    private static bool IsShortCut(IOperation operation) =>
        IsOr(operation) || operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd };

    private static bool IsOr(IOperation operation) =>
        operation is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr };

    /// <summary>
    /// The one read of a statement, if it is in the part that is surely run, fills the buffer from its start, and ends
    /// there.
    /// </summary>
    private static ReadCall? Only(IOperation run, IOperation statement, IOperation buffer, SocketSymbols symbols)
    {
        IOperation[] parts = [.. statement.DescendantsAndSelf()];
        if (run.DescendantsAndSelf().Any(part => part is IAnonymousFunctionOperation or IConditionalOperation
            or ICoalesceOperation or ISwitchExpressionOperation))
        {
            return null;
        }

        ReadCall[] reads = [.. parts.Select(part => ReadCall.Find(part, symbols)).OfType<ReadCall>()];
        return reads.Length == 1
            && reads[0] is { Buffer: { } filled } read
            && BufferVariable.IsSame(BufferVariable.Of(filled), buffer)
            && (read.Offset is null || Constants.Integer(read.Offset) == 0)
            && IsWithin(read.Call, run)
            && parts.Where(part => BufferTouch.Is(part, buffer, symbols)).All(part => IsWithin(part, filled))
            && CallResult.Outermost(read.Call).Type?.SpecialType is SpecialType.System_Int32
            ? read
            : null;
    }

    private static bool IsWithin(IOperation part, IOperation whole)
    {
        for (IOperation? outer = part; outer is not null; outer = outer.Parent)
        {
            if (outer == whole)
                return true;
        }

        return false;
    }
}
