using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>What names say about ports: the names of C, however they are spelled, and marks like <c>networkPort</c>.</summary>
internal static class PortName
{
    private static readonly string[] NetworkMarks =
        ["network", "netport", "netorder", "nbo", "bigendian", "swapped", "htons", "wire", "raw", "sinport", "sin6port", "native", "packed"];

    /// <summary>Whether the name says that the port is in network byte order already.</summary>
    public static bool SaysNetworkOrder(string name)
    {
        string normalized = Normalize(name);
        if (NetworkMarks.Any(mark => normalized.Contains(mark)))
            return !normalized.Contains("nethost") && !normalized.StartsWith("unswapped", StringComparison.Ordinal);
        return normalized is "nport" or "beport" or "portbe" or "portn" or "portnet";
    }

    /// <summary>Whether the name is one of an address: a number that has it is likely to be in network order.</summary>
    public static bool IsAddress(string name) =>
        Normalize(name) is var normalized && (normalized.Contains("addr") || normalized.Contains("ip") || normalized is "host" or "remote" or "local");

    public static bool IsPort(string name) => Normalize(name).EndsWith("port", StringComparison.Ordinal);

    /// <summary>Whether a field is the port of a socket address of C: two bytes, big-endian.</summary>
    public static bool IsOfSocketAddress(ISymbol member)
    {
        if (TypeOf(member)?.SpecialType is not (SpecialType.System_UInt16 or SpecialType.System_Int16))
            return false;
        if (member is IPropertySymbol property && !IsAutomatic(property))
            return false;

        return Normalize(member.Name) switch
        {
            "sinport" or "sin6port" => IsNative(member.ContainingType) || member.ContainingType.IsValueType,
            "port" or "saport" or "sockport" or "inport" => IsSocketAddress(member),
            _ => false,
        };
    }

    /// <summary>
    /// Whether the type of a port keeps it in host order, and swaps it as it goes to the wire or comes from there.
    /// </summary>
    public static bool IsSwappedByItsType(ISymbol member, IOperation from)
    {
        if (from.SemanticModel is not { } model)
            return false;

        foreach (SyntaxReference declaration in member.ContainingType.DeclaringSyntaxReferences)
        {
            if (declaration.SyntaxTree != model.SyntaxTree)
                continue;
            foreach (SyntaxNode node in declaration.GetSyntax().DescendantNodes())
            {
                if (model.GetOperation(node) is { } call && ByteSwap.Find(call) is { } swap
                    && PortExpression.Innermost(swap.Operand) is IMemberReferenceOperation read
                    && SymbolEqualityComparer.Default.Equals(read.Member, member)
                    && PortExpression.Outermost(call).Parent is IArgumentOperation { Parent: IInvocationOperation writer }
                    && writer.TargetMethod.Name is "Write" or "WriteInt16" or "WriteUInt16" or "GetBytes" or "TryWriteBytes")
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether a type says how it lies in memory, so that its fields may be what another side wrote.</summary>
    public static bool IsNative(INamedTypeSymbol type)
    {
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "StructLayoutAttribute" } of
                && of.ContainingNamespace.ToDisplayString() == "System.Runtime.InteropServices"
                && (attribute.ConstructorArguments.IsEmpty || attribute.ConstructorArguments[0].Value is not 3))
            {
                return true;
            }
        }

        return false;
    }

    public static string Normalize(string name) => name.Replace("_", string.Empty).ToLowerInvariant();

    private static bool IsSocketAddress(ISymbol port)
    {
        INamedTypeSymbol type = port.ContainingType;
        string name = Normalize(type.Name);
        bool isNamed = name.Contains("sockaddr") || name.Contains("socketaddress");
        if (!type.IsValueType && !IsNative(type))
            return false;
        if (!isNamed && !IsNative(type))
            return false;

        // The layout of sockaddr_in and sockaddr_in6: a family, then the port, then the address.
        string[] names = [.. type.GetMembers().OfType<IFieldSymbol>()
            .Where(field => !field.IsStatic)
            .Select(field => Normalize((field.AssociatedSymbol ?? field).Name))];
        int index = Array.IndexOf(names, Normalize(port.Name));
        bool isAfterFamily = index > 0 && (names[index - 1].Contains("family") || names[index - 1] is "af" or "sinfam");
        return isAfterFamily && (isNamed || names.Skip(index + 1).Any(after => after.Contains("addr") || after is "ip" or "flowinfo"));
    }

    private static ITypeSymbol? TypeOf(ISymbol member) => (member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type;

    private static bool IsAutomatic(IPropertySymbol property) =>
        property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
