using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Tells whether bytes are sent by the member that makes them.</summary>
internal static class SentBytes
{
    private const int MaxSteps = 3;

    /// <summary>
    /// Whether an array goes to a socket or to its stream: as it is, by way of a local, or copied into what is sent.
    /// </summary>
    public static bool Reach(IOperation bytes, SocketSymbols symbols) => Reach(bytes, symbols, MaxSteps);

    private static bool Reach(IOperation bytes, SocketSymbols symbols, int steps)
    {
        if (steps == 0)
            return false;

        IOperation value = Outermost(bytes);
        switch (value.Parent)
        {
            case IArgumentOperation { Parent: IInvocationOperation call } argument:
                return IsSend(call, symbols)
                    || Goal(call, argument) is { } copied
                        && (copied == call ? Reach(call, symbols, steps - 1) : IsSent(copied, symbols, steps));
            case IInvocationOperation { TargetMethod.Name: "CopyTo", Arguments: { Length: > 0 } arguments }:
                return IsSent(arguments[0].Value, symbols, steps);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                return IsSentUnreversed(local, value, symbols, steps);
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target }:
                return IsSentUnreversed(target.Local, value, symbols, steps);
            default:
                return false;
        }
    }

    /// <summary>Views of an array, and lists made of it, are as good as the array.</summary>
    private static IOperation Outermost(IOperation value)
    {
        value = SocketUse.Outermost(value);
        IOperation? outer = value.Parent is IArgumentOperation argument ? argument.Parent : value.Parent;
        return outer is IConversionOperation
            or IInvocationOperation { TargetMethod.Name: "AsMemory" or "AsSpan" or "ToArray" }
            ? Outermost(outer)
            : value;
    }

    private static bool IsSend(IInvocationOperation call, SocketSymbols symbols)
    {
        string name = call.TargetMethod.Name;
        return name is "Send" or "SendAsync" or "SendTo" or "SendToAsync" or "BeginSend"
                or "Write" or "WriteAsync" or "BeginWrite"
            && IsOfSocket(call, symbols);
    }

    private static bool IsOfSocket(IInvocationOperation call, SocketSymbols symbols)
    {
        if (call.Instance is not { } instance)
            return false;

        ITypeSymbol? type = instance.Type;
        return SocketSymbols.Is(type, symbols.Socket) || SocketSymbols.Is(type, symbols.NetworkStream)
            || SocketSymbols.Is(type, symbols.UdpClient)
            || SocketSymbols.Is(type, symbols.Connection)
            || SocketSymbols.Is(Assignments.OnlyValueOf(instance).Type, symbols.NetworkStream);
    }

    /// <summary>Where a copy goes, or the list that it becomes a part of.</summary>
    private static IOperation? Goal(IInvocationOperation call, IArgumentOperation argument) =>
        (call.TargetMethod.ContainingType.Name, call.TargetMethod.Name) switch
        {
            ("Buffer", "BlockCopy") or ("Array", "Copy") when argument.Parameter?.Ordinal == 0 =>
                call.Arguments.FirstOrDefault(other =>
                    other.Parameter?.Type.Name == "Array" && other != argument)?.Value,
            ("Enumerable", "Concat") => call,
            (_, "AddRange") => call.Instance,
            ("MemoryStream", "Write") => call.Instance,
            (_, "CopyTo") when call.Arguments.Length > 1 => call.Arguments[1].Value,
            _ => null,
        };

    private static bool IsSent(IOperation buffer, SocketSymbols symbols, int steps) =>
        SocketUse.SymbolOf(
            buffer is IInvocationOperation { Arguments.Length: > 0 } view ? view.Arguments[0].Value : buffer)
            is ILocalSymbol local && IsSentUnreversed(local, buffer, symbols, steps);

    private static bool IsSentUnreversed(ILocalSymbol local, IOperation from, SocketSymbols symbols, int steps)
    {
        bool isSent = false;
        foreach (IOperation operation in from.MentionsOf(local))
        {
            if (operation is not ILocalReferenceOperation reference)
                continue;
            if (IsReversed(reference))
                return false;
            if (reference.Syntax.SpanStart > from.Syntax.SpanStart)
                isSent = isSent || Reach(reference, symbols, steps - 1);
        }

        return isSent;
    }

    private static bool IsReversed(IOperation bytes) =>
        Outermost(bytes).Parent is IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "Reverse" } };
}
