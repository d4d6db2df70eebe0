using System.Runtime.CompilerServices;
using SocketBasics.Handshake;

namespace SocketBasics;

public sealed partial class Connection
{
    // An IPv6 header with the extensions that a SYN may have, and a TCP header of 60 bytes.
    private const int LongestSyn = 256;

    // Beside the connections, because few have one and each would carry the place for it. The kernel gives it once.
    private static readonly ConditionalWeakTable<Connection, StrongBox<ClientSyn?>> TakenSyns = [];

    /// <summary>
    /// Gets the client's SYN as this side's kernel received it, on a connection that a listener accepted and
    /// <see cref="ServerSocketOptions.SaveSyn"/> asked for.
    /// </summary>
    /// <value>
    /// <see langword="null"/> without the option, on a client, on local (Unix) connections, on systems other than Linux, and
    /// where the kernel answered a flood with SYN cookies and kept nothing (RFC 4987 section 3.6). Asked of the kernel when
    /// first read, then kept; <see langword="null"/> when it is first read after dispose.
    /// </value>
    /// <remarks>Safe from any thread. getsockopt(2) with TCP_SAVED_SYN, without privileges.</remarks>
    /// <example>
    /// <code>
    /// await using ListeningSocket listener = ServerSocket.Create(new() { SaveSyn = true })
    ///     .Bind(Endpoint.Any(8080))
    ///     .Listen();
    /// await using Connection connection = await listener.AcceptAsync();
    /// Console.WriteLine(connection.Syn);
    /// </code>
    /// </example>
    public ClientSyn? Syn
    {
        get
        {
            lock (TakenSyns)
            {
                if (TakenSyns.TryGetValue(this, out StrongBox<ClientSyn?>? taken))
                    return taken.Value;

                ClientSyn? syn = TakeSyn();
                if (Volatile.Read(ref _disposed) == 0 || syn is not null)
                    TakenSyns.Add(this, new(syn));
                return syn;
            }
        }
    }

    /// <summary>Reads what the kernel knows about the connection at this moment: round-trip time, losses, windows, rates.</summary>
    /// <returns>
    /// A snapshot; <see langword="null"/> on local (Unix) connections, and where the system does not tell.
    /// </returns>
    /// <exception cref="ObjectDisposedException">The connection was disposed.</exception>
    /// <remarks>
    /// Safe from any thread, while others send and receive. One system call, getsockopt(2) with TCP_INFO on Linux; it allocates
    /// nothing there.
    /// </remarks>
    public TcpInfo? GetTcpInfo()
    {
        ThrowIfDisposed();
        return _socket.GetTcpInfo();
    }

    /// <summary>Tells whether the connection lives, as far as anybody on this side can know.</summary>
    /// <returns>
    /// The state, and how long nothing came while how many bytes wait for an acknowledgment; see
    /// <see cref="ConnectionStatus"/> for what that says of a peer that vanished.
    /// </returns>
    /// <exception cref="ObjectDisposedException">The connection was disposed.</exception>
    /// <remarks>
    /// Safe from any thread, while others send and receive. It sends nothing, takes nothing, and leaves an error for the
    /// operation that follows (poll(2), and on TCP getsockopt(2) with TCP_INFO). What holds now may be over before the next
    /// line runs: use it to observe, and handle the errors of send and receive all the same.
    /// </remarks>
    public ConnectionStatus GetStatus()
    {
        ThrowIfDisposed();
        ConnectionStatus status = _socket.GetStatus();
        ThrowIfDisposed();

        // The kernel tells a reset to one operation and then forgets it; and of a local socket it does not tell that this
        // side's half was ended.
        if (_reset is not null)
            return status with { State = ConnectionState.Broken };
        return (status.State, _sendShutDown) switch
        {
            (ConnectionState.Established, true) => status with { State = ConnectionState.HalfClosed },
            (ConnectionState.PeerClosed, true) => status with { State = ConnectionState.Closed },
            _ => status,
        };
    }

    private ClientSyn? TakeSyn()
    {
        Span<byte> packet = stackalloc byte[LongestSyn];
        return ClientSyn.TryRead(packet[.._socket.TakeSyn(packet)], out ClientSyn syn) ? syn : null;
    }
}
