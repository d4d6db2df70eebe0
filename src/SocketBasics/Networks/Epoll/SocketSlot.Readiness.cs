using System.Runtime.CompilerServices;

namespace SocketBasics.Networks.Epoll;

/// <remarks>
/// Edge-triggered (epoll(7)): the kernel tells that something has come, once, and not that something is there. So each
/// direction counts what was told. An operation notes the count, looks (recv, send, accept), finds nothing, and may wait
/// only if the count is still the same; otherwise it looks again.
/// </remarks>
internal sealed partial class SocketSlot
{
    private int _in;
    private int _out;
    private bool _isUnsteady;
    private ReadinessWaiter? _reader;
    private ReadinessWaiter? _writer;

    /// <summary>
    /// Gets a value indicating whether something was told that is told only once, with the bytes before it: the end, an
    /// error, urgent data. From then on a short read does not mean that nothing is left.
    /// </summary>
    public bool IsUnsteady => Volatile.Read(ref _isUnsteady);

    /// <summary>Gets or sets the count of what was told before the receive that took everything; less than any count when none did.</summary>
    public int EmptiedAt { get; set; } = -1;

    /// <summary>Gets or sets what ended the connection, for those who hold the slot; the kernel tells it once, to a receive or to a send.</summary>
    public StrongBox<NetworkError>? Broken
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>How often something was told.</summary>
    public int Count(Direction direction) => Volatile.Read(ref direction == Direction.In ? ref _in : ref _out);

    public WaitStart TryWait(Direction direction, int generation, int seen, ReadinessWaiter waiter)
    {
        lock (_gate)
        {
            // Who closes has said so before it asks who waits.
            if (!IsOpen(generation))
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
            if (!IsOpen(generation) || WaiterOf(direction) != waiter || waiter.Version != version)
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
            if (!IsOpen(generation))
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
        if (reader is null || writer is null)
            writer?.Resume();
        else if (!Poller.TryRunLater(writer))
            Offload.Queue(writer);
        reader?.Resume();
    }

    private void AbandonWaiters()
    {
        ReadinessWaiter? reader;
        ReadinessWaiter? writer;
        lock (_gate)
        {
            (reader, writer) = (_reader, _writer);
            (_reader, _writer) = (null, null);
        }

        reader?.Abandon();
        writer?.Abandon();
    }

    private void ForgetEvents()
    {
        (_in, _out, _isUnsteady) = (0, 0, false);
        EmptiedAt = -1;
        Broken = null;
    }

    private ref ReadinessWaiter? WaiterOf(Direction direction) =>
        ref direction == Direction.In ? ref _reader : ref _writer;
}
