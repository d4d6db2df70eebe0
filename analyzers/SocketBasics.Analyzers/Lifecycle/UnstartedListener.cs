using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>A TcpListener on a port of the system's choice that is not bound yet.</summary>
internal static class UnstartedListener
{
    /// <summary>Whether an endpoint is the one that such a listener was asked for, with port 0.</summary>
    public static bool IsEndpointOf(IOperation endpoint, SocketSymbols symbols)
    {
        if (SocketUse.Inner(endpoint) is not IPropertyReferenceOperation { Instance: { } instance } read
            || SocketUse.Inner(instance) is not ILocalReferenceOperation { Local: var listener } reference
            || !AsksForAny(Assignments.OnlyValueOf(reference), symbols)
            || BlockOf(read) is not { } block)
        {
            return false;
        }

        // In the block of the declaration statements run one after the other.
        bool isStarted = false;
        foreach (IOperation operation in read.MentionsOf(listener))
        {
            if (operation is IVariableDeclaratorOperation declarator && BlockOf(declarator) != block)
                return false;
            if (operation is not ILocalReferenceOperation use)
                continue;

            // Whoever else gets the listener may start it, and a function may run at any time.
            bool isBefore = use.Syntax.SpanStart < read.Syntax.SpanStart;
            bool isStart = SocketUse.NameOf(SocketUse.MemberOf(use)) == "Start";
            if (isBefore && (isStart || SocketUse.MemberOf(use) is null || IsInFunction(use, block)))
                return false;
            isStarted |= isStart;
        }

        return isStarted;
    }

    private static bool AsksForAny(IOperation value, SocketSymbols symbols) => value switch
    {
        IObjectCreationOperation creation when SocketSymbols.Is(creation.Type, symbols.TcpListener) =>
            creation.Arguments.Any(argument => Constants.Integer(argument.Value) == 0
                || EndpointValue.Of(argument.Value, symbols).Port == 0),

        // TcpListener.Create
        IInvocationOperation call when SocketSymbols.Is(call.TargetMethod.ContainingType, symbols.TcpListener) =>
            call.Arguments.Any(static argument => Constants.Integer(argument.Value) == 0),
        _ => false,
    };

    private static bool IsInFunction(IOperation operation, IBlockOperation block)
    {
        for (IOperation outer = operation; outer != block; outer = outer.Parent!)
        {
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return true;
        }

        return false;
    }

    private static IBlockOperation? BlockOf(IOperation operation)
    {
        for (IOperation? outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is IBlockOperation block)
                return block;
        }

        return null;
    }
}
