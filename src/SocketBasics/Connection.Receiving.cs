using System.Runtime.CompilerServices;
using SocketBasics.Networks;

namespace SocketBasics;

public sealed partial class Connection
{
    private OneAtATime _receiving;

    // How the peer ended the connection, once it did; None before. The kernel tells it once, to whoever asks first.
    private StrongBox<NetworkError>? _reset;

    // The end was told: it stays the end, even when a reset follows the peer's FIN.
    private bool _ended;

    /// <summary>Receives what is there, waiting for the first byte: recv(2).</summary>
    /// <param name="buffer">
    /// Where the bytes go; it must not be empty. It is filled from its start, as far as bytes are there.
    /// </param>
    /// <param name="cancellationToken">Ends the wait. No byte is lost by it: a later receive gets them.</param>
    /// <returns>
    /// The number of bytes received, from 1 to the length of <paramref name="buffer"/>; 0 when the peer has ended its half
    /// (FIN) and everything before it was received. After 0 comes 0 again.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="buffer"/> is empty: 0 would then mean two things. To wait without a buffer, use
    /// <see cref="WaitReadableAsync"/>.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// Another receive is running, or the bytes go through <see cref="AsStream"/> or <see cref="AsPipe"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The connection was disposed, before the call or during the wait.</exception>
    /// <exception cref="SocketOperationException">The peer reset the connection, or the network failed it.</exception>
    public ValueTask<int> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfViewed();
        return ReceiveThroughViewAsync(buffer, cancellationToken);
    }

    /// <summary>
    /// Waits until a receive would not wait: bytes are there, or the end, or an error, which the next receive reports. An
    /// idle connection that waits like this holds no buffer.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when there is something to receive.</returns>
    /// <exception cref="InvalidOperationException">
    /// A receive is running, or the bytes go through <see cref="AsStream"/> or <see cref="AsPipe"/>.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The connection was disposed, before the call or during the wait.</exception>
    /// <remarks>Corresponds to poll(2) with POLLIN.</remarks>
    public ValueTask WaitReadableAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfViewed();
        return WaitReadableThroughViewAsync(cancellationToken);
    }

    internal ValueTask<int> ReceiveThroughViewAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (buffer.IsEmpty)
            throw new ArgumentException("The buffer is empty; to wait for bytes without a buffer, use WaitReadableAsync.", nameof(buffer));
        ThrowIfDisposed();
        _receiving.Enter(this, "receive");
        return ReceiveCoreAsync(buffer, cancellationToken);
    }

    internal ValueTask WaitReadableThroughViewAsync(CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        _receiving.Enter(this, "receive");
        return WaitReadableCoreAsync(cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReceiveCoreAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        NetworkResult<int> result;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_ended)
                return 0;
            result = await _socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _receiving.Exit();
        }

        if (result is { IsSuccess: true, Value: > 0 })
            return result.Value;

        // A send may have been told of the reset first; the receive that follows the last byte must not look like a FIN.
        // Nor must this side's own dispose: to end a recv(2) that is running, closing shuts the socket down, and recv
        // returns 0.
        if (result.IsSuccess && _reset is null && Volatile.Read(ref _disposed) == 0)
        {
            _ended = true;
            return 0;
        }

        throw FailureOf(SocketOperation.Receive, result.Error, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitReadableCoreAsync(CancellationToken cancellationToken)
    {
        NetworkError error;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            error = await _socket.WaitReadableAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _receiving.Exit();
        }

        // An error is something to receive: the receive that follows reports it. This side's own dispose is none.
        if (error.IsAborted || Volatile.Read(ref _disposed) != 0)
            throw FailureOf(SocketOperation.Receive, error, cancellationToken);
        RememberReset(error);
    }

    private Exception FailureOf(SocketOperation operation, NetworkError error, CancellationToken cancellationToken)
    {
        if (error.IsAborted || Volatile.Read(ref _disposed) != 0)
        {
            if (Volatile.Read(ref _disposed) != 0)
                return new ObjectDisposedException(GetType().FullName);
            if (cancellationToken.IsCancellationRequested)
                return new OperationCanceledException(cancellationToken);
        }

        RememberReset(error);
        return Failure(operation, _reset?.Value ?? error);
    }

    /// <summary>
    /// The kernel reports a reset once; afterward recv returns 0 and send EPIPE (measured on Linux 6.18). What was heard
    /// first is the truth for everybody who asks later.
    /// </summary>
    private void RememberReset(NetworkError error)
    {
        if (error.BreaksConnection)
            Interlocked.CompareExchange(ref _reset, new StrongBox<NetworkError>(error), null);
    }
}
