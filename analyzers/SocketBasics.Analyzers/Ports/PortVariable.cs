using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>The byte order of a port in a local or a parameter: that of what was written to it last.</summary>
internal static class PortVariable
{
    public static PortOrigin OriginOf(IOperation reference, int depth)
    {
        ISymbol variable = VariableOf(reference)!;
        PortOrigin? origin = variable is IParameterSymbol parameter ? new(OfParameter(parameter)) : null;
        if (VariableWrites.TryFindLast(reference, variable, out VariableWrite? last))
        {
            if (last is not null)
                return OfWrite(last, depth);
            if (origin is not null)
                return origin.Value;
        }

        foreach (VariableWrite write in VariableWrites.All(reference, variable))
        {
            PortOrigin written = OfWrite(write, depth);
            origin = origin is { } known ? PortOrigin.Join(known, written) : written;
        }

        return origin ?? new(ByteOrder.Unknown);
    }

    public static ISymbol? VariableOf(IOperation? operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation declared } => declared.Local,
        _ => null,
    };

    private static PortOrigin OfWrite(VariableWrite write, int depth)
    {
        if (write.Value is { } value)
            return PortOrigin.Of(value, depth + 1);
        return new(write.IsParsed ? ByteOrder.Host : write.IsElement ? ByteOrder.Plain : ByteOrder.Unknown);
    }

    private static ByteOrder OfParameter(IParameterSymbol parameter)
    {
        if (PortName.SaysNetworkOrder(parameter.Name))
            return ByteOrder.Network;
        if (parameter.Type.SpecialType is not (SpecialType.System_Int32 or SpecialType.System_UInt16) || !PortName.IsPort(parameter.Name))
            return ByteOrder.Plain;

        // Next to a number for an address, or bytes, a port is likely to be as the kernel or the wire has it.
        bool isAmongNumbers = parameter.ContainingSymbol is IMethodSymbol method && method.Parameters.Any(other =>
            !SymbolEqualityComparer.Default.Equals(other, parameter)
            && (IsRaw(other.Type) || (IsWide(other.Type) && PortName.IsAddress(other.Name))));
        return isAmongNumbers ? ByteOrder.Plain : ByteOrder.Host;
    }

    private static bool IsWide(ITypeSymbol type) => type.SpecialType is
        SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64;

    private static bool IsRaw(ITypeSymbol type) =>
        type.SpecialType is SpecialType.System_IntPtr or SpecialType.System_UIntPtr or SpecialType.System_Byte
        || type.TypeKind == TypeKind.Pointer
        || type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte }
        || type is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan" or "Memory" or "ReadOnlyMemory" }
        || (type is INamedTypeSymbol named && PortName.IsNative(named));
}
