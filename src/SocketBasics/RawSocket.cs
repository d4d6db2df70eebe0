using SocketBasics.Networks;

namespace SocketBasics;

/// <summary>
/// A socket below TCP and UDP: it sends and receives whole packets of one IP protocol, such as ICMP. For ping, traceroute
/// and protocols of one's own; it needs a privilege.
/// </summary>
/// <remarks>
/// <para>
/// There are no ports: every raw socket of a protocol gets a copy of each packet of that protocol that comes to its local
/// address. Over IPv4 what is received begins with the IP header, and what is sent gets its header from the kernel
/// (raw(7)); over IPv6 neither has a header, and the kernel computes the checksum of ICMPv6 (RFC 3542 section 3.1).
/// </para>
/// <para>
/// One receive and one send may run at once, on any threads; a second of the same kind is an
/// <see cref="InvalidOperationException"/>.
/// </para>
/// </remarks>
public sealed class RawSocket : IDisposable, IAsyncDisposable
{
    private readonly DatagramTransfer _transfer;

    private RawSocket(NetworkDatagramSocket socket, Endpoint local, RawProtocol protocol)
    {
        Protocol = protocol;
        LocalEndpoint = local;
        _transfer = new DatagramTransfer(socket, this, local);
    }

    /// <summary>Gets the protocol whose packets this socket sends and receives.</summary>
    public RawProtocol Protocol { get; }

    /// <summary>Gets the local address, with port 0.</summary>
    public Endpoint LocalEndpoint { get; }

    /// <summary>Gets or sets how many hops a packet may make, 1 to 255 (IP_TTL, IPV6_UNICAST_HOPS): what traceroute counts up.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 1 to 255.</exception>
    /// <exception cref="ObjectDisposedException">The socket was disposed.</exception>
    public int TimeToLive
    {
        get => _transfer.GetOption(DatagramOption.TimeToLive);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 255);
            _transfer.SetOption(DatagramOption.TimeToLive, value);
        }
    }

    /// <summary>Makes a raw socket and gives it a local address: socket(2) with SOCK_RAW, bind(2).</summary>
    /// <param name="local">
    /// The local address with port 0: <c>Endpoint.AnyV4(0)</c> or <c>Endpoint.AnyV6(0)</c> for packets to any address of this
    /// machine. It decides the family; a raw socket has one.
    /// </param>
    /// <param name="protocol">The protocol, 1 to 254; 255 is reserved, and Linux takes it for "the caller writes the IP header".</param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <returns>The raw socket; dispose it.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="local"/> is no IPv4 or IPv6 address, or has a port, which raw sockets have not.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="protocol"/> is not from 1 to 254.</exception>
    /// <exception cref="SocketOperationException">
    /// Permission is missing: raw sockets need the capability CAP_NET_RAW on Linux, root or administrator elsewhere.
    /// </exception>
    public static RawSocket Bind(Endpoint local, RawProtocol protocol, DatagramSocketOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan((int)protocol, 1, nameof(protocol));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((int)protocol, 254, nameof(protocol));
        if (local.Kind is not (EndpointKind.IPv4 or EndpointKind.IPv6))
            throw new ArgumentException($"{local} is not of one IP family; use Endpoint.AnyV4(0) or Endpoint.AnyV6(0).", nameof(local));
        if (local.Port != 0)
            throw new ArgumentException($"{local} has a port, and raw sockets have none; use port 0.", nameof(local));

        options ??= DatagramSocketOptions.Default;
        NetworkResult<NetworkDatagramSocket> result = options.Network.BindRaw(local, protocol, options);
        return result.IsSuccess
            ? new RawSocket(result.Value, local, protocol)
            : throw SocketOperationException.Create(SocketOperation.OpenRaw, result.Error, local);
    }

    /// <summary>Receives one packet: recvfrom(2).</summary>
    /// <param name="buffer">
    /// Where the packet goes, over IPv4 with its IP header of 20 bytes or more in front. What does not fit is lost, and
    /// <see cref="ReceivedDatagram.Length"/> then exceeds the buffer's length.
    /// </param>
    /// <param name="cancellationToken">Ends the wait. No packet is lost by it.</param>
    /// <returns>The packet's length, and its sender with port 0.</returns>
    /// <exception cref="InvalidOperationException">Another receive is running.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The socket was disposed, before the call or during the wait.</exception>
    /// <exception cref="SocketOperationException">The network failed it.</exception>
    public ValueTask<ReceivedDatagram> ReceiveFromAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _transfer.ReceiveAsync(buffer, null, cancellationToken);

    /// <summary>Sends one packet: sendto(2).</summary>
    /// <param name="packet">What follows the IP header, which the kernel writes.</param>
    /// <param name="destination">The address to send to; its port must be 0.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    /// <returns>A task that ends when the kernel has taken the packet.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is a wildcard, no address of the socket's family, or has a port.</exception>
    /// <exception cref="InvalidOperationException">Another send is running.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled; nothing was sent.</exception>
    /// <exception cref="ObjectDisposedException">The socket was disposed.</exception>
    /// <exception cref="SocketOperationException">It is too large, there is no route, or permission is missing.</exception>
    public ValueTask SendToAsync(
        ReadOnlyMemory<byte> packet, Endpoint destination, CancellationToken cancellationToken = default)
    {
        _transfer.CheckDestination(destination, nameof(destination));
        if (destination.Port != 0)
            throw new ArgumentException($"{destination} has a port, and raw packets have none; use port 0.", nameof(destination));
        return _transfer.SendAsync(packet, destination, destination, cancellationToken);
    }

    /// <summary>Closes the socket; running operations end with <see cref="ObjectDisposedException"/>. Disposing twice is harmless.</summary>
    public void Dispose() => _transfer.Dispose();

    /// <summary>Closes the socket, as <see cref="Dispose"/> does.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Returns the protocol and the local endpoint.</summary>
    /// <returns>One line, safe to print.</returns>
    public override string ToString() => $"raw {Protocol} socket at {LocalEndpoint}";
}
