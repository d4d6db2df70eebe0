using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace SocketBasics.Networks.Portable;

/// <summary>A datagram or raw socket of the framework.</summary>
internal sealed class PortableDatagramSocket : NetworkDatagramSocket
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
    private readonly SocketAddress _destination;
    private Endpoint _lastDestination;

    private PortableDatagramSocket(Socket socket, Endpoint localEndpoint)
    {
        _socket = socket;
        LocalEndpoint = localEndpoint;
        _sender = new SocketAddress(socket.AddressFamily, Endpoint.MaxSize);
        _destination = new SocketAddress(socket.AddressFamily, Endpoint.MaxSize);
    }

    public override Endpoint LocalEndpoint { get; }

    public static NetworkResult<NetworkDatagramSocket> Bind(Endpoint local, DatagramSocketOptions options) =>
        local.IsLocal
            ? Open(local, options, AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
            : Open(local, options, local.AddressFamily, SocketType.Dgram, ProtocolType.Udp);

    public static NetworkResult<NetworkDatagramSocket> BindRaw(
        Endpoint local, RawProtocol protocol, DatagramSocketOptions options) =>
        Open(local, options, local.AddressFamily, SocketType.Raw, (ProtocolType)protocol);

    public override NetworkError Connect(Endpoint remote)
    {
        try
        {
            _socket.Connect(new KernelEndPoint(remote));
            return NetworkError.None;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
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
            int length = await _socket.ReceiveFromAsync(buffer, flags, _sender, cancellationToken).ConfigureAwait(false);
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<NetworkError> SendAsync(
        ReadOnlyMemory<byte> datagram, Endpoint? destination, CancellationToken cancellationToken)
    {
        try
        {
            if (destination is { } endpoint)
            {
                WriteDestination(endpoint);
                await _socket.SendToAsync(datagram, SocketFlags.None, _destination, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await _socket.SendAsync(datagram, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            }

            return NetworkError.None;
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
        try
        {
            (SocketOptionLevel level, SocketOptionName option) = Translate(name);
            return (int)_socket.GetSocketOption(level, option)!;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
        catch (ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
    }

    public override NetworkError SetOption(DatagramOption name, int value)
    {
        try
        {
            (SocketOptionLevel level, SocketOptionName option) = Translate(name);
            _socket.SetSocketOption(level, option, value);
            return NetworkError.None;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
        catch (ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
    }

    protected override void Dispose(bool disposing) => _socket.Dispose();

    private static NetworkResult<NetworkDatagramSocket> Open(
        Endpoint local, DatagramSocketOptions options, AddressFamily family, SocketType type, ProtocolType protocol)
    {
        Socket? socket = null;
        try
        {
            socket = new Socket(family, type, protocol);
            if (family == AddressFamily.InterNetworkV6)
                socket.DualMode = local.Kind == EndpointKind.DualStack;
            if (OperatingSystem.IsWindows() && type == SocketType.Dgram)
                socket.IOControl(SioUdpConnReset, [0, 0, 0, 0], null);
            PortableSocketOptions.SetBufferSizes(socket, options.ReceiveBufferSize, options.SendBufferSize);
            if (options.ReuseAddress)
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new KernelEndPoint(local));

            Endpoint bound = KernelEndPoint.Read(socket.LocalEndPoint);
            return new PortableDatagramSocket(
                socket, local.Kind == EndpointKind.DualStack ? Endpoint.Any(bound.Port) : bound);
        }
        catch (SocketException exception)
        {
            socket?.Dispose();
            return exception.SocketErrorCode;
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

    private void WriteDestination(Endpoint destination)
    {
        if (destination == _lastDestination)
            return;

        // A dual-stack socket is an IPv6 socket: it takes an IPv4 destination in its mapped form.
        if (destination.Kind == EndpointKind.IPv4 && _socket.AddressFamily == AddressFamily.InterNetworkV6)
        {
            SocketAddress mapped = new IPEndPoint(destination.Address!.MapToIPv6(), destination.Port).Serialize();
            mapped.Buffer.CopyTo(_destination.Buffer);
            _destination.Size = mapped.Size;
        }
        else
        {
            _destination.Size = destination.Write(_destination.Buffer.Span);
        }

        _lastDestination = destination;
    }

    private NetworkError ChangeMembership(IPAddress group, int interfaceIndex, SocketOptionName change)
    {
        try
        {
            if (group.AddressFamily == AddressFamily.InterNetwork)
                _socket.SetSocketOption(SocketOptionLevel.IP, change, new MulticastOption(group, interfaceIndex));
            else
                _socket.SetSocketOption(SocketOptionLevel.IPv6, change, new IPv6MulticastOption(group, interfaceIndex));
            return NetworkError.None;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
        catch (ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
    }

    private (SocketOptionLevel Level, SocketOptionName Name) Translate(DatagramOption name)
    {
        bool isIPv6 = _socket.AddressFamily == AddressFamily.InterNetworkV6;
        SocketOptionLevel ip = isIPv6 ? SocketOptionLevel.IPv6 : SocketOptionLevel.IP;
        return name switch
        {
            DatagramOption.Broadcast => (SocketOptionLevel.Socket, SocketOptionName.Broadcast),
            DatagramOption.TimeToLive => (ip, isIPv6 ? SocketOptionName.HopLimit : SocketOptionName.IpTimeToLive),
            DatagramOption.MulticastTimeToLive => (ip, SocketOptionName.MulticastTimeToLive),
            DatagramOption.MulticastLoopback => (ip, SocketOptionName.MulticastLoopback),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }
}
