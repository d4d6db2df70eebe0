using System.Net;
using System.Net.Sockets;

namespace SocketBasics.Networks.Portable;

/// <summary>The network over <c>System.Net.Sockets</c>: the reference for behavior, and the fallback everywhere.</summary>
internal sealed class PortableNetwork : Network
{
    public override string Name => "portable";

    public override NetworkResult<NetworkListener> Bind(Endpoint local, ServerSocketOptions options)
    {
        if (local.Kind != EndpointKind.DualStack)
            return PortableListener.Bind(local, options);

        // Without IPv6 the wish for every address of both families is the wish for every IPv4 address.
        Endpoint ipv4 = Endpoint.AnyV4(local.Port);
        if (!Socket.OSSupportsIPv6)
            return PortableListener.Bind(ipv4, options);
        NetworkResult<NetworkListener> dualStack = PortableListener.Bind(local, options);
        return dualStack.Error.Code == SocketError.AddressFamilyNotSupported
            ? PortableListener.Bind(ipv4, options)
            : dualStack;
    }

    public override ValueTask<NetworkAttempt> ConnectAsync(
        Endpoint remote, ConnectOptions options, CancellationToken cancellationToken) =>
        PortableAttempt.RunAsync(remote, options, cancellationToken);

    public override NetworkResult<NetworkDatagramSocket> BindDatagram(Endpoint local, DatagramSocketOptions options) =>
        PortableDatagramSocket.Bind(local, options);

    public override NetworkResult<NetworkDatagramSocket> BindRaw(
        Endpoint local, RawProtocol protocol, DatagramSocketOptions options) =>
        PortableDatagramSocket.BindRaw(local, protocol, options);

    protected override async Task<NetworkResult<IReadOnlyList<IPAddress>>> LookUpAsync(
        string name, AddressFamily family)
    {
        try
        {
            IPAddress[] addresses = await Dns.GetHostAddressesAsync(name, family).ConfigureAwait(false);
            return addresses.Length == 0 ? SocketError.NoData : new NetworkResult<IReadOnlyList<IPAddress>>(addresses, NetworkError.None);
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
        catch (ArgumentException)
        {
            // The framework's own check of names (length, IDN) is stricter than ours in a few corners.
            return SocketError.HostNotFound;
        }
    }
}
