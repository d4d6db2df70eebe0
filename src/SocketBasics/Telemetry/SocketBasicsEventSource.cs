using System.Diagnostics.Tracing;
using SocketBasics.Networks;

namespace SocketBasics.Telemetry;

/// <summary>
/// The event source <c>SocketBasics</c>: things that somebody who runs a server wants to know and no caller is there to
/// be told. docs/telemetry.md lists them.
/// </summary>
[EventSource(Name = "SocketBasics")]
internal sealed class SocketBasicsEventSource : EventSource
{
    public static readonly SocketBasicsEventSource Log = new();

    private SocketBasicsEventSource()
    {
    }

    [NonEvent]
    public void AcceptPaused(Endpoint listener, NetworkError error, TimeSpan pause)
    {
        if (IsEnabled())
            AcceptPaused(listener.ToString(), error.Code.ToString(), (int)pause.TotalMilliseconds);
    }

    [NonEvent]
    public void ListenerDropped(Endpoint listener)
    {
        if (IsEnabled())
            ListenerDropped(listener.ToString());
    }

    [NonEvent]
    public void ConnectionDropped(Endpoint local, Endpoint remote)
    {
        if (IsEnabled())
            ConnectionDropped(local.ToString(), remote.ToString());
    }

    [NonEvent]
    public void AcceptQueueOverflowed(Endpoint listener, AcceptQueueStatus queue, long dropped)
    {
        if (IsEnabled())
            AcceptQueueOverflowed(listener.ToString(), queue.Length, queue.Limit, dropped);
    }

    protected override void OnEventCommand(EventCommandEventArgs command) =>
        AcceptQueueWatch.Switch(IsEnabled(EventLevel.Warning, EventKeywords.None));

    [Event(1, Level = EventLevel.Warning, Message = "Accepting on {0} pauses for {2} ms: {1}.")]
    private void AcceptPaused(string listener, string error, int pauseMilliseconds) =>
        WriteEvent(1, listener, error, pauseMilliseconds);

    [Event(2, Level = EventLevel.Warning, Message = "A listener on {0} was dropped without being disposed.")]
    private void ListenerDropped(string listener) => WriteEvent(2, listener);

    [Event(3, Level = EventLevel.Warning, Message = "A connection from {0} to {1} was dropped without being disposed.")]
    private void ConnectionDropped(string local, string remote) => WriteEvent(3, local, remote);

    [Event(
        4,
        Level = EventLevel.Warning,
        Message = "The queue of {0} overflowed: {3} segments of clients were dropped; {1} connections wait, {2} may. Accept "
            + "more often, or ask for a longer backlog; net.core.somaxconn is the limit of the system.")]
    private void AcceptQueueOverflowed(string listener, int length, int limit, long dropped) =>
        WriteEvent(4, listener, length, limit, dropped);
}
