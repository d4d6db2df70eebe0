using System.Net;
using SocketBasics.Networks;

namespace SocketBasics;

/// <summary>
/// A socket that carries datagrams: UDP over IPv4 and IPv6, or local (Unix) datagrams. There is no listen and no accept;
/// one socket talks to any number of peers, and each datagram arrives whole, or not at all.
/// </summary>
/// <remarks>
/// <para>
/// UDP promises nothing about delivery or order; local datagrams do on Linux. <see cref="Connect"/> does not send
/// anything: it sets the only peer from then on, lets the kernel report that peer's ICMP "port unreachable" as an error of
/// the next operation, and saves naming the destination each time (udp(7)).
/// </para>
/// <para>
/// One receive and one send may run at once, on any threads; a second of the same kind is an
/// <see cref="InvalidOperationException"/>. Everything else may be called at any time from any thread.
/// </para>
/// </remarks>
/// <example>
/// <code>
/// using DatagramSocket socket = DatagramSocket.Bind(Endpoint.Loopback(0));
/// await socket.SendToAsync("ping"u8.ToArray(), Endpoint.Loopback(7));
///
/// byte[] buffer = new byte[2048];
/// ReceivedDatagram datagram = await socket.ReceiveFromAsync(buffer);
/// </code>
/// </example>
public sealed class DatagramSocket : IDisposable, IAsyncDisposable
{
    private readonly DatagramTransfer _transfer;

    // Boxed: operations read it while another thread connects, and an Endpoint is too large to be read at once.
    private object? _remote;

    private DatagramSocket(NetworkDatagramSocket socket)
    {
        LocalEndpoint = socket.LocalEndpoint;
        _transfer = new DatagramTransfer(socket, this, LocalEndpoint);
    }

    /// <summary>Gets the endpoint that is bound, with the port that the kernel chose when port 0 was asked for (getsockname(2)).</summary>
    public Endpoint LocalEndpoint { get; }

    /// <summary>Gets the peer that <see cref="Connect"/> set, or <see langword="null"/> while there is none.</summary>
    public Endpoint? RemoteEndpoint => (Endpoint?)Volatile.Read(ref _remote);

    /// <summary>Gets or sets whether sending to a broadcast address is allowed (SO_BROADCAST). It starts as <see langword="false"/>.</summary>
    /// <exception cref="ObjectDisposedException">The socket was disposed.</exception>
    /// <exception cref="SocketOperationException">This kind of socket does not offer it.</exception>
    public bool Broadcast
    {
        get => _transfer.GetOption(DatagramOption.Broadcast) != 0;
        set => _transfer.SetOption(DatagramOption.Broadcast, value ? 1 : 0);
    }

    /// <summary>Gets or sets how many hops a datagram to a single host may make, 1 to 255 (IP_TTL, IPV6_UNICAST_HOPS). Linux starts with 64.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 1 to 255.</exception>
    /// <exception cref="ObjectDisposedException">The socket was disposed.</exception>
    /// <exception cref="SocketOperationException">This kind of socket does not offer it.</exception>
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

