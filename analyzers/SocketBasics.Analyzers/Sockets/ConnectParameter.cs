using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SocketBasics.Analyzers;

/// <summary>The arguments that say where a connect goes.</summary>
internal static class ConnectParameter
{
    /// <summary>Whether the argument is the remote address, endpoint or host of a connect.</summary>
    public static bool IsRemote(IArgumentOperation argument, SocketSymbols symbols) =>
        argument.Parameter is { Name: "address" or "addr" or "host" or "hostname" or "remoteEP" or "remote" or "ipEndPoint" or "endPoint" } parameter
        && IsConnect(parameter.ContainingSymbol as IMethodSymbol, symbols);

    /// <summary>Whether the argument says where the library is to send datagrams: no port 0.</summary>
    public static bool IsDestination(IArgumentOperation argument, SocketSymbols symbols) =>
        argument.Parameter is { Name: "remote" or "destination", ContainingSymbol: IMethodSymbol method }
        && SocketSymbols.Is(method.ContainingType, symbols.DatagramSocket);

    /// <summary>Whether a method connects to what it is given.</summary>
    public static bool IsConnect(IMethodSymbol? method, SocketSymbols symbols)
    {
        if (method is null)
            return false;

        INamedTypeSymbol type = method.ContainingType;
        return method.Name switch
        {
            "Connect" or "ConnectAsync" or "BeginConnect" =>
                SocketSymbols.Is(type, symbols.Socket)
                || SocketSymbols.Is(type, symbols.TcpClient)
                || SocketSymbols.Is(type, symbols.UdpClient)
                || SocketSymbols.Is(type, symbols.SocketTaskExtensions)
                || SocketSymbols.Is(type, symbols.ClientSocket),
            ".ctor" => (SocketSymbols.Is(type, symbols.TcpClient) || SocketSymbols.Is(type, symbols.UdpClient))
                && method.Parameters.Any(parameter => parameter.Name == "hostname"),
            _ => false,
        };
    }
}
