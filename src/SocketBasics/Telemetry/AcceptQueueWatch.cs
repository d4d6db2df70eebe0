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

    private static readonly Timer Timer = CreateTimer();

    public static void Add(NetworkListener listener, Endpoint endpoint, string network)
    {
        Listeners[listener] = new(listener, endpoint, network);

        // Nobody can listen to a source that does not exist yet; and a listener that overflows does nothing to make it.
        _ = SocketBasicsEventSource.Log;
    }

    public static void Remove(NetworkListener listener) => Listeners.TryRemove(listener, out _);

    /// <summary>Begins or ends to look whether a queue overflows.</summary>
    public static void Switch(bool on) =>
        Timer.Change(on ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, on ? Period : Timeout.InfiniteTimeSpan);

    /// <summary>Measures every queue that is known, for the meter.</summary>
    public static IEnumerable<Measurement<long>> Measure(Func<AcceptQueueStatus, long?> member)
    {
        foreach (WatchedListener listener in Listeners.Values)
        {
            if (listener.Socket.GetQueue() is { } queue && member(queue) is { } value)
            {
                yield return new(
                    value,
                    new KeyValuePair<string, object?>("network", listener.Network),
                    new KeyValuePair<string, object?>("listener", listener.Endpoint.ToString()));
            }
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
        foreach (WatchedListener listener in Listeners.Values)
            listener.Look();
    }
}
