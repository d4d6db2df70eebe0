using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>What a conversion of byte order says that it converts.</summary>
internal enum SwapKind
{
    HostToNetwork,
    NetworkToHost,

    /// <summary>It swaps, and does not say why.</summary>
    Reverse,
}

/// <summary>An expression that swaps the bytes of a number, however it is written.</summary>
/// <param name="Kind">What it says that it converts.</param>
/// <param name="Operand">The number.</param>
/// <param name="Bytes">How many bytes it swaps: 2, 4 or 8.</param>
/// <param name="Name">What to call it.</param>
internal sealed record ByteSwap(SwapKind Kind, IOperation Operand, int Bytes, string Name)
{
    public static ByteSwap? Find(IOperation operation) => operation switch
    {
        IInvocationOperation call => OfCall(call),
        IBinaryOperation binary => OfShifts(binary),
        _ => null,
    };

    private static ByteSwap? OfCall(IInvocationOperation call)
    {
        IMethodSymbol method = call.TargetMethod;
        if (call.Arguments.Length == 2)
            return OfRotation(call) ?? OfReversedArray(call);
        if (call.Arguments.Length != 1)
            return null;
        if (OfReversedArray(call) is { } reversed)
            return reversed;
        if (Width(method.ReturnType) == 0 || KindOf(PortName.Normalize(method.Name)) is not { } kind)
            return null;

        // A reference to an operand (ref, in) is as good as the operand.
        IOperation operand = call.Arguments[0].Value;
        int bytes = IsFramework(method) ? Width(method.Parameters[0].Type) : 2;
        return Width(method.Parameters[0].Type) == 0 ? null : new(kind, operand, bytes, method.Name);
    }

    /// <summary>The framework's methods are called like those of others.</summary>
    private static SwapKind? KindOf(string name)
    {
        if (name.Contains("hton") || name.Contains("hosttonet") || name.Contains("tonetwork") || name is "tobigendian" or "tobe" or "tobe16"
            or "htobe16" or "cputobe16")
        {
            return SwapKind.HostToNetwork;
        }

        if (name.Contains("ntoh") || name.Contains("networktohost") || name.Contains("nettohost") || name is "frombigendian" or "be16toh"
            or "fromnetworkorder" or "fromnetworkbyteorder" or "tohostorder" or "tohostbyteorder")
        {
            return SwapKind.NetworkToHost;
        }

        return name.Contains("swapbytes") || name.Contains("byteswap") || name.Contains("bswap") || name.Contains("reversebytes")
            || name.Contains("bytereverse") || name.Contains("swapendian") || name.Contains("reverseendian") || name.Contains("swap16")
            || name is "swap" or "swapport" or "reverseport" or "swapushort" or "swapint16" or "swapuint16" or "byterev"
            ? SwapKind.Reverse
            : null;
    }

    /// <summary><c>(port &lt;&lt; 8) | (port &gt;&gt; 8)</c>, with or without masks, as a product, and in either order.</summary>
    private static ByteSwap? OfShifts(IBinaryOperation binary)
    {
        if (binary.OperatorKind is not (BinaryOperatorKind.Or or BinaryOperatorKind.Add or BinaryOperatorKind.ExclusiveOr))
            return null;

        (IOperation left, int by) = Shifted(binary.LeftOperand);
        (IOperation right, int back) = Shifted(binary.RightOperand);
        return by + back == 0 && by is 8 or -8 && IsSame(left, right)
            ? new(SwapKind.Reverse, left, 2, "a shift by 8")
            : null;
    }

    private static (IOperation Value, int By) Shifted(IOperation operation)
    {
        int by = 0;
        while (true)
        {
            switch (operation)
            {
                case IConversionOperation conversion:
                    operation = conversion.Operand;
                    continue;
                case IBinaryOperation binary when Number(binary.RightOperand) is { } number:
                    int? shift = (binary.OperatorKind, number) switch
                    {
                        (BinaryOperatorKind.LeftShift, 8) or (BinaryOperatorKind.Multiply, 256) => 8,
                        (BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift, 8) or (BinaryOperatorKind.Divide, 256) => -8,
                        (BinaryOperatorKind.And, 0xFF or 0xFF00 or 0xFFFF) or (BinaryOperatorKind.Remainder, 256) => 0,
                        _ => null,
                    };
                    if (shift is null)
                        return (operation, by);
                    by += shift.Value;
                    operation = binary.LeftOperand;
                    continue;
                default:
                    return (operation, by);
            }
        }
    }

