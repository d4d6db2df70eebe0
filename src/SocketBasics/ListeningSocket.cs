using SocketBasics.Networks;
using SocketBasics.Telemetry;

namespace SocketBasics;

/// <summary>
/// The passive socket, made by listen: it accepts connections and never carries data. Each accept returns a <em>new</em>
/// socket, the <see cref="Connection"/>, and this one goes on listening.
/// </summary>
/// <remarks>
/// <para>
/// The kernel completes handshakes without being asked: a client is connected, and may have sent data, before accept is
/// called. What waits is the queue that <see cref="Backlog"/> limits.
/// </para>
/// <para>
/// Accepting survives everything that is not the listener's own failure: pending errors of a connection that broke in the
/// queue are skipped (accept(2), "Error handling"), and when the process is out of descriptors or the system out of
/// memory, it waits 5 ms up to 1 s and takes the waiting connection once there is room. The wait is told by the meter
/// and the event source <c>SocketBasics</c>.
/// </para>
/// <para>All members may be used from any number of threads at once.</para>
/// <para>
/// A listener that is dropped without being disposed is closed by its finalizer, and told in an event of the source
/// <c>SocketBasics</c>; the file of a local path then stays, for <see cref="ServerSocketOptions.ReplaceStaleLocalFile"/> to
/// replace.
/// </para>
/// </remarks>
public sealed partial class ListeningSocket : IDisposable, IAsyncDisposable
{
    private readonly NetworkListener _socket;
    private readonly ServerSocketOptions _options;
    private readonly CancellationTokenSource _disposing = new();

    private int _disposed;

    internal ListeningSocket(NetworkListener socket, ServerSocketOptions options, Endpoint localEndpoint, int backlog)
    {
        _socket = socket;
        _options = options;
        LocalEndpoint = localEndpoint;
        Backlog = backlog;
        AcceptQueueWatch.Add(socket, localEndpoint, options.Network.Name);
    }

    /// <summary>Closes a listener that was dropped without being disposed, and tells it in an event.</summary>
    ~ListeningSocket()
    {
        SocketBasicsEventSource.Log.ListenerDropped(LocalEndpoint);
        AcceptQueueWatch.Remove(_socket);
        _socket.Drop();
    }

    /// <summary>Gets the endpoint that clients connect to, with its port.</summary>
    public Endpoint LocalEndpoint { get; }

    /// <summary>Gets the backlog as it was asked for, last by <see cref="Listen"/>.</summary>
    public int Backlog { get; private set; }

    /// <summary>
    /// Gets the backlog as the kernel has it, after its own limit (<c>net.core.somaxconn</c>); one connection more than
    /// this is let in. <see langword="null"/> where the system does not tell (it does on Linux, for TCP), or after dispose.
    /// </summary>
    public int? EffectiveBacklog => _socket.EffectiveBacklog;

    /// <summary>Reads the queue of connections that wait for accept, its limit, and what was dropped because it was full.</summary>
    /// <returns>
    /// A snapshot; <see langword="null"/> where the system does not tell (it does on Linux, for TCP, without privileges).
    /// </returns>
    /// <exception cref="ObjectDisposedException">The listener was disposed.</exception>
    /// <remarks>
    /// Safe from any thread, while others accept. Two system calls, getsockopt(2) with TCP_INFO and with SO_MEMINFO. The meter
    /// <c>SocketBasics</c> shows the same numbers, and a listener that drops is told in an event of the source
    /// <c>SocketBasics</c>.
    /// </remarks>
    public AcceptQueueStatus? GetQueue()
    {
        ThrowIfDisposed();
        return _socket.GetQueue();
    }

    /// <summary>Reads what the kernel knows about the listening socket: its state, <see cref="TcpState.Listen"/>, and no more.</summary>
    /// <returns>A snapshot; <see langword="null"/> on local (Unix) endpoints, and where the system does not tell.</returns>
    /// <exception cref="ObjectDisposedException">The listener was disposed.</exception>
    /// <remarks>
    /// What there is to know of a listener is its queue (<see cref="GetQueue"/>); what there is to know of a handshake, the
    /// accepted connection tells (<see cref="Connection.GetTcpInfo"/>). Safe from any thread.
    /// </remarks>
    public TcpInfo? GetTcpInfo()
    {
        ThrowIfDisposed();
        return _socket.GetTcpInfo();
    }

    /// <summary>Changes the backlog at once; connections in the queue stay (listen(2) on a listening socket).</summary>
    /// <param name="backlog">The new limit, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="backlog"/> is negative.</exception>
    /// <exception cref="SocketOperationException">The kernel refused; the listener goes on as before.</exception>
    /// <exception cref="ObjectDisposedException">The listener was disposed.</exception>
    public void Listen(int backlog)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(backlog);
        ThrowIfDisposed();
        NetworkError error = _socket.Listen(backlog);
        if (!error.IsNone)
        {
            ThrowIfDisposed();
            throw SocketOperationException.Create(SocketOperation.Listen, error, LocalEndpoint);
        }

        Backlog = backlog;
    }

    /// <summary>
    /// Stops listening: waiting accepts end, connections still in the queue are reset by the kernel, accepted ones live
    /// on. Disposing twice is harmless.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            AcceptQueueWatch.Remove(_socket);
            _socket.Dispose();
            _disposing.Cancel();
            _disposing.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Stops listening, as <see cref="Dispose"/> does.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Returns <c>listening on</c> and the endpoint.</summary>
    /// <returns>One line, safe to print.</returns>
    public override string ToString() => $"listening on {LocalEndpoint}";

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
}
