using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using SocketBasics.Networks;

namespace SocketBasics;

public sealed partial class Connection
{
    private const int DrainBufferSize = 4096;

    /// <summary>Ends this side's half of the stream: a FIN follows the last byte, receiving goes on (shutdown(2), SHUT_WR).</summary>
    /// <exception cref="InvalidOperationException">A send is running; its bytes would be cut off.</exception>
    /// <exception cref="ObjectDisposedException">The connection was disposed.</exception>
    /// <exception cref="SocketOperationException">
    /// The peer reset the connection, or the network failed it: no FIN can be sent. Where the system hides that (it shows
    /// it on Linux), a reset that nobody has heard of yet shows at the next receive.
    /// </exception>
    /// <remarks>
    /// The half-close of RFC 9293 section 3.6: the way to say "that was my request" where the protocol has no length. The
    /// peer's next receive returns 0. Calling it again does nothing. After a send that was cut off half-way it tells the
    /// peer that the part was all: only a protocol that notices may want that, and dispose resets instead.
    /// </remarks>
    public void ShutdownSend()
    {
        ThrowIfDisposed();
        _sending.Enter(this, "send");
        try
        {
            if (_sendShutDown)
                return;

            // The reset is the answer for everybody.
            NetworkError error = _reset?.Value ?? _socket.ShutdownSend();
            if (!error.IsNone)
                throw FailureOf(SocketOperation.Shutdown, error, CancellationToken.None);
            _sendShutDown = true;
        }
        finally
        {
            _sending.Exit();
        }
    }

    /// <summary>
    /// Closes in the polite way: sends a FIN, reads and drops what the peer still sends until its FIN comes, then closes.
    /// </summary>
    /// <param name="timeout">
    /// How long to wait for the peer's FIN: zero or more, up to 24 days, or <see cref="Timeout.InfiniteTimeSpan"/>.
    /// </param>
    /// <returns>
    /// <see langword="true"/> when the peer ended its half, too; <see langword="false"/> when it did not in time, reset the
    /// connection, or an earlier send was cut off half-way, and the connection is then aborted. It is closed either way.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is out of range.</exception>
    /// <exception cref="InvalidOperationException">
    /// A send or a receive is running. A program with a receive loop calls <see cref="ShutdownSend"/> and lets the loop see
    /// the 0.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The connection was disposed.</exception>
    /// <remarks>
    /// That the peer's FIN came says that it has nothing more to say. That it has read everything, only its own answer
    /// says: a peer may end its half before it has read a byte.
    /// Dispose alone closes at once: if bytes from the peer are then unread, TCP sends a reset, which can destroy bytes on
    /// their way to the peer (RFC 9293 section 3.6.1, RFC 2525 section 2.17).
    /// </remarks>
    public async ValueTask<bool> CloseAsync(TimeSpan timeout)
    {
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(timeout, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, TimeSpan.FromDays(24));
        }

        ThrowIfDisposed();
        _receiving.Enter(this, "receive");
        bool closing = false;
        try
        {
            if (IsCutOff)
            {
                Abort();
                return false;
            }

            ShutdownSend();
            closing = true;
            return await DrainAsync(timeout).ConfigureAwait(false);
        }
        catch (SocketOperationException)
        {
            closing = true;
            return false;
        }
        finally
        {
            _receiving.Exit();
            if (closing)
                Dispose();
        }
    }

    /// <summary>
    /// Closes at once with a reset: bytes not yet sent are dropped, the peer's receives and sends fail (SO_LINGER with time
    /// 0, then close(2); ABORT in RFC 9293 section 3.9.1). No TIME-WAIT remains.
    /// </summary>
    /// <remarks>
    /// Running operations end with <see cref="ObjectDisposedException"/>. After dispose it does nothing. Local sockets know no
    /// reset: there the peer sees the ordinary end.
    /// </remarks>
    [SuppressMessage("Usage", "CA1816", Justification = "It closes as Dispose does: nothing is left for the finalizer.")]
    public void Abort()
    {
        End(reset: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Closes the connection: close(2). Bytes already sent still reach the peer, followed by a FIN; but if bytes from the
    /// peer are unread, or a send was cut off half-way or is still running, the peer gets a reset instead. To be sure of the
    /// polite end, use <see cref="CloseAsync"/>.
    /// </summary>
    /// <remarks>Running operations end with <see cref="ObjectDisposedException"/>. Disposing twice is harmless.</remarks>
    public void Dispose()
    {
        End(reset: false);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connection, as <see cref="Dispose"/> does.</summary>
    /// <returns>A completed task.</returns>
    public ValueTask DisposeAsync()
    {
        Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private bool IsCutOff => _cutAfter >= 0 && !_sendShutDown;

    // An orderly end would tell the peer that what it got of a cut send was the whole. In this order: see ExitSend.
    private bool EndsInReset => _isSendRunning || IsCutOff;

    private void End(bool reset)
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        if (reset || EndsInReset)
            _socket.Abort();
        else
            _socket.Dispose();
    }

    private async ValueTask<bool> DrainAsync(TimeSpan timeout)
    {
        byte[] dropped = ArrayPool<byte>.Shared.Rent(DrainBufferSize);
        using var deadline = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _clock);
        try
        {
            // The time begins after the first receive has: a FIN that is there already counts, even when there is no time.
            ValueTask<NetworkResult<int>> receive = _socket.ReceiveAsync(dropped, deadline.Token);
            deadline.CancelAfter(timeout);
            while (true)
            {
                NetworkResult<int> result = await receive.ConfigureAwait(false);
                if (!result.IsSuccess)
                    return false;
                if (result.Value == 0)
                    return _reset is null && Volatile.Read(ref _disposed) == 0;
                if (deadline.IsCancellationRequested)
                    return false;
                receive = _socket.ReceiveAsync(dropped, deadline.Token);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(dropped);
        }
    }
}
