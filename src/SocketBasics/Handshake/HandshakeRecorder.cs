using SocketBasics.Networks;

namespace SocketBasics.Handshake;

/// <summary>What the work that is traced tells the trace, and asks of it. Safe for any number of threads.</summary>
/// <remarks>It belongs to one <see cref="HandshakeTrace.CaptureAsync"/>, and means nothing after that.</remarks>
public sealed class HandshakeRecorder
{
    private readonly Lock _lock = new();
    private readonly CaptureTarget _target;
    private readonly int _maximum;
    private readonly List<CapturedPacket> _packets = [];
    private readonly List<HandshakeMark> _marks = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NetworkError? _end;
    private long _leftOut;

    internal HandshakeRecorder(CaptureTarget target, int maximum) => (_target, _maximum) = (target, maximum);

    /// <summary>Marks this moment on one end's life line.</summary>
    /// <param name="side">On whose.</param>
    /// <param name="text">What happens, such as <c>accept returns</c>. Any text will do: it is escaped where it is drawn.</param>
    /// <param name="state">
    /// The state that this end is in from now on, for what no segment tells; <see langword="null"/> leaves it as it is.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="side"/> is neither end, or <paramref name="state"/> none of the eleven.
    /// </exception>
    public void Mark(HandshakeSide side, string text, TcpState? state = null)
    {
        // The kernel's timestamps are of the same clock, CLOCK_REALTIME.
        var mark = new HandshakeMark(DateTimeOffset.UtcNow, side, text, state);
        lock (_lock)
            _marks.Add(mark);
        Announce();
    }

    /// <summary>Waits until the trace shows something, such as that the server's end is established.</summary>
    /// <param name="condition">
    /// Looks at the trace so far. It is called when something was added, never twice at once; what it throws ends the wait.
    /// </param>
    /// <param name="cancellationToken">Ends the wait: give it a limit of time, for what may never happen.</param>
    /// <returns>A task that ends when the condition holds.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="condition"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidOperationException">The capture is over, and the condition does not hold.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    /// <exception cref="SocketOperationException">The capture's socket failed.</exception>
    public async Task WaitUntilAsync(Predicate<HandshakeTrace> condition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Task changed;
            NetworkError? end;
            lock (_lock)
                (changed, end) = (_changed.Task, _end);
            if (condition(ToTrace()))
                return;
            if (end is { IsNone: true })
                throw new InvalidOperationException("The capture is over: nothing more will be seen.");
            if (end is { } error)
                throw SocketOperationException.ForCapture(error, _target.Server);
            await changed.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    internal void Add(ReadOnlySpan<byte> bytes, DateTimeOffset time)
    {
        CapturedPacket? packet = CapturedPacket.Read(bytes, time, _target);
        if (packet is null)
            return;
        lock (_lock)
        {
            if (_packets.Count < _maximum)
                _packets.Add(packet);
            else
                _leftOut++;
        }
    }

    internal void Announce()
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }

    internal void End(NetworkError error)
    {
        lock (_lock)
            _end = error;
        Announce();
    }

    /// <summary>Makes the trace of the first connection that was seen.</summary>
    /// <param name="missed">How many packets the kernel had no room for.</param>
    internal HandshakeTrace ToTrace(long missed = 0)
    {
        CapturedPacket[] packets;
        HandshakeMark[] marks;
        lock (_lock)
        {
            packets = [.. _packets];
            marks = [.. _marks];
            missed += _leftOut;
        }

        (Endpoint client, Endpoint server) = FindEnds(packets);
        CapturedPacket[] own = [.. packets.Where(packet => IsBetween(packet, client, server))];
        int others = packets.Except(own).Select(static packet => Pair(packet)).Distinct().Count();
        return new HandshakeTrace(client, server, [.. own.Select(packet => packet.ToEvent(client)), .. marks])
        {
            MissedPackets = missed,
            OtherConnections = others,
        };
    }

    // The first SYN is the beginning of a connection; a segment before it is left over from an earlier one.
    private (Endpoint Client, Endpoint Server) FindEnds(CapturedPacket[] packets)
    {
        CapturedPacket? first = Array.Find(packets, static packet =>
            packet.Segment is { } segment && segment.Has(TcpFlags.Syn) && !segment.Has(TcpFlags.Acknowledgment));
        if (first is not null)
            return (first.Source, first.Destination);

        first = packets.FirstOrDefault();
        if (first is null)
            return (_target.Client is { Port: > 0 } client ? client : default, _target.Server);
        return _target.IsTowardServer(first.Source, first.Destination)
            ? (first.Source, first.Destination)
            : (first.Destination, first.Source);
    }

    private static bool IsBetween(CapturedPacket packet, Endpoint client, Endpoint server) =>
        (packet.Source == client && packet.Destination == server)
        || (packet.Source == server && packet.Destination == client);

    private static (Endpoint, Endpoint) Pair(CapturedPacket packet) => packet.Source < packet.Destination
        ? (packet.Source, packet.Destination)
        : (packet.Destination, packet.Source);
}