    /// <summary>
    /// Gets or sets how many hops a datagram to a group may make, 0 to 255 (IP_MULTICAST_TTL, IPV6_MULTICAST_HOPS): 0 stays on
    /// this machine, 1, where it starts, on this link.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 0 to 255.</exception>
    /// <exception cref="ObjectDisposedException">The socket was disposed.</exception>
    /// <exception cref="SocketOperationException">This kind of socket does not offer it.</exception>
    public int MulticastTimeToLive
    {
        get => _transfer.GetOption(DatagramOption.MulticastTimeToLive);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 255);
            _transfer.SetOption(DatagramOption.MulticastTimeToLive, value);
        }
    }

    /// <summary>
    /// Gets or sets whether members on this machine hear what this socket sends to a group (IP_MULTICAST_LOOP). It starts as
    /// <see langword="true"/>.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The socket was disposed.</exception>
    /// <exception cref="SocketOperationException">This kind of socket does not offer it.</exception>
    public bool MulticastLoopback
    {
        get => _transfer.GetOption(DatagramOption.MulticastLoopback) != 0;
        set => _transfer.SetOption(DatagramOption.MulticastLoopback, value ? 1 : 0);
    }

    /// <summary>Makes a datagram socket and gives it a local endpoint: socket(2) with SOCK_DGRAM, bind(2).</summary>
    /// <param name="local">
    /// Where peers find this socket. Port 0 lets the kernel choose, which is what a client wants:
    /// <c>Endpoint.AnyV4(0)</c>. <see cref="Endpoint.Any"/> talks to IPv4 and IPv6 peers alike;
    /// <see cref="Endpoint.Unnamed"/> asks the kernel for a free abstract local name, so that a peer can answer.
    /// </param>
    /// <param name="options">The options, or <see langword="null"/> for the defaults.</param>
    /// <returns>The bound socket; dispose it.</returns>
    /// <exception cref="ArgumentException"><paramref name="local"/> is <c>default</c>: nothing to bind.</exception>
    /// <exception cref="SocketOperationException">The address is in use, not one of this machine, or permission is missing.</exception>
    /// <remarks>A socket file is left where it is when the socket is disposed: delete it before the next bind.</remarks>
    public static DatagramSocket Bind(Endpoint local, DatagramSocketOptions? options = null)
    {
        if (local.Kind == EndpointKind.Unspecified)
            throw new ArgumentException("The endpoint is default(Endpoint), which names nothing to bind.", nameof(local));

        options ??= DatagramSocketOptions.Default;
        NetworkResult<NetworkDatagramSocket> result = options.Network.BindDatagram(local, options);
        return result.IsSuccess
            ? new DatagramSocket(result.Value)
            : throw SocketOperationException.Create(SocketOperation.Bind, result.Error, local);
    }

    /// <summary>Sets the only peer: sends without a destination go to it, datagrams of others are not received (connect(2)).</summary>
    /// <param name="remote">The peer. It may be changed by calling again.</param>
    /// <exception cref="ArgumentException"><paramref name="remote"/> is a wildcard, has port 0, names nothing, or is not of the socket's family.</exception>
    /// <exception cref="ObjectDisposedException">The socket was disposed.</exception>
    /// <exception cref="SocketOperationException">There is no route, or the local peer does not exist.</exception>
    /// <remarks>
    /// Nothing is sent and nobody is asked: success says nothing about the peer. Datagrams that others sent before are in
    /// the queue already, and are still received. When it fails, the peer stays the one that it was.
    /// </remarks>
    public void Connect(Endpoint remote)
    {
        CheckDestination(remote, nameof(remote));
        _transfer.Run(SocketOperation.Connect, remote, static (socket, peer) => socket.Connect(peer));
        Volatile.Write(ref _remote, remote);
    }

    /// <summary>Receives one datagram of any sender, or of the connected peer: recvfrom(2).</summary>
    /// <param name="buffer">
    /// Where the datagram goes, from its start. What does not fit is lost, and <see cref="ReceivedDatagram.Length"/> then
    /// exceeds the buffer's length: 65 535 bytes are enough for every UDP datagram. It may be empty.
    /// </param>
    /// <param name="cancellationToken">Ends the wait. No datagram is lost by it.</param>
    /// <returns>The datagram's length and sender.</returns>
    /// <exception cref="InvalidOperationException">Another receive is running.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The socket was disposed, before the call or during the wait.</exception>
    /// <exception cref="SocketOperationException">On a connected socket: the peer's machine refused an earlier datagram (ICMP). The socket lives on.</exception>
    public ValueTask<ReceivedDatagram> ReceiveFromAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _transfer.ReceiveAsync(buffer, RemoteEndpoint, cancellationToken);

    /// <summary>Sends one datagram to the connected peer: send(2).</summary>
    /// <param name="datagram">The bytes, up to 65 507 over IPv4; an empty datagram is a datagram.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    /// <returns>A task that ends when the kernel has taken the datagram. It may still be lost on the way.</returns>
    /// <exception cref="InvalidOperationException"><see cref="Connect"/> was not called, or another send is running.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled; nothing was sent.</exception>
    /// <exception cref="ObjectDisposedException">The socket was disposed.</exception>
    /// <exception cref="SocketOperationException">It is too large, or the peer's machine refused an earlier one (ICMP).</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> datagram, CancellationToken cancellationToken = default)
    {
        if (RemoteEndpoint is not { } remote)
            throw new InvalidOperationException("The socket has no peer: call Connect first, or name the destination with SendToAsync.");
        return _transfer.SendAsync(datagram, null, remote, cancellationToken);
    }

    /// <summary>Sends one datagram to the given destination: sendto(2).</summary>
    /// <param name="datagram">The bytes, up to 65 507 over IPv4; an empty datagram is a datagram.</param>
    /// <param name="destination">Where to. A broadcast address needs <see cref="Broadcast"/>.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    /// <returns>A task that ends when the kernel has taken the datagram. It may still be lost on the way.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is a wildcard, has port 0, names nothing, or is not of the socket's family.</exception>
    /// <exception cref="InvalidOperationException">Another send is running.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled; nothing was sent.</exception>
    /// <exception cref="ObjectDisposedException">The socket was disposed.</exception>
    /// <exception cref="SocketOperationException">It is too large, there is no route, or permission is missing.</exception>
    public ValueTask SendToAsync(
        ReadOnlyMemory<byte> datagram, Endpoint destination, CancellationToken cancellationToken = default)
    {
        CheckDestination(destination, nameof(destination));
        return _transfer.SendAsync(datagram, destination, destination, cancellationToken);
    }

    /// <summary>Joins a multicast group: datagrams to it are received from then on (IP_ADD_MEMBERSHIP, ip(7); IPV6_JOIN_GROUP).</summary>
    /// <param name="group">
    /// A multicast address of the socket's family, 224.0.0.0/4 or ff00::/8; a dual-stack socket takes both.
    /// </param>
    /// <param name="interfaceIndex">The index of the network interface, or 0 to let the routing table choose.</param>
    /// <exception cref="ArgumentNullException"><paramref name="group"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interfaceIndex"/> is negative.</exception>
    /// <exception cref="ObjectDisposedException">The socket was disposed.</exception>
    /// <exception cref="SocketOperationException">It is no group, no such interface exists, or the group was joined before.</exception>
    public void JoinGroup(IPAddress group, int interfaceIndex = 0)
    {
        CheckGroup(group, interfaceIndex);
        _transfer.Run(
            SocketOperation.Membership, (group, interfaceIndex), static (socket, member) => socket.JoinGroup(member.group, member.interfaceIndex));
    }

    /// <summary>Leaves a multicast group (IP_DROP_MEMBERSHIP, IPV6_LEAVE_GROUP).</summary>
    /// <param name="group">The group that was joined.</param>
    /// <param name="interfaceIndex">The index of the interface that it was joined on, or 0 as then.</param>
    /// <exception cref="ArgumentNullException"><paramref name="group"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="interfaceIndex"/> is negative.</exception>
    /// <exception cref="ObjectDisposedException">The socket was disposed.</exception>
    /// <exception cref="SocketOperationException">The group was not joined.</exception>
    public void LeaveGroup(IPAddress group, int interfaceIndex = 0)
    {
        CheckGroup(group, interfaceIndex);
        _transfer.Run(
            SocketOperation.Membership, (group, interfaceIndex), static (socket, member) => socket.LeaveGroup(member.group, member.interfaceIndex));
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

    /// <summary>Returns <c>datagram socket at</c> and its endpoints.</summary>
    /// <returns>One line, safe to print.</returns>
    public override string ToString() => RemoteEndpoint is { } remote
        ? $"datagram socket at {LocalEndpoint}, connected to {remote}"
        : $"datagram socket at {LocalEndpoint}";

    private void CheckDestination(Endpoint destination, string parameter)
    {
        _transfer.CheckDestination(destination, parameter);
        DatagramTransfer.CheckPort(destination, parameter);
    }

    private static void CheckGroup(IPAddress group, int interfaceIndex)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentOutOfRangeException.ThrowIfNegative(interfaceIndex);
    }
}
