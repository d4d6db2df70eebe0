using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Portable;

/// <summary>A datagram or raw socket of the framework.</summary>
internal sealed partial class PortableDatagramSocket : NetworkDatagramSocket
{
    // SIO_UDP_CONNRESET: without it, Windows reports an ICMP "port unreachable" for an earlier send as a failed receive.
    private const int SioUdpConnReset = unchecked((int)0x9800000C);

    // The name of a local sender is an array of bytes: the same sender again costs none.
    private readonly byte[] _lastSenderBytes = new byte[Endpoint.MaxSize];
    private int _lastSenderSize = -1;
    private Endpoint _lastSender;

    private readonly Socket _socket;

    // One receive and one send run at a time, so each direction needs one address: nothing is allocated per datagram.
    private readonly SocketAddress _sender;
    private readonly byte[] _oneByte = new byte[1];
    private readonly DatagramPeer _peer = new();

    // Ends a send that pauses: it is not inside a system call, where closing the socket would reach it.
    private readonly CancellationTokenSource _closed = new();
    private readonly TimeProvider _clock;

    private PortableDatagramSocket(Socket socket, Endpoint localEndpoint, TimeProvider clock)
    {
        _socket = socket;
        _clock = clock;
        LocalEndpoint = localEndpoint;
        _sender = new SocketAddress(socket.AddressFamily, Endpoint.MaxSize);
        _destination = new SocketAddress(socket.AddressFamily);
    }

    public override Endpoint LocalEndpoint { get; }

    public static NetworkResult<NetworkDatagramSocket> Bind(Endpoint local, DatagramSocketOptions options) =>
        Open(local, options, () =>
        {
            if (local.IsLocal)
                return new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };

            var socket = new Socket(local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            if (local.AddressFamily == AddressFamily.InterNetworkV6)
                socket.DualMode = local.Kind == EndpointKind.DualStack;
            if (OperatingSystem.IsWindows())
                socket.IOControl(SioUdpConnReset, [0, 0, 0, 0], null);
            if (OperatingSystem.IsLinux())
                PortableSocketOptions.ReceiveOwnGroupsOnly(socket);
            return socket;
        });

    public static NetworkResult<NetworkDatagramSocket> BindRaw(
        Endpoint local, RawProtocol protocol, DatagramSocketOptions options) =>
        Open(local, options, () => OperatingSystem.IsLinux()
            ? RawHandle.Open(local.AddressFamily, protocol)
            : new Socket(local.AddressFamily, SocketType.Raw, (ProtocolType)protocol));

