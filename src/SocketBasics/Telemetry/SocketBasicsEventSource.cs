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

    [Event(1, Level = EventLevel.Warning, Message = "Accepting on {0} pauses for {2} ms: {1}.")]
    private void AcceptPaused(string listener, string error, int pauseMilliseconds) =>
        WriteEvent(1, listener, error, pauseMilliseconds);

    [Event(2, Level = EventLevel.Warning, Message = "A listener on {0} was dropped without being disposed.")]
    private void ListenerDropped(string listener) => WriteEvent(2, listener);

    [Event(3, Level = EventLevel.Warning, Message = "A connection from {0} to {1} was dropped without being disposed.")]
    private void ConnectionDropped(string local, string remote) => WriteEvent(3, local, remote);
}
