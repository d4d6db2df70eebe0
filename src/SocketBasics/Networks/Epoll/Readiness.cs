namespace SocketBasics.Networks.Epoll;

/// <summary>What epoll has told about a socket, and who waits for more.</summary>
/// <remarks>
/// <para>
/// Edge-triggered (epoll(7)): the kernel tells that something has come, once, and not that something is there. So each
/// direction counts what was told. An operation notes the count, looks (recv, send, accept), finds nothing, and may wait
/// only if the count is still the same; otherwise it looks again.
/// </para>
/// <para>
/// It lives in a slot of the event loop and serves one socket after the other; events that were fetched for the socket
/// before carry an older generation, and are dropped.
/// </para>
/// </remarks>
internal sealed class Readiness(int slot)
{
    private readonly Lock _gate = new();

    private int _generation;
    private int _in;
    private int _out;
    private bool _isUnsteady;
    private ReadinessWaiter? _reader;
    private ReadinessWaiter? _writer;

    public int Slot => slot;

    /// <summary>Gets the generation of the socket that is being registered. It is nobody else's yet.</summary>
    public int Generation => _generation;

    /// <summary>How often something was told.</summary>
    public int Count(Direction direction) => Volatile.Read(ref direction == Direction.In ? ref _in : ref _out);

    /// <summary>
    /// Whether something was told that is told only once, with the bytes before it: the end, an error, urgent data. From
    /// then on a short read does not mean that nothing is left.
    /// </summary>
    public bool IsUnsteady => Volatile.Read(ref _isUnsteady);

    public WaitStart TryWait(Direction direction, int generation, int seen, ReadinessWaiter waiter)
    {
        lock (_gate)
        {
            if (generation != _generation)
                return WaitStart.Closed;
            if (seen != (direction == Direction.In ? _in : _out))
                return WaitStart.Ready;

            WaiterOf(direction) = waiter;
            return WaitStart.Waiting;
        }
    }

    /// <summary>Takes an operation away, to end it before the socket is ready.</summary>
    /// <returns>Whether it still waited.</returns>
    public bool TryTake(Direction direction, int generation, ReadinessWaiter waiter, short version)
    {
        lock (_gate)
        {
            if (generation != _generation || WaiterOf(direction) != waiter || waiter.Version != version)
                return false;
            WaiterOf(direction) = null;
            return true;
        }
    }

    /// <summary>Hears from epoll, and lets those go on who waited for it.</summary>
    public void Signal(int generation, EpollEvents events)
    {
        ReadinessWaiter? reader = null;
        ReadinessWaiter? writer = null;
        lock (_gate)
        {
            if (generation != _generation)
                return;

            // Before the count: a receive that looks without the lock reads the count first.
            if ((events & EpollEvents.Unsteady) != 0)
                Volatile.Write(ref _isUnsteady, true);
            if ((events & EpollEvents.Readable) != 0)
            {
                Volatile.Write(ref _in, (_in + 1) & int.MaxValue);
                (reader, _reader) = (_reader, null);
            }

            if ((events & EpollEvents.Writable) != 0)
            {
                Volatile.Write(ref _out, (_out + 1) & int.MaxValue);
                (writer, _writer) = (_writer, null);
            }
        }

        // What runs here may block until the other one goes on.
        if (reader is not null && writer is not null)
            ThreadPool.UnsafeQueueUserWorkItem(writer, preferLocal: false);
        else
            writer?.Resume();
        reader?.Resume();
    }

    /// <summary>Ends this generation, and the operations that wait.</summary>
    /// <returns>Whether it was this generation's turn.</returns>
    public bool TryClose(int generation)
    {
        ReadinessWaiter? reader;
        ReadinessWaiter? writer;
        lock (_gate)
        {
            if (generation != _generation)
                return false;
            _generation++;
            (reader, writer) = (_reader, _writer);
            (_reader, _writer) = (null, null);
            (_in, _out, _isUnsteady) = (0, 0, false);
        }

        reader?.Abandon();
        writer?.Abandon();
        return true;
    }

    private ref ReadinessWaiter? WaiterOf(Direction direction) =>
        ref direction == Direction.In ? ref _reader : ref _writer;
}
