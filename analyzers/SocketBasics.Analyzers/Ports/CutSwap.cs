using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>
/// A cast to two bytes of a number of two bytes that was swapped as one of four: what is left is always zero.
/// </summary>
internal static class CutSwap
{
    public static ByteSwap? Find(IConversionOperation cut, SocketSymbols symbols)
    {
        if (!IsNarrow(cut.Type))
            return null;

        IOperation swapped = cut.Operand;
        while (swapped is IConversionOperation { OperatorMethod: null } inner && !IsNarrow(inner.Type))
            swapped = inner.Operand;

        return ByteSwap.Find(swapped) is { Bytes: > 2 } swap
            && (IsOfNarrow(swap) || IsPort(swap.Operand))
            && !IsReportedElsewhere(cut, symbols)
                ? swap
                : null;
    }

    /// <summary>Whether a number is one of two bytes, though its type has four.</summary>
    private static bool IsPort(IOperation operand)
    {
        IOperation number = Assignments.OnlyValueOf(PortExpression.Innermost(operand));
        return Constants.Integer(number) is >= 0 and <= ushort.MaxValue
            || SocketUse.SymbolOf(number) is { } symbol && PortName.IsPort(symbol.Name)
                && PortOrigin.Of(operand).Order == ByteOrder.Host;
    }

    /// <summary>Whether a swap is of more bytes than the number has.</summary>
    public static bool IsOfNarrow(ByteSwap swap)
    {
        IOperation number = swap.Operand;
        while (number is IConversionOperation { OperatorMethod: null } inner && !IsNarrow(inner.Type))
            number = inner.Operand;
        return swap.Bytes > 2 && IsNarrow(number.Type);
    }

    /// <summary>Whether a port was cut before it came to where it is looked at, and is reported there.</summary>
    public static bool IsBefore(PortOrigin origin, SocketSymbols symbols)
    {
        for (IOperation? part = origin.At?.Parent; part is IConversionOperation cut; part = part.Parent)
        {
            if (Find(cut, symbols) is not null)
                return true;
        }

        return false;
    }

    /// <summary>What becomes a port of a structure or of an endpoint is looked at there.</summary>
    private static bool IsReportedElsewhere(IOperation value, SocketSymbols symbols)
    {
        IOperation whole = PortExpression.Outermost(value);
        return whole.Parent switch
        {
            ISimpleAssignmentOperation assignment =>
                PortParameter.Find(assignment, symbols, out _) is not null
                || assignment.Target is IMemberReferenceOperation target && PortName.IsOfSocketAddress(target.Member),
            IArgumentOperation argument => PortParameter.Find(argument, symbols, out _) is not null,
            _ => false,
        };
    }

    private static bool IsNarrow(ITypeSymbol? type) =>
        type?.SpecialType is SpecialType.System_UInt16 or SpecialType.System_Int16;
}
