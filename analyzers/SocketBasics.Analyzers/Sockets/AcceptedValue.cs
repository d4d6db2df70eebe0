using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>What becomes of the connection that an accept returns.</summary>
internal static class AcceptedValue
{
    /// <summary>Whether it is dropped, or used once, by a member after which nobody has it any more.</summary>
    /// <param name="accept">The call that accepts.</param>
    /// <param name="isPassing">Whether a member neither closes the connection nor hands it on.</param>
    public static bool IsLost(IInvocationOperation accept, Func<string, bool> isPassing) =>
        HasEnded(accept)
        && (IsDropped(accept) || IsUsedOnce(accept, isPassing))
        && !SocketUse.IsOnlyStated(accept);

    /// <summary>A task that nobody waits for may be meant to stay open; and the compiler speaks of those.</summary>
    private static bool HasEnded(IInvocationOperation accept)
    {
        if (!accept.TargetMethod.Name.EndsWith("Async", StringComparison.Ordinal))
            return true;

        for (IOperation? outer = accept.Parent; outer is not null and not IBlockOperation; outer = outer.Parent)
        {
            if (outer is IAwaitOperation
                or IInvocationOperation { TargetMethod.Name: "GetResult" or "Wait" }
                or IPropertyReferenceOperation { Property.Name: "Result" })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDropped(IInvocationOperation accept) =>
        CallResult.IsIgnored(accept) && !IsDisposed(CallResult.Outermost(accept));

    private static bool IsDisposed(IOperation value) =>
        value.Parent is IVariableInitializerOperation { Parent.Parent.Parent: { } group }
        && (group.Parent is IUsingDeclarationOperation or IUsingOperation);

    private static bool IsUsedOnce(IInvocationOperation accept, Func<string, bool> isPassing)
    {
        IOperation value = CallResult.Outermost(accept);
        return value.Parent switch
        {
            IBinaryOperation test => IsNull(test.LeftOperand) || IsNull(test.RightOperand),
            IIsPatternOperation { Pattern: var pattern } =>
                pattern is IConstantPatternOperation or INegatedPatternOperation { Pattern: IConstantPatternOperation },
            _ => SocketUse.NameOf(SocketUse.MemberOf(value)) is { } member && isPassing(member),
        };
    }

    /// <summary>No socket is a constant but null.</summary>
    private static bool IsNull(IOperation value) => SocketUse.Inner(value).ConstantValue.HasValue;
}
