using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>Tells the loops that go on as long as the kernel has bytes.</summary>
internal static class AvailableLoop
{
    /// <summary>
    /// The property that a loop's condition asks, when it asks for nothing else but whether there is a connection.
    /// </summary>
    public static IPropertyReferenceOperation? ConditionOf(ILoopOperation loop, SocketSymbols symbols)
    {
        if (ReceiveLoop.ConditionOf(loop) is not { } condition)
            return null;

        IOperation[] terms = [.. Terms(condition)];
        IPropertyReferenceOperation[] asked =
            [.. terms.Select(term => Asked(term, symbols)).OfType<IPropertyReferenceOperation>()];
        return asked.Length == 1
            && terms.All(term => Asked(term, symbols) is not null
                || term is IPropertyReferenceOperation { Property.Name: "Connected" or "CanRead" })
            ? asked[0]
            : null;
    }

    private static IEnumerable<IOperation> Terms(IOperation condition) => SocketUse.Inner(condition) switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And } both =>
            Terms(both.LeftOperand).Concat(Terms(both.RightOperand)),
        IOperation term => [term],
    };

    /// <summary><c>stream.DataAvailable</c>, <c>socket.Available &gt; 0</c></summary>
    private static IPropertyReferenceOperation? Asked(IOperation term, SocketSymbols symbols)
    {
        if (term is IPropertyReferenceOperation { Property.Name: "DataAvailable" } data)
            return SocketSymbols.Is(data.Property.ContainingType, symbols.NetworkStream) ? data : null;
        if (term is not IBinaryOperation binary)
            return null;

        return Available(binary.LeftOperand) ?? Available(binary.RightOperand);

        IPropertyReferenceOperation? Available(IOperation operand) =>
            operand is IPropertyReferenceOperation { Property: { Name: "Available", ContainingType: { } type } } number
            && (SocketSymbols.Is(type, symbols.Socket) || SocketSymbols.Is(type, symbols.TcpClient))
            && ReadCount.IsTestOfZero(number)
                ? number
                : null;
    }
}
