using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>The byte order that a port has, and what swapped it.</summary>
/// <param name="Order">The order.</param>
/// <param name="Swap">What brought the port into this order, if anything did.</param>
/// <param name="At">The operation that <paramref name="Swap"/> was read from.</param>
internal readonly record struct PortOrigin(ByteOrder Order, ByteSwap? Swap = null, IOperation? At = null)
{
    private const int MaxDepth = 12;

    /// <summary>Whether the port would be wrong for whoever expects host byte order, by the doing of a swap.</summary>
    public bool IsSwappedAway => Swap is not null;

    public static PortOrigin Of(IOperation operation) => Of(operation, 0);

    internal static PortOrigin Of(IOperation? operation, int depth)
    {
        if (operation is null || depth > MaxDepth)
            return new(ByteOrder.Unknown);
        if (ByteSwap.Find(operation) is { } swap)
            return Swapped(swap, operation, depth);
        if (operation.ConstantValue.HasValue)
        {
            // A conversion of what the compiler has calculated is a constant, too.
            IOperation calculated = PortExpression.Innermost(operation);
            return ByteSwap.Find(calculated) is { } constant ? Swapped(constant, calculated, depth) : new(OfConstant(operation));
        }

        return operation switch
        {
            IConversionOperation conversion => conversion.OperatorMethod is null
                ? Cut(Of(conversion.Operand, depth + 1), conversion.Type)
                : new(ByteOrder.Unknown),
            IAwaitOperation await => Of(await.Operation, depth + 1),
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } when PortName.IsOfSocketAddress(target.Member) =>
                new(ByteOrder.Network),
            IAssignmentOperation assignment => Of(assignment.Value, depth + 1),
            IBinaryOperation binary => OfBinary(binary, depth),
            IConditionalOperation conditional => OfConditional(conditional, depth),
            ICoalesceOperation coalesce => Join(Of(coalesce.Value, depth + 1), Of(coalesce.WhenNull, depth + 1)),
            ISwitchExpressionOperation choice => JoinAll(choice.Arms.Select(arm => Of(arm.Value, depth + 1))),
            IConditionalAccessOperation access => Of(access.WhenNotNull, depth + 1),
            IInvocationOperation call => PortCall.OriginOf(call, depth),
            ILocalReferenceOperation or IParameterReferenceOperation => PortVariable.OriginOf(operation, depth),
            IFieldReferenceOperation or IPropertyReferenceOperation =>
                PortMember.OriginOf((IMemberReferenceOperation)operation, depth),
            IArrayElementReferenceOperation element => new(OfElement(element)),
            _ => new(ByteOrder.Unknown),
        };
    }

    /// <summary>What is known when a value is one of many; nothing when there are none.</summary>
    internal static PortOrigin JoinAll(IEnumerable<PortOrigin> all) =>
        all.DefaultIfEmpty(new(ByteOrder.Unknown)).Aggregate(Join);

    /// <summary>What is known when a value is one or the other.</summary>
    internal static PortOrigin Join(PortOrigin one, PortOrigin other)
    {
        if (one.Order == other.Order || other.Order == ByteOrder.Either)
            return one;
        if (one.Order == ByteOrder.Either)
            return other;
        return new(one.Order is ByteOrder.Host or ByteOrder.Plain && other.Order is ByteOrder.Host or ByteOrder.Plain
            ? ByteOrder.Plain
            : ByteOrder.Unknown);
    }

    /// <summary>What a swap on little-endian machines only leaves is in network byte order everywhere.</summary>
    internal static bool AsksForEndianness(IOperation condition) => condition.DescendantsAndSelf()
        .OfType<IFieldReferenceOperation>()
        .Any(field => field.Field.ContainingType.Name == "BitConverter");

    private static PortOrigin Swapped(ByteSwap swap, IOperation at, int depth)
    {
        ByteOrder swapped = swap.Bytes == 2 ? ByteOrder.Network : ByteOrder.NetworkWide;
        ByteOrder before = Of(swap.Operand, depth + 1).Order;
        ByteOrder after = (swap.Kind, before) switch
        {
            (_, ByteOrder.Either) =>
                swap.Bytes == 2 || Constants.Integer(swap.Operand) == 0 ? ByteOrder.Either : ByteOrder.NetworkWide,
            (_, ByteOrder.Host) => swapped,
            (_, ByteOrder.Network or ByteOrder.NetworkWide) => ByteOrder.Host,
            (SwapKind.HostToNetwork, ByteOrder.Plain) => swapped,
            (SwapKind.NetworkToHost, ByteOrder.Plain) => ByteOrder.Host,
            _ => ByteOrder.Unknown,
        };
        return after is ByteOrder.Network or ByteOrder.NetworkWide ? new(after, swap, at) : new(after);
    }

    private static ByteOrder OfConstant(IOperation operation)
    {
        if (operation.ConstantValue.Value is null)
            return ByteOrder.Either;
        if (Constants.Integer(operation) is not { } value)
            return ByteOrder.Unknown;
        if ((value & 0xFF) == ((value >> 8) & 0xFF))
            return ByteOrder.Either;

        (string? name, IEnumerable<IOperation?> values) = Unconverted(operation) switch
        {
            IFieldReferenceOperation field => (field.Field.Name, MemberWrites.Find(field)),
            ILocalReferenceOperation local => (local.Local.Name, VariableWrites.All(local, local.Local).Select(write => write.Value)),
            _ => (null, []),
        };
        return (name is not null && PortName.SaysNetworkOrder(name)) || values.OfType<IOperation>().Any(IsSwap)
            ? ByteOrder.Network
            : ByteOrder.Host;

        static bool IsSwap(IOperation initial) => ByteSwap.Find(PortExpression.Innermost(initial)) is not null;
    }

    private static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
            operation = conversion.Operand;
        return operation;
    }

    private static PortOrigin Cut(PortOrigin origin, ITypeSymbol? type) =>
        origin.Order == ByteOrder.NetworkWide && type?.SpecialType is SpecialType.System_UInt16 or SpecialType.System_Int16 or SpecialType.System_Char
            ? origin with { Order = ByteOrder.Lost }
            : origin;

    private static PortOrigin OfBinary(IBinaryOperation binary, int depth)
    {
        if (binary.OperatorMethod is not null)
            return new(ByteOrder.Unknown);

        PortOrigin left = Of(binary.LeftOperand, depth + 1);
        switch (binary.OperatorKind)
        {
            case BinaryOperatorKind.And when Constants.Integer(binary.RightOperand) == 0xFFFF:
                return left.Order == ByteOrder.NetworkWide ? left with { Order = ByteOrder.Lost } : left;
            case BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift
                when left.Order == ByteOrder.NetworkWide && Constants.Integer(binary.RightOperand) == (left.Swap!.Bytes * 8) - 16:
                return left with { Order = ByteOrder.Network };
            case BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Remainder or BinaryOperatorKind.Multiply:
                PortOrigin right = Of(binary.RightOperand, depth + 1);
                return new(IsNumber(left) && IsNumber(right) ? ByteOrder.Plain : ByteOrder.Unknown);
            default:
                return new(ByteOrder.Unknown);
        }

        static bool IsNumber(PortOrigin origin) => origin.Order is ByteOrder.Host or ByteOrder.Plain or ByteOrder.Either;
    }

    private static PortOrigin OfConditional(IConditionalOperation conditional, int depth)
    {
        PortOrigin whenTrue = Of(conditional.WhenTrue, depth + 1);
        PortOrigin whenFalse = Of(conditional.WhenFalse, depth + 1);
        if (!AsksForEndianness(conditional.Condition))
            return Join(whenTrue, whenFalse);
        if (whenTrue.Swap is not null)
            return whenTrue;
        return whenFalse.Swap is not null ? whenFalse : new(ByteOrder.Unknown);
    }

    private static ByteOrder OfElement(IArrayElementReferenceOperation element) =>
        element.Type?.SpecialType is SpecialType.System_UInt16 or SpecialType.System_Int32
        && !PortName.SaysNetworkOrder(element.ArrayReference.Syntax.ToString())
            ? ByteOrder.Plain
            : ByteOrder.Unknown;
}
