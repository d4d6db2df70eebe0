using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using SocketBasics.Networks;

namespace SocketBasics;

public sealed partial class Connection
{
    // Up to this many bytes, the parts of a sequence are copied together: one system call and one segment instead of many.
    private const int GatherLimit = 64 * 1024;

    private OneAtATime _sending;

    private bool _sendShutDown;
    private long _cutAfter = -1;

    // From its begin until its caller is about to get to know, between the parts of a sequence, too.
    private volatile bool _isSendRunning;

    /// <summary>Sends all bytes, waiting for room as often as it takes: send(2) until nothing is left.</summary>
    /// <param name="buffer">The bytes; an empty buffer sends nothing.</param>
    /// <param name="cancellationToken">
    /// Ends the wait for room. When a part was sent already, the stream is cut in the middle: every later send fails until
    /// the connection is closed.
    /// </param>
    /// <returns>A task that ends when the kernel has taken all bytes. That the peer has them, only its answer tells.</returns>
    /// <exception cref="InvalidOperationException">
    /// Another send is running, <see cref="ShutdownSend"/> was called, an earlier send was cut off half-way, or the bytes go
    /// through <see cref="AsStream"/> or <see cref="AsPipe"/>.
    /// </exception>
    /// <exception cref="SendCanceledException">
    /// <paramref name="cancellationToken"/> was canceled after a part was sent; it says how many bytes went.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled before anything was sent.</exception>
    /// <exception cref="ObjectDisposedException">The connection was disposed, before the call or during the wait.</exception>
    /// <exception cref="SocketOperationException">The peer reset the connection, or the network failed it.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfViewed();
        return SendThroughViewAsync(buffer, cancellationToken);
    }

    /// <summary>Sends all bytes of a sequence, in order, as <see cref="SendAsync(ReadOnlyMemory{byte}, CancellationToken)"/> does.</summary>
    /// <param name="sequence">The bytes. Small parts are gathered into sends of up to 64 KiB.</param>
    /// <param name="cancellationToken">Ends the wait for room; see the other overload.</param>
    /// <returns>A task that ends when the kernel has taken all bytes.</returns>
    /// <exception cref="InvalidOperationException">As in the other overload.</exception>
    /// <exception cref="SendCanceledException">As in the other overload.</exception>
    /// <exception cref="OperationCanceledException">As in the other overload.</exception>
    /// <exception cref="ObjectDisposedException">As in the other overload.</exception>
    /// <exception cref="SocketOperationException">As in the other overload.</exception>
    public ValueTask SendAsync(ReadOnlySequence<byte> sequence, CancellationToken cancellationToken = default)
    {
        ThrowIfViewed();
        if (sequence.IsSingleSegment)
            return SendThroughViewAsync(sequence.First, cancellationToken);

        EnterSend();
        return SendSequenceAsync(sequence, cancellationToken);
    }

    internal ValueTask SendThroughViewAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        EnterSend();
        return SendCoreAsync(buffer, cancellationToken);
    }

    private void EnterSend()
    {
        ThrowIfDisposed();
        _sending.Enter(this, "send");
        if (!_sendShutDown && _cutAfter < 0)
        {
            _isSendRunning = true;
            return;
        }

        _sending.Exit();
        throw new InvalidOperationException(_cutAfter >= 0
            ? $"An earlier send was cut off (canceled, or failed) after at least {_cutAfter} bytes of it had gone; what " +
              "follows would make no sense to the peer. Close the connection: it is then reset, so that the peer does not " +
              "take the part for the whole."
            : "Nothing can be sent after ShutdownSend, which ended this half.");
    }

    private void ExitSend()
    {
        // In this order after a cut is noted: who disposes meanwhile sees that a send runs, or how it ended.
        _isSendRunning = false;
        _sending.Exit();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendCoreAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        NetworkResult<int> result;
        try
        {
            result = Cut(await SendPartAsync(buffer, cancellationToken).ConfigureAwait(false), 0);
        }
        catch
        {
            // The caller's memory was taken away meanwhile (MemoryManager): how much has gone by then nobody knows.
            _cutAfter = 0;
            throw;
        }
        finally
        {
            ExitSend();
        }

        if (!result.IsSuccess)
            throw SendFailureOf(result, cancellationToken);
    }

    /// <summary>A large part goes as it is; small ones are copied together.</summary>
    private static ReadOnlyMemory<byte> NextPart(ReadOnlySequence<byte> rest, byte[] gathered)
    {
        if (rest.First.Length >= GatherLimit)
            return rest.First;

        int length = (int)Math.Min(rest.Length, GatherLimit);
        rest.Slice(0, length).CopyTo(gathered);
        return gathered.AsMemory(0, length);
    }

    private async ValueTask SendSequenceAsync(ReadOnlySequence<byte> sequence, CancellationToken cancellationToken)
    {
        NetworkResult<int> result = 0;
        byte[]? gathered = null;
        long sent = 0;
        try
        {
            gathered = ArrayPool<byte>.Shared.Rent((int)Math.Min(sequence.Length, GatherLimit));
            ReadOnlySequence<byte> rest = sequence;
            do
            {
                ReadOnlyMemory<byte> part = NextPart(rest, gathered);
                sent = sequence.Length - rest.Length;
                result = Cut(await SendPartAsync(part, cancellationToken).ConfigureAwait(false), sent);
                rest = rest.Slice(part.Length);
            }
            while (result.IsSuccess && !rest.IsEmpty);
        }
        catch
        {
            _cutAfter = sent;
            throw;
        }
        finally
        {
            if (gathered is not null)
                ArrayPool<byte>.Shared.Return(gathered);
            ExitSend();
        }

        if (!result.IsSuccess)
            throw SendFailureOf(result, cancellationToken);
    }

    private ValueTask<NetworkResult<int>> SendPartAsync(ReadOnlyMemory<byte> part, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return new(NetworkError.Aborted);
        return part.IsEmpty ? default : _socket.SendAsync(part, cancellationToken);
    }

    /// <summary>Notes, while the send is still exclusive, where it was cut, unless nothing can follow anyway.</summary>
    private NetworkResult<int> Cut(NetworkResult<int> result, long sentBefore)
    {
        bool canGoOn = !result.Error.BreaksConnection && result.Error.Code != SocketError.Shutdown;
        if (!result.IsSuccess && canGoOn && sentBefore + result.Value > 0)
            _cutAfter = sentBefore + result.Value;
        return result;
    }

    private Exception SendFailureOf(NetworkResult<int> result, CancellationToken cancellationToken)
    {
        Exception failure = FailureOf(SocketOperation.Send, result.Error, cancellationToken);
        return failure is OperationCanceledException && _cutAfter >= 0
            ? new SendCanceledException(_cutAfter, cancellationToken)
            : failure;
    }
}
