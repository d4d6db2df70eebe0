using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>What a value meets for which a switch statement has no case.</summary>
internal static class SwitchAftermath
{
    /// <summary>
    /// Whether the code around the switch can tell that no case was there: it looks at the value itself, or at what the
    /// cases have set, or it is reached in no other way.
    /// </summary>
    public static bool HandlesTheRest(ISwitchOperation statement, LibrarySymbols symbols)
    {
        ISwitchCaseOperation[] ending = [.. statement.Cases.Where(section => Ends(section, statement))];

        // What only failures reach may be for all of them, whatever their cases have done before.
        bool isForFailures = OutcomeCoverage.Of(statement, symbols)?.Possibly.HasFlag(Outcomes.Connected) == true
            && !ending.Any(section => OutcomeCoverage.Of(section, symbols).Possibly.HasFlag(Outcomes.Connected));
        return ((ending.Length == 0 || isForFailures) && IsFollowed(statement))
            || ending.Any(section => SetsSomething(section, statement))
            || IsReadElsewhere(statement);
    }

    /// <summary>Whether the statement stands in a loop of its function.</summary>
    public static bool IsRepeated(ISwitchOperation statement)
    {
        for (IOperation? outer = statement.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return false;
            if (outer is ILoopOperation)
                return true;
        }

        return false;
    }

    /// <summary>Whether the section, or a part of it, goes on behind the switch.</summary>
    private static bool Ends(ISwitchCaseOperation section, ISwitchOperation statement) =>
        section.Descendants().Any(operation =>
            operation is IBranchOperation branch && LibrarySymbols.Is(branch.Target, statement.ExitLabel));

    private static bool IsFollowed(IOperation statement)
    {
        for (IOperation child = statement; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case ILoopOperation:
                    return true;
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    return false;
                case IBlockOperation block when IsFollowedIn(block.Operations, child):
                case ISwitchCaseOperation section when IsFollowedIn(section.Body, child):
                    return true;
            }
        }

        return false;
    }

    private static bool IsFollowedIn(IEnumerable<IOperation> statements, IOperation statement) => statements
        .SkipWhile(other => other != statement)
        .Skip(1)
        .Any(other => !other.IsImplicit
            && other is not ILocalFunctionOperation and not IBranchOperation { BranchKind: BranchKind.Break });

    private static bool SetsSomething(ISwitchCaseOperation section, ISwitchOperation statement) =>
        section.Descendants().Any(operation => operation switch
        {
            IAssignmentOperation assignment => IsOutside(assignment.Target, statement),
            IIncrementOrDecrementOperation increment => IsOutside(increment.Target, statement),
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument =>
                IsOutside(argument.Value, statement),
            _ => false,
        });

    /// <summary>Whether a target outlives the switch.</summary>
    private static bool IsOutside(IOperation target, ISwitchOperation statement)
    {
        while (target is IMemberReferenceOperation { Instance: { } instance })
            target = instance;
        return target switch
        {
            ILocalReferenceOperation { Local: var local } =>
                !statement.Syntax.Span.Contains(local.Locations[0].SourceSpan),
            IDeclarationExpressionOperation or IDiscardOperation => false,
            _ => true,
        };
    }

    private static bool IsReadElsewhere(ISwitchOperation statement)
    {
        if (SocketUse.SymbolOf(statement.Value) is not { } symbol)
            return false;

        foreach (IOperation operation in statement.OperationsOfMember())
        {
            ISymbol? mentioned = operation switch
            {
                ILocalReferenceOperation local => local.Local,
                IParameterReferenceOperation parameter => parameter.Parameter,
                IMemberReferenceOperation member => member.Member,
                _ => null,
            };
            if (LibrarySymbols.Is(mentioned, symbol)
                && !statement.Syntax.Span.Contains(operation.Syntax.Span)
                && !IsOnlyWritten(operation))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOnlyWritten(IOperation mention) =>
        mention.Parent is ISimpleAssignmentOperation { Parent: IExpressionStatementOperation } assignment
        && assignment.Target == mention;
}