    public override NetworkError Connect(Endpoint remote)
    {
        if (!OperatingSystem.IsLinux())
            return SocketCall.Try(() => _socket.Connect(remote.IsIP ? remote.ToIPEndPoint() : new KernelEndPoint(remote)));
        try
        {
            return _peer.Set(_socket, LocalEndpoint, AddressOf(remote));
        }
        catch (ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<NetworkResult<ReceivedDatagram>> ReceiveAsync(
        Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            // On Linux MSG_TRUNC as an argument makes recvfrom(2) return the datagram's own length.
            SocketFlags flags = OperatingSystem.IsLinux() ? SocketFlags.Truncated : SocketFlags.None;
            _sender.Size = Endpoint.MaxSize;

            // Without room for a byte the framework leaves MSG_TRUNC out, and the length would be 0.
            Memory<byte> room = buffer.IsEmpty ? _oneByte : buffer;
            int length = await _socket.ReceiveFromAsync(room, flags, _sender, cancellationToken).ConfigureAwait(false);
            return new ReceivedDatagram(length, ReadSender());
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.MessageSize)
        {
            // Windows drops the rest and does not say how long it was: longer than the buffer.
            return new ReceivedDatagram(buffer.Length + 1, ReadSender());
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
    }

    public override NetworkError JoinGroup(IPAddress group, int interfaceIndex) =>
        ChangeMembership(group, interfaceIndex, SocketOptionName.AddMembership);

    public override NetworkError LeaveGroup(IPAddress group, int interfaceIndex) =>
        ChangeMembership(group, interfaceIndex, SocketOptionName.DropMembership);

    public override NetworkResult<int> GetOption(DatagramOption name)
    {
        int value = 0;
        NetworkError error = SocketCall.Try(() => value = (int)_socket.GetSocketOption(LevelOf(name), NameOf(name))!);
        return new(value, error);
    }

    public override NetworkError SetOption(DatagramOption name, int value) => SocketCall.Try(() =>
    {
        SocketOptionLevel level = LevelOf(name);
        _socket.SetSocketOption(level, NameOf(name), value);

        // The IPv4 packets of a dual-stack socket go by the options of IPv4.
        if (level == SocketOptionLevel.IPv6 && LocalEndpoint.Kind == EndpointKind.DualStack)
            _socket.SetSocketOption(SocketOptionLevel.IP, NameOf(name), value);
    });

    protected override void Dispose(bool disposing)
    {
        _socket.Dispose();
        _closed.Cancel();
    }

    private static NetworkResult<NetworkDatagramSocket> Open(
        Endpoint local, DatagramSocketOptions options, Func<NetworkResult<Socket>> create)
    {
        Socket? socket = null;
        try
        {
            NetworkResult<Socket> created = create();
            if (!created.IsSuccess)
                return created.Error;

            socket = created.Value;
            PortableSocketOptions.SetBufferSizes(socket, options.ReceiveBufferSize, options.SendBufferSize);
            if (options.ReuseAddress)
                PortableSocketOptions.SetReuseAddress(socket);
            socket.Bind(new KernelEndPoint(local));
            return new PortableDatagramSocket(
                socket, PortableSocketOptions.ReadLocalEndpoint(socket, local), options.Network.TimeProvider);
        }
        catch (SocketException exception)
        {
            socket?.Dispose();
            return exception.SocketErrorCode;
        }
        catch
        {
            socket?.Dispose();
            throw;
        }
    }

    private Endpoint ReadSender()
    {
        ReadOnlySpan<byte> bytes = _sender.Buffer.Span[.._sender.Size];
        if (bytes.Length != _lastSenderSize || !bytes.SequenceEqual(_lastSenderBytes.AsSpan(0, bytes.Length)))
        {
            bytes.CopyTo(_lastSenderBytes);
            _lastSenderSize = bytes.Length;
            _lastSender = ParseSender(bytes);
        }

        return _lastSender;
    }

    /// <summary>An unbound local sender has no address at all: the kernel then gives a length of 0 or of the family alone.</summary>
    private Endpoint ParseSender(ReadOnlySpan<byte> address) =>
        Endpoint.TryRead(address, out Endpoint sender) && sender.Kind != EndpointKind.Unspecified
            ? sender
            : LocalEndpoint.IsLocal ? Endpoint.Unnamed : default;

    private NetworkError ChangeMembership(IPAddress group, int interfaceIndex, SocketOptionName change)
    {
        // Neither the kernel's nor the framework's structure for IPv4 takes a larger index, and none is that large.
        if (interfaceIndex > 0xffffff)
            return new NetworkError(SocketError.AddressNotAvailable);

        IPAddress address = group.IsIPv4MappedToIPv6 ? group.MapToIPv4() : group;
        if (address.AddressFamily != AddressFamily.InterNetwork)
        {
            var ipv6 = new IPv6MulticastOption(address, interfaceIndex);
            return SocketCall.Try(() => _socket.SetSocketOption(SocketOptionLevel.IPv6, change, ipv6));
        }

        // The kernel lets an IPv6-only socket join, and delivers nothing.
        if (LocalEndpoint.Kind == EndpointKind.IPv6)
            return SocketError.InvalidArgument;
        var ipv4 = new MulticastOption(address, interfaceIndex);
        return SocketCall.Try(() => _socket.SetSocketOption(SocketOptionLevel.IP, change, ipv4));
    }

    private SocketOptionLevel LevelOf(DatagramOption name) =>
        name == DatagramOption.Broadcast ? SocketOptionLevel.Socket
        : _socket.AddressFamily == AddressFamily.InterNetworkV6 ? SocketOptionLevel.IPv6
        : SocketOptionLevel.IP;

    // At the level of IPv6 the framework reads IpTimeToLive as IPV6_UNICAST_HOPS; its HopLimit is another option.
    private static SocketOptionName NameOf(DatagramOption name) => name switch
    {
        DatagramOption.Broadcast => SocketOptionName.Broadcast,
        DatagramOption.TimeToLive => SocketOptionName.IpTimeToLive,
        DatagramOption.MulticastTimeToLive => SocketOptionName.MulticastTimeToLive,
        DatagramOption.MulticastLoopback => SocketOptionName.MulticastLoopback,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };
}
