using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using SocketBasics.Networks;

namespace SocketBasics.Telemetry;

/// <summary>The queues of all listeners of the process, for the meter, and for the event that tells when one overflows.</summary>
/// <remarks>
/// A program whose accepts have stopped would not look by itself, and looking after each accept would cost two system calls
/// of it. So a timer looks, once a second and only while somebody listens to the events.
/// </remarks>
internal static class AcceptQueueWatch
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    // The network's listener, and not the socket above it: that one's finalizer has to run when it is dropped.
    private static readonly ConcurrentDictionary<NetworkListener, WatchedListener> Listeners = new();

    private static long _overflows = ListenOverflows.Read();

    private static readonly Timer Timer = CreateTimer();

    public static void Add(NetworkListener listener, Endpoint endpoint, string network)
    {
        Listeners[listener] = new(listener, endpoint, network);

        // Nobody can listen to a source that does not exist yet; and a listener that overflows does nothing to make it.
        _ = SocketBasicsEventSource.Log;
        SocketBasicsMeter.Start();
    }

    public static void Remove(NetworkListener listener) => Listeners.TryRemove(listener, out _);

    /// <summary>Begins or ends to look whether a queue overflows.</summary>
    public static void Switch(bool on) =>
        Timer.Change(on ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, on ? Period : Timeout.InfiniteTimeSpan);

    /// <summary>
    /// Measures every queue that is known, for the meter. Listeners that share a port (SO_REUSEPORT) share their clients, and
    /// are counted together: a meter tells them apart by nothing.
    /// </summary>
    public static IEnumerable<Measurement<long>> Measure(Func<AcceptQueueStatus, long?> member)
    {
        var sums = new Dictionary<(string Network, Endpoint Listener), long>();
        foreach (WatchedListener listener in Listeners.Values)
        {
            if (listener.Socket.GetQueue() is { } queue && member(queue) is { } value)
                sums[(listener.Network, listener.Endpoint)] = value + sums.GetValueOrDefault((listener.Network, listener.Endpoint));
        }

        foreach (((string network, Endpoint listener), long sum) in sums)
        {
            yield return new(
                sum,
                new KeyValuePair<string, object?>("network", network),
                new KeyValuePair<string, object?>("listener", listener.ToString()));
        }
    }

    // Whoever makes the first listener must not be kept alive by what flows with it (AsyncLocal).
    private static Timer CreateTimer()
    {
        using AsyncFlowControl flow = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        return new(static _ => LookAtAll());
    }

    private static void LookAtAll()
    {
        long overflows = ListenOverflows.Read();
        bool haveRisen = overflows != Interlocked.Exchange(ref _overflows, overflows);
        foreach (WatchedListener listener in Listeners.Values)
            listener.Look(haveRisen);
    }
}
