using SocketBasics.Networks;

namespace SocketBasics;

/// <summary>
/// A server socket that has its local endpoint and does not listen yet: it knows its port, and clients are still refused.
/// </summary>
/// <remarks>
/// It owns the descriptor until <see cref="Listen"/> hands it over to the <see cref="ListeningSocket"/>. Not for use
/// from several threads at once. One that is dropped without dispose is closed when it is collected; the file of a local
/// path then stays, for <see cref="ServerSocketOptions.ReplaceStaleLocalFile"/> to replace.
/// </remarks>
public sealed class BoundServerSocket : IDisposable, IAsyncDisposable
{
    private readonly NetworkListener _socket;
    private readonly ServerSocketOptions _options;
    private StateOnce _state;

    internal BoundServerSocket(NetworkListener socket, ServerSocketOptions options)
    {
        _socket = socket;
        _options = options;
        LocalEndpoint = socket.LocalEndpoint;
    }

    /// <summary>Gets the endpoint that was bound, with the port that the kernel chose when port 0 was asked for (getsockname(2)).</summary>
    /// <value>A value; it can be read in any state.</value>
    public Endpoint LocalEndpoint { get; }

    /// <summary>Makes the socket a passive one, which accepts connections and never carries data: listen(2).</summary>
    /// <param name="backlog">
    /// The limit of the queue of <em>established</em> connections waiting for accept, 0 or more. Linux takes the lesser
    /// of it and <c>net.core.somaxconn</c> (4 096), and lets one more in; beyond that it drops SYNs without an answer.
    /// The default asks for as much as the kernel gives.
    /// </param>
    /// <returns>The listening socket. This object has then moved on and cannot be used again.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="backlog"/> is negative.</exception>
    /// <exception cref="SocketOperationException">
    /// The kernel refused: above all "address in use", which two sockets bound to one port learn only here. The socket
    /// is closed.
    /// </exception>
    /// <exception cref="InvalidOperationException">This object listens already.</exception>
    /// <exception cref="ObjectDisposedException">This object was disposed.</exception>
    public ListeningSocket Listen(int backlog = int.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(backlog);
        _state.MoveOn(this, nameof(ListeningSocket));

        NetworkError error = _socket.Listen(backlog);
        if (!error.IsNone)
        {
            _socket.Dispose();
            throw SocketOperationException.Create(SocketOperation.Listen, error, LocalEndpoint);
        }

        return new ListeningSocket(_socket, _options, LocalEndpoint, backlog);
    }

    /// <summary>Closes the socket; after <see cref="Listen"/> this does nothing. Disposing twice is harmless.</summary>
    public void Dispose()
    {
        if (_state.Dispose())
            _socket.Dispose();
    }

    /// <summary>Closes the socket, as <see cref="Dispose"/> does.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
