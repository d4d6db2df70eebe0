using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>What becomes of the value that a call returns.</summary>
internal static class CallResult
{
    /// <summary>Nothing: the value is dropped, assigned to a discard, or stored in a local that nobody reads.</summary>
    public static bool IsIgnored(IInvocationOperation call)
    {
        IOperation value = Outermost(call);
        return value.Parent switch
        {
            IExpressionStatementOperation => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } =>
                !IsRead(declarator.Symbol, value),
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment =>
                assignment.Parent is IExpressionStatementOperation
                && !target.Local.IsRef
                && !IsRead(target.Local, value),
            _ => false,
        };
    }

    /// <summary>Follows the value outward through whatever waits for it, converts it or discards it.</summary>
    public static IOperation Outermost(IOperation value)
    {
        while (value.Parent is { } parent && PassesOn(parent, value))
            value = parent;
        return value;
    }

    private static bool PassesOn(IOperation parent, IOperation value) => parent switch
    {
        IAwaitOperation or IConversionOperation => true,
        IConditionalAccessOperation access => access.WhenNotNull == value,
        ISimpleAssignmentOperation { Target: IDiscardOperation } => true,
        IPropertyReferenceOperation property => property.Property.Name == "Result",
        IInvocationOperation call => OnlyWaits(call.TargetMethod.Name),
        _ => false,
    };

    private static bool OnlyWaits(string method) => method is
        "ConfigureAwait" or "AsTask" or "Preserve" or "GetAwaiter" or "GetResult" or "Wait" or "WaitAsync";

    private static bool IsRead(ILocalSymbol local, IOperation from)
    {
        foreach (IOperation operation in from.MentionsOf(local))
        {
            if (operation is ILocalReferenceOperation reference && !IsOverwritten(reference))
                return true;
        }

        return false;
    }

    private static bool IsOverwritten(ILocalReferenceOperation reference) =>
        reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference;
}
