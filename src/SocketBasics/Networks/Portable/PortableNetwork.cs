using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Portable;

/// <summary>The network over <c>System.Net.Sockets</c>: the reference for behavior, and the fallback everywhere.</summary>
internal class PortableNetwork : Network
{
    public override string Name => "portable";

    public override NetworkResult<NetworkListener> Bind(Endpoint local, ServerSocketOptions options) =>
        WithoutIPv6ByIPv4(local, options, PortableListener.Bind);

    public override ValueTask<NetworkAttempt> ConnectAsync(
        Endpoint remote, ConnectOptions options, CancellationToken cancellationToken) =>
        PortableAttempt.RunAsync(remote, options, cancellationToken);

    public override NetworkResult<NetworkDatagramSocket> BindDatagram(Endpoint local, DatagramSocketOptions options) =>
        WithoutIPv6ByIPv4(local, options, PortableDatagramSocket.Bind);

    public override NetworkResult<NetworkDatagramSocket> BindRaw(
        Endpoint local, RawProtocol protocol, DatagramSocketOptions options) =>
        PortableDatagramSocket.BindRaw(local, protocol, options);

    public override bool TryFindSource(IPAddress destination, out IPAddress? source)
    {
        return OperatingSystem.IsLinux()
            ? RouteLookup.TryFindSource(destination, out source)
            : TryAskSocket(destination, out source);
    }

    // A thread of its own: on Unix the framework's asynchronous lookup blocks one of the ThreadPool in getaddrinfo(3). A few
    // names and a silent resolver would hold up everything that runs there, time-outs too (measured: 20 s for 16 names).
    protected override Task<NetworkResult<IReadOnlyList<IPAddress>>> LookUpAsync(string name, AddressFamily family) =>
        Task.Factory.StartNew(
            () => LookUp(name, family), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static NetworkResult<IReadOnlyList<IPAddress>> LookUp(string name, AddressFamily family)
    {
        try
        {
            IPAddress[] addresses = Dns.GetHostAddresses(ToAscii(name), family);
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

    /// <summary>
    /// DNS has only ASCII (RFC 5891 section 4.4). Windows translates by itself; getaddrinfo(3) does so only with AI_IDN, which
    /// the framework does not set.
    /// </summary>
    private static string ToAscii(string name) =>
        OperatingSystem.IsWindows() || Ascii.IsValid(name) ? name : new IdnMapping().GetAscii(name.ToLowerInvariant());

    /// <summary>Connecting a datagram socket sends nothing, and chooses the source address.</summary>
    private static bool TryAskSocket(IPAddress destination, out IPAddress? source)
    {
        source = null;
        try
        {
            using var socket = new Socket(destination.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(new IPEndPoint(destination, 1));
            source = ((IPEndPoint)socket.LocalEndPoint!).Address;
            return true;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode is SocketError.NetworkUnreachable or SocketError.HostUnreachable
                or SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;
        }
    }

    /// <summary>Without IPv6 the wish for every address of both families is the wish for every IPv4 address.</summary>
    private static NetworkResult<TSocket> WithoutIPv6ByIPv4<TSocket, TOptions>(
        Endpoint local, TOptions options, Func<Endpoint, TOptions, NetworkResult<TSocket>> bind)
    {
        if (local.Kind == EndpointKind.DualStack && !Socket.OSSupportsIPv6)
            return bind(Endpoint.AnyV4(local.Port), options);

        NetworkResult<TSocket> result = bind(local, options);
        return local.Kind == EndpointKind.DualStack && result.Error.Code == SocketError.AddressFamilyNotSupported
            ? bind(Endpoint.AnyV4(local.Port), options)
            : result;
    }
}