    private static ByteSwap? OfRotation(IInvocationOperation call) =>
        call.TargetMethod.Name is "RotateLeft" or "RotateRight"
        && IsFramework(call.TargetMethod)
        && Width(call.TargetMethod.ReturnType) == 2
        && Number(call.Arguments[1].Value) == 8
            ? new(SwapKind.Reverse, call.Arguments[0].Value, 2, call.TargetMethod.Name)
            : null;

    /// <summary><c>BitConverter.ToUInt16(BitConverter.GetBytes(port).Reverse().ToArray(), 0)</c></summary>
    private static ByteSwap? OfReversedArray(IInvocationOperation call)
    {
        if (call.TargetMethod.ContainingType.Name is not ("BitConverter" or "MemoryMarshal")
            || !IsFramework(call.TargetMethod))
        {
            return null;
        }

        bool isReversed = false;
        IOperation bytes = call.Arguments[0].Value;
        while (true)
        {
            switch (bytes)
            {
                case IConversionOperation conversion:
                    bytes = conversion.Operand;
                    continue;
                case ILocalReferenceOperation { Local: var buffer } when WrittenBigEndian(buffer, call) is { } port:
                    return new(SwapKind.HostToNetwork, port, 2, "WriteUInt16BigEndian");
                case IInvocationOperation { TargetMethod.Name: "ToArray" or "Reverse" or "AsEnumerable", Arguments.Length: 1 } chained
                    when IsFramework(chained.TargetMethod):
                    isReversed ^= chained.TargetMethod.Name == "Reverse";
                    bytes = chained.Arguments[0].Value;
                    continue;
                case ILocalReferenceOperation { Local: var local } when BytesOf(local, call) is { } initializer:
                    isReversed ^= IsReversedInPlace(local, call);
                    bytes = initializer;
                    continue;
                case IInvocationOperation { TargetMethod: { ContainingType.Name: "BitConverter" } made } get
                    when IsFramework(made) && isReversed:
                    return new(SwapKind.Reverse, get.Arguments[0].Value, Width(made.Parameters[0].Type), "Reverse");
                default:
                    return null;
            }
        }
    }

    /// <summary>What is written into a buffer of two bytes that is read as a number of the machine then.</summary>
    private static IOperation? WrittenBigEndian(ILocalSymbol buffer, IOperation from) =>
        BytesOf(buffer, from) is { } made
        && made.DescendantsAndSelf().Any(part => part.Syntax.ToString() is "new byte[2]" or "stackalloc byte[2]")
            ? from.OperationsOfMember()
                .OfType<IInvocationOperation>()
                .FirstOrDefault(call => call.TargetMethod.Name is "WriteUInt16BigEndian" or "WriteInt16BigEndian"
                    && call.Arguments.Length == 2
                    && call.Arguments[0].Value.DescendantsAndSelf().OfType<ILocalReferenceOperation>()
                        .Any(reference => SymbolEqualityComparer.Default.Equals(reference.Local, buffer)))
                ?.Arguments[1].Value
            : null;

    private static IOperation? BytesOf(ILocalSymbol local, IOperation from) => from.MentionsOf(local)
        .OfType<IVariableDeclaratorOperation>()
        .FirstOrDefault()
        ?.GetVariableInitializer()?.Value;

    private static bool IsReversedInPlace(ILocalSymbol local, IOperation from) => from.OperationsOfMember()
        .OfType<IInvocationOperation>()
        .Count(call => call.TargetMethod is { Name: "Reverse", ReturnsVoid: true }
            && call.Arguments.Length > 0
            && call.Arguments[0].Value.DescendantsAndSelf().OfType<ILocalReferenceOperation>()
                .Any(reference => SymbolEqualityComparer.Default.Equals(reference.Local, local))) % 2 == 1;

    private static bool IsSame(IOperation left, IOperation right) =>
        left.Syntax.IsEquivalentTo(right.Syntax, topLevel: false);

    private static long? Number(IOperation operation) => Constants.Integer(operation);

    private static bool IsFramework(IMethodSymbol method) =>
        method.ContainingAssembly.Name.StartsWith("System", StringComparison.Ordinal);

    private static int Width(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Int16 or SpecialType.System_UInt16 => 2,
        SpecialType.System_Int32 or SpecialType.System_UInt32 => 4,
        SpecialType.System_Int64 or SpecialType.System_UInt64 => 8,
        _ => 0,
    };
}
