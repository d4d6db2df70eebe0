using System.Diagnostics.CodeAnalysis;

namespace SocketBasics.Networks;

/// <summary>A bound socket of a network, and the listening socket that it becomes: what <see cref="ListeningSocket"/> stands on.</summary>
/// <remarks>
/// One method per kernel operation. The states, the order of waiting accepts, back-off and disposal are kept above:
/// an implementation may assume that <see cref="AcceptAsync"/> is called only after a successful <see cref="Listen"/> and
/// not while an earlier call waits, and must bear calls after <see cref="Dispose()"/> by answering <see cref="NetworkError.Aborted"/>.
/// </remarks>
[Experimental("SB0001")]
public abstract class NetworkListener : IDisposable
{
    /// <summary>Initializes a listener.</summary>
    protected NetworkListener()
    {
    }

    /// <summary>
    /// Gets the endpoint that was bound, with the port that the network chose for port 0 (getsockname(2)); for the
    /// dual-stack wildcard again a dual-stack one. It is read once, after bind.
    /// </summary>
    public abstract Endpoint LocalEndpoint { get; }

    /// <summary>
    /// Gets the backlog in force, after the network's own limits (Linux: the lesser of what was asked and
    /// <c>net.core.somaxconn</c>), or <see langword="null"/> when it cannot be told.
    /// </summary>
    public virtual int? EffectiveBacklog => null;

    /// <summary>Reads what the network knows of the socket (TCP_INFO, tcp(7)).</summary>
    /// <returns>A snapshot, or <see langword="null"/>: no TCP, not told, or disposed of.</returns>
    public virtual TcpInfo? GetTcpInfo() => null;

    /// <summary>Reads the queue of connections that wait for accept.</summary>
    /// <returns>A snapshot, or <see langword="null"/>: not listening, not told, or disposed of.</returns>
    public virtual AcceptQueueStatus? GetQueue() => null;

    /// <summary>Makes the socket a listening one, or changes the backlog of one that listens already (listen(2)).</summary>
    /// <param name="backlog">The wished length of the queue of established connections, 0 or more.</param>
    /// <returns><see cref="NetworkError.None"/>, or why it does not listen.</returns>
    public abstract NetworkError Listen(int backlog);

    /// <summary>Waits for a connection and takes it from the queue (accept(2)).</summary>
    /// <param name="cancellationToken">Ends the wait; no connection may be lost by it.</param>
    /// <returns>
    /// The connection; <see cref="NetworkError.Aborted"/> when the token was canceled or the listener disposed; or
    /// another error. One call waits at a time.
    /// </returns>
    public abstract ValueTask<NetworkResult<NetworkConnection>> AcceptAsync(CancellationToken cancellationToken);

    /// <summary>Closes the socket; waiting accepts end with <see cref="NetworkError.Aborted"/>, queued connections are reset.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the socket. Called once or more, from any thread. It must not throw.</summary>
    /// <param name="disposing">
    /// <see langword="false"/> from a finalizer, that of a <see cref="ListeningSocket"/> which nobody disposed or one of the
    /// implementation: other objects may be finalized already, and only what bears that may be used.
    /// </param>
    protected abstract void Dispose(bool disposing);

    /// <summary>Closes what was dropped without dispose; from the finalizer of the object that stood on it.</summary>
    internal void Drop() => Dispose(disposing: false);
}
