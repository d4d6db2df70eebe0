using System.Diagnostics.Metrics;
using SocketBasics.Networks;

namespace SocketBasics.Telemetry;

/// <summary>The meter <c>SocketBasics</c>. docs/telemetry.md lists its instruments.</summary>
internal static class SocketBasicsMeter
{
    private static readonly Meter Meter = new("SocketBasics");

    private static readonly Counter<long> Accepted = Meter.CreateCounter<long>(
        "socketbasics.connections.accepted", "{connection}", "Connections that were accepted.");

    private static readonly Counter<long> Paused = Meter.CreateCounter<long>(
        "socketbasics.accept.pauses", "{pause}", "Times that accepting paused because descriptors or memory ran out.");

    private static readonly Histogram<double> Connects = Meter.CreateHistogram<double>(
        "socketbasics.connect.duration", "s", "Time from the call to the outcome of a connect.");

    static SocketBasicsMeter()
    {
        Meter.CreateObservableGauge(
            "socketbasics.accept.queue.length", static () => AcceptQueueWatch.Measure(static queue => queue.Length),
            "{connection}", "Connections that wait for accept.");
        Meter.CreateObservableGauge(
            "socketbasics.accept.queue.limit", static () => AcceptQueueWatch.Measure(static queue => queue.Limit),
            "{connection}", "The backlog as the kernel has it; one connection more is let in.");
        Meter.CreateObservableCounter(
            "socketbasics.accept.queue.drops", static () => AcceptQueueWatch.Measure(static queue => queue.DroppedSegments),
            "{segment}", "Segments that a listener dropped: because its queue was full, or because they belong to no handshake.");
    }

    /// <summary>Makes the instruments, for whoever wants to see a listener that has not accepted anything yet.</summary>
    public static void Start()
    {
    }

    public static void ConnectionAccepted(string network)
    {
        if (Accepted.Enabled)
            Accepted.Add(1, new KeyValuePair<string, object?>("network", network));
    }

    public static void AcceptPaused(string network, NetworkError error)
    {
        if (Paused.Enabled)
        {
            Paused.Add(
                1,
                new KeyValuePair<string, object?>("network", network),
                new KeyValuePair<string, object?>("error.type", error.Code.ToString()));
        }
    }

    public static void ConnectEnded(string network, ConnectResult result)
    {
        if (Connects.Enabled)
        {
            Connects.Record(
                result.Elapsed.TotalSeconds,
                new KeyValuePair<string, object?>("network", network),
                new KeyValuePair<string, object?>("outcome", result.GetType().Name));
        }
    }
}
