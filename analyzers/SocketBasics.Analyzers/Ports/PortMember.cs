using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>The byte order of a port in a field or a property.</summary>
internal static class PortMember
{
    public static PortOrigin OriginOf(IMemberReferenceOperation reference, int depth)
    {
        ISymbol member = reference.Member;
        INamedTypeSymbol type = member.ContainingType;
        if (PortName.IsOfSocketAddress(member))
            return new(ByteOrder.Network);
        if (member is IFieldSymbol { IsStatic: false } && PortName.IsNative(type))
            return new(ByteOrder.Unknown);
        if (member.Name == "Port" && type.ContainingNamespace.ToDisplayString() == "SocketBasics")
            return new(ByteOrder.Host);
        if (reference.Instance is { } wrapped && type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            return PortOrigin.Of(wrapped, depth + 1);
        if (reference is IPropertyReferenceOperation { Property.IsIndexer: true })
        {
            // The items of a list are numbers like any other; bytes and spans are what came from elsewhere.
            return new(reference.Type?.SpecialType == SpecialType.System_Byte || type.IsRefLikeType ? ByteOrder.Unknown : ByteOrder.Plain);
        }

        PortOrigin? written = MemberWrites.Find(reference)
            .Select(value => (PortOrigin?)PortOrigin.Of(value, depth + 1))
            .Aggregate((PortOrigin?)null, (known, next) => known is { } one ? PortOrigin.Join(one, next!.Value) : next);
        if (written is { } origin)
            return origin;
        if (PortName.SaysNetworkOrder(member.Name))
            return new(ByteOrder.Network);

        // A number of a class is one that somebody calculates with; two bytes of a structure may be out of a packet.
        return new(type.TypeKind == TypeKind.Class && reference.Type?.SpecialType == SpecialType.System_Int32 ? ByteOrder.Host : ByteOrder.Plain);
    }
}
