using System.Net;

namespace SocketBasics.Handshake;

/// <summary>Which packets a capture is about: those between the server's endpoint and the client's, each as far as it is known.</summary>
/// <param name="Server">An endpoint with a port; a wildcard stands for any address of its family, or of both.</param>
/// <param name="Client">Any address if null or a wildcard; any port if that is 0.</param>
internal readonly record struct CaptureTarget(Endpoint Server, Endpoint? Client)
{
    public bool WantsIPv4 => Wants(Server, EndpointKind.IPv4) && Wants(Client, EndpointKind.IPv4);

    public bool WantsIPv6 => Wants(Server, EndpointKind.IPv6) && Wants(Client, EndpointKind.IPv6);

    public IPAddress? ServerAddress => Server.IsWildcard ? null : Server.Address;

    public IPAddress? ClientAddress => Client is { IsWildcard: false } client ? client.Address : null;

    public int ClientPort => Client?.Port ?? 0;

    /// <summary>Whether a segment goes from the client to the server. Both may hold, of a connection to itself.</summary>
    public bool IsTowardServer(Endpoint source, Endpoint destination) =>
        Is(destination, ServerAddress, Server.Port)
        && Is(source, ClientAddress, ClientPort)
        && Wants(Server, destination.Kind);

    // A packet's address has no scope, which says which link it was seen on.
    private static bool Is(Endpoint seen, IPAddress? address, int port) =>
        (port == 0 || seen.Port == port)
        && (address is null || address.GetAddressBytes().AsSpan().SequenceEqual(seen.Address!.GetAddressBytes()));

    private static bool Wants(Endpoint? endpoint, EndpointKind kind) =>
        endpoint is null or { Kind: EndpointKind.DualStack } || endpoint.Value.Kind == kind;
}
