using System.Net.Sockets;
using SocketBasics.Networks;

namespace SocketBasics.ToyNetwork.Tests;

/// <summary>One direction of a connection: bytes on their way, and how each side of them ended.</summary>
internal sealed class ToyPipe
{
    private const int Capacity = 16 * 1024;

    private readonly Lock _lock = new();
    private readonly Queue<byte> _bytes = new(Capacity);
    private TaskCompletionSource _changed = New();
    private bool _isEnded;
    private bool _isReset;
    private bool _isReaderClosed;
    private bool _isWriterClosed;

    public bool HasUnread
    {
        get
        {
            lock (_lock)
                return _bytes.Count > 0;
        }
    }

    public async ValueTask<NetworkResult<int>> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_isReaderClosed)
                    return NetworkError.Aborted;
                if (_bytes.Count > 0)
                    return Take(buffer.Span);
                if (_isReset)
                    return SocketError.ConnectionReset;
                if (_isEnded)
                    return 0;
                changed = _changed.Task;
            }

            if (await IsCanceledAsync(changed, cancellationToken))
                return NetworkError.Aborted;
        }
    }

    public async ValueTask<NetworkError> WaitReadableAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_isReaderClosed)
                    return NetworkError.Aborted;
                if (_bytes.Count > 0 || _isReset || _isEnded)
                    return NetworkError.None;
                changed = _changed.Task;
            }

            if (await IsCanceledAsync(changed, cancellationToken))
                return NetworkError.Aborted;
        }
    }

    public async ValueTask<NetworkResult<int>> WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        int sent = 0;
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_isWriterClosed)
                    return new(sent, NetworkError.Aborted);
                if (_isReaderClosed)
                    return new(sent, _isReset ? SocketError.ConnectionReset : SocketError.Shutdown);
                sent += Put(buffer.Span[sent..]);
                if (sent == buffer.Length)
                    return sent;
                changed = _changed.Task;
            }

            if (await IsCanceledAsync(changed, cancellationToken))
                return new(sent, NetworkError.Aborted);
        }
    }

    public NetworkError End()
    {
        lock (_lock)
        {
            if (_isReset)
                return SocketError.ConnectionReset;
        }

        Change(() => _isEnded = true);
        return NetworkError.None;
    }

    public void CloseReader(bool reset) => Change(() => (_isReaderClosed, _isReset) = (true, _isReset || reset));

    public void CloseWriter(bool reset) =>
        Change(() => (_isWriterClosed, _isEnded, _isReset) = (true, true, _isReset || reset));

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task<bool> IsCanceledAsync(Task changed, CancellationToken cancellationToken)
    {
        try
        {
            await changed.WaitAsync(cancellationToken);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    private int Take(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, _bytes.Count);
        for (int i = 0; i < count; i++)
            buffer[i] = _bytes.Dequeue();
        Signal();
        return count;
    }

    private int Put(ReadOnlySpan<byte> bytes)
    {
        int count = Math.Min(bytes.Length, Capacity - _bytes.Count);
        for (int i = 0; i < count; i++)
            _bytes.Enqueue(bytes[i]);
        if (count > 0)
            Signal();
        return count;
    }

    private void Change(Action change)
    {
        lock (_lock)
        {
            change();
            Signal();
        }
    }

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = New();
    }
}
