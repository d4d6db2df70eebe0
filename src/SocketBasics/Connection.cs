using SocketBasics.Networks;
using SocketBasics.Telemetry;

namespace SocketBasics;

/// <summary>
/// A connected stream socket: made by accept or by connect, it carries bytes both ways, in order and without loss, until
/// one side ends it.
/// </summary>
/// <remarks>
/// <para>
/// A stream has no messages: what was sent in one call may be received in several, and the other way round. Read until
/// you have what you need, or let <see cref="AsPipe"/> do the buffering.
/// </para>
/// <para>
/// One receive and one send may run at once, on any threads; a second of the same kind is an
/// <see cref="InvalidOperationException"/>, never mixed-up bytes. Everything else may be called at any time from any thread.
/// </para>
/// <para>
/// Once the peer has reset the connection, data already received is delivered first; then every receive and every send,
/// however often, fails with the same <see cref="SocketOperationException"/>.
/// </para>
/// <para>
/// A connection that is dropped without being disposed is closed by its finalizer, and told in an event of the source
/// <c>SocketBasics</c>.
/// </para>
/// </remarks>
public sealed partial class Connection : IDisposable, IAsyncDisposable
{
    private readonly NetworkConnection _socket;
    private readonly TimeProvider _clock;
    private int _disposed;

    // The stream or the pipe, once the bytes go through it.
    private object? _view;

    internal Connection(NetworkConnection socket, TimeProvider clock)
    {
        _socket = socket;
        _clock = clock;
    }

    /// <summary>Closes a connection that was dropped without being disposed, and tells it in an event.</summary>
    ~Connection()
    {
        if (_disposed != 0)
            return;

        if (SocketBasicsEventSource.Log.IsEnabled())
            SocketBasicsEventSource.Log.ConnectionDropped(_socket.LocalEndpoint, RemoteEndpoint);
        if (EndsInReset)
            _socket.Abort();
        else
            _socket.Drop();
    }

    /// <summary>Gets what it stands on.</summary>
    internal NetworkConnection Socket => _socket;

    /// <summary>Gets the endpoint of this side (getsockname(2)): on a client the address and port that the kernel chose.</summary>
    /// <value>
    /// Asked of the kernel when first read, then kept; <c>default</c> when it is first read after the connection was closed.
    /// </value>
    public Endpoint LocalEndpoint => _socket.LocalEndpoint;

    /// <summary>Gets the endpoint of the other side: on a server the caller, as accept returned it; on a client the server.</summary>
    /// <value>It stays known after a reset, when getpeername(2) no longer tells.</value>
    public Endpoint RemoteEndpoint => _socket.RemoteEndpoint;

    /// <summary>
    /// Gets or sets whether small segments leave at once (TCP_NODELAY, tcp(7)), instead of waiting for the acknowledgment of
    /// earlier ones (Nagle's algorithm). It starts as the options said, which is on; on local sockets it has no meaning.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The connection was disposed.</exception>
    /// <exception cref="SocketOperationException">The connection is broken, and the system no longer keeps its options.</exception>
    public bool NoDelay
    {
        get
        {
            ThrowIfDisposed();
            NetworkResult<bool> result = _socket.GetNoDelay();
            return result.IsSuccess
                ? result.Value
                : throw FailureOf(SocketOperation.Option, result.Error, CancellationToken.None);
        }

        set
        {
            ThrowIfDisposed();
            NetworkError error = _socket.SetNoDelay(value);
            if (!error.IsNone)
                throw FailureOf(SocketOperation.Option, error, CancellationToken.None);
        }
    }

    /// <summary>Sets when the kernel probes a silent peer, and when it gives it up (SO_KEEPALIVE, tcp(7)).</summary>
    /// <param name="keepAlive">The times, or <see langword="null"/> for no probes.</param>
    /// <exception cref="ObjectDisposedException">The connection was disposed.</exception>
    /// <exception cref="SocketOperationException">This kind of connection or system does not offer it.</exception>
    public void SetKeepAlive(KeepAlive? keepAlive)
    {
        ThrowIfDisposed();
        NetworkError error = _socket.SetKeepAlive(keepAlive);
        if (!error.IsNone)
            throw FailureOf(SocketOperation.Option, error, CancellationToken.None);
    }

    /// <summary>Returns this connection as a <see cref="Stream"/>, for <c>SslStream</c>, <c>StreamReader</c> and the like.</summary>
    /// <returns>The stream; the same one at every call. It owns the connection: disposing it disposes the connection.</returns>
    /// <exception cref="InvalidOperationException"><see cref="AsPipe"/> was called before.</exception>
    /// <exception cref="ObjectDisposedException">The connection was disposed.</exception>
    /// <remarks>
    /// From then on bytes go through the stream alone; <see cref="ReceiveAsync"/> and <c>SendAsync</c> of the connection throw
    /// <see cref="InvalidOperationException"/>. Errors come as <see cref="IOException"/> with the
    /// <see cref="SocketOperationException"/> inside. Its synchronous members work, and block the thread.
    /// </remarks>
    public Stream AsStream() =>
        SwitchTo<Stream>(static connection => new ConnectionStream(connection, FileAccess.ReadWrite));

    /// <summary>Returns this connection as a duplex pipe, which does the buffering that a protocol with messages needs.</summary>
    /// <returns>
    /// The pipe; the same one at every call. It owns the connection: completing <c>Output</c> sends a FIN, and when both
    /// ends are completed, the connection is disposed. Completing <c>Output</c> with an exception aborts the connection
    /// (<see cref="Abort"/>): the peer gets a reset, and cannot take a part of the message for the whole.
    /// </returns>
    /// <exception cref="InvalidOperationException"><see cref="AsStream"/> was called before.</exception>
    /// <exception cref="ObjectDisposedException">The connection was disposed.</exception>
    /// <remarks>
    /// <c>Input</c> receives only when it is read and <c>Output</c> sends when it is flushed, so neither runs ahead of the
    /// program; a flush is one send, or one for every 64 KiB. From then on bytes go through the pipe alone. Errors come as <see cref="IOException"/> with the
    /// <see cref="SocketOperationException"/> inside.
    /// </remarks>
    public System.IO.Pipelines.IDuplexPipe AsPipe() =>
        SwitchTo<System.IO.Pipelines.IDuplexPipe>(static connection => new ConnectionPipe(connection));

    /// <summary>Returns <c>connection from</c> the local <c>to</c> the remote endpoint.</summary>
    /// <returns>One line, safe to print.</returns>
    public override string ToString() => $"connection from {LocalEndpoint} to {RemoteEndpoint}";

    private static string NameOf(object view) => view is Stream ? "stream" : "pipe";

    private T SwitchTo<T>(Func<Connection, T> create)
        where T : class
    {
        ThrowIfDisposed();
        object? view = Volatile.Read(ref _view);
        if (view is null)
        {
            T created = create(this);
            view = Interlocked.CompareExchange(ref _view, created, null) ?? created;
        }

        return view as T ?? throw new InvalidOperationException($"The bytes of this connection already go through its {NameOf(view)}.");
    }

    private void ThrowIfViewed()
    {
        if (_view is { } view)
        {
            string name = NameOf(view);
            throw new InvalidOperationException(
                $"The bytes of this connection go through its {name} since As{char.ToUpperInvariant(name[0])}{name[1..]} " +
                $"was called; use that, or do not call As{char.ToUpperInvariant(name[0])}{name[1..]}.");
        }
    }

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);

    private SocketOperationException Failure(SocketOperation operation, NetworkError error) =>
        SocketOperationException.Create(operation, error, LocalEndpoint, RemoteEndpoint);
}
