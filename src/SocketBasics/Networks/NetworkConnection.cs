using System.Diagnostics.CodeAnalysis;

namespace SocketBasics.Networks;

/// <summary>A connected stream socket of a network: what <see cref="Connection"/> stands on.</summary>
/// <remarks>
/// One method per kernel operation. The layer above lets through at most one receive and one send at a time, and
/// remembers a reset. After <see cref="Dispose()"/> or <see cref="Abort"/> the endpoints are still read (a local endpoint
/// that is not known any more is <c>default</c>), and an operation may be waiting or just begin: it ends with
/// <see cref="NetworkError.Aborted"/>.
/// </remarks>
[Experimental("SB0001")]
public abstract class NetworkConnection : IDisposable
{
    /// <summary>Initializes a connection.</summary>
    protected NetworkConnection()
    {
    }

    /// <summary>Gets the endpoint of this side (getsockname(2)).</summary>
    public abstract Endpoint LocalEndpoint { get; }

    /// <summary>Gets the endpoint of the other side: as accept returned it, or as connect was asked for it.</summary>
    public abstract Endpoint RemoteEndpoint { get; }

    /// <summary>Receives what is there, waiting for the first byte (recv(2)).</summary>
    /// <param name="buffer">Where the bytes go; never empty.</param>
    /// <param name="cancellationToken">Ends the wait; no byte may be lost by it.</param>
    /// <returns>
    /// The number of bytes, 1 up to the buffer's length; 0 when the peer has sent its FIN. A reset must not be reported
    /// as 0.
    /// </returns>
    public abstract ValueTask<NetworkResult<int>> ReceiveAsync(
        Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Waits until a receive would not wait: bytes, the end, or an error are there (poll(2), POLLIN).</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns><see cref="NetworkError.None"/>, or <see cref="NetworkError.Aborted"/>. An error of the connection counts as readable.</returns>
    public abstract ValueTask<NetworkError> WaitReadableAsync(CancellationToken cancellationToken);

    /// <summary>Hands all bytes to the network, waiting for room as often as it takes (send(2)).</summary>
    /// <param name="buffer">The bytes; never empty.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    /// <returns>The number of bytes that were handed over, which is exact beside an error, too.</returns>
    public abstract ValueTask<NetworkResult<int>> SendAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Ends this side's half of the stream: a FIN follows the last byte (shutdown(2), SHUT_WR).</summary>
    /// <returns>
    /// <see cref="NetworkError.None"/>, or why it could not be done: after a reset, and where the network knows of it, what
    /// a send would be told. A reset that is told here is remembered above.
    /// </returns>
    public abstract NetworkError ShutdownSend();

    /// <summary>Reads whether small segments leave at once (TCP_NODELAY).</summary>
    /// <returns>The setting; <see langword="false"/> where it has no meaning, as on local sockets.</returns>
    public virtual NetworkResult<bool> GetNoDelay() => false;

    /// <summary>Sets whether small segments leave at once (TCP_NODELAY).</summary>
    /// <param name="noDelay">The setting; ignored where it has no meaning, as on local sockets.</param>
    /// <returns><see cref="NetworkError.None"/>, or why it could not be done.</returns>
    public virtual NetworkError SetNoDelay(bool noDelay) => NetworkError.None;

    /// <summary>Sets or clears keep-alive probes (SO_KEEPALIVE).</summary>
    /// <param name="keepAlive">The times, or <see langword="null"/> for no probes.</param>
    /// <returns><see cref="NetworkError.None"/>, or why it could not be done.</returns>
    public virtual NetworkError SetKeepAlive(KeepAlive? keepAlive) => NetworkError.NotSupported;

    /// <summary>Reads what the network knows of the connection (TCP_INFO, tcp(7)).</summary>
    /// <returns>A snapshot, or <see langword="null"/>: no TCP, not told, or disposed of.</returns>
    public virtual TcpInfo? GetTcpInfo() => null;

    /// <summary>Tells how the connection stands, without sending or taking anything.</summary>
    /// <returns>
    /// The status as the network sees it; that this side's half was ended, or an operation was told of a reset, is added
    /// above. The default follows from <see cref="GetTcpInfo"/>, and without that is
    /// <see cref="ConnectionState.Established"/>.
    /// </returns>
    public virtual ConnectionStatus GetStatus() => GetTcpInfo() is { } info ? info.ToStatus() : default;

    /// <summary>
    /// Takes the client's SYN as the network received it, if the listener was asked to keep it
    /// (<see cref="ServerSocketOptions.SaveSyn"/>; TCP_SAVED_SYN). Asked once at most.
    /// </summary>
    /// <param name="packet">Where the packet goes, from its IP header on: 256 bytes at the least.</param>
    /// <returns>The number of bytes; 0 when there is none.</returns>
    public virtual int TakeSyn(Span<byte> packet) => 0;

    /// <summary>Closes the connection with a reset: what is unsent is dropped (SO_LINGER with time 0, then close(2)).</summary>
    public abstract void Abort();

    /// <summary>
    /// Closes the connection in the ordinary way (close(2)): what was sent still reaches the peer, followed by a FIN, also
    /// under a waiting receive; but if bytes from the peer are unread, the peer gets a reset. Under a send
    /// <see cref="Abort"/> is called instead.
    /// </summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connection. Called once or more, from any thread. It must not throw.</summary>
    /// <param name="disposing">
    /// <see langword="false"/> from a finalizer, that of a <see cref="Connection"/> which nobody disposed or one of the
    /// implementation: other objects may be finalized already, and only what bears that may be used.
    /// </param>
    protected abstract void Dispose(bool disposing);

    /// <summary>Closes what was dropped without dispose; from the finalizer of the object that stood on it.</summary>
    internal void Drop() => Dispose(disposing: false);
}
