using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>The places where .NET and the library take a port, as a number in host byte order.</summary>
internal static class PortParameter
{
    /// <summary>What takes the port, in words of the source, or null if this operation gives none.</summary>
    /// <param name="operation">An argument or an assignment.</param>
    /// <param name="symbols">The types of the compilation.</param>
    /// <param name="port">The value that is given.</param>
    public static string? Find(IOperation operation, SocketSymbols symbols, out IOperation port)
    {
        port = operation;
        switch (operation)
        {
            case IArgumentOperation { Parameter: { Name: "port" } parameter } argument
                when parameter.ContainingSymbol is IMethodSymbol method && IsTaker(method.ContainingType, symbols):
                port = argument.Value;
                return method.MethodKind == MethodKind.Constructor
                    ? method.ContainingType.Name
                    : $"{method.ContainingType.Name}.{method.Name}";
            case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: { Name: "Port" } property } } assignment
                when SocketSymbols.Is(property.ContainingType, symbols.IPEndPoint):
                port = assignment.Value;
                return "IPEndPoint.Port";
            default:
                return null;
        }
    }

    private static bool IsTaker(INamedTypeSymbol? type, SocketSymbols symbols) =>
        SocketSymbols.Is(type, symbols.IPEndPoint)
        || SocketSymbols.Is(type, symbols.TcpListener)
        || SocketSymbols.Is(type, symbols.TcpClient)
        || SocketSymbols.Is(type, symbols.UdpClient)
        || SocketSymbols.Is(type, symbols.Socket)
        || SocketSymbols.Is(type, symbols.DnsEndPoint)
        || SocketSymbols.Is(type, symbols.Endpoint)
        || SocketSymbols.Is(type, symbols.ClientSocket)
        || SocketSymbols.Is(type, symbols.SocketTaskExtensions);
}
