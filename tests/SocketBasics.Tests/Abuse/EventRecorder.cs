using System.Diagnostics.Tracing;

namespace SocketBasics.Tests.Abuse;

/// <summary>Hears the event source <c>SocketBasics</c>: every event as its name and its payload.</summary>
internal sealed class EventRecorder : EventListener
{
    private readonly Lock _lock = new();
    private readonly List<(string Name, string Text)> _events = [];

    public string[] Named(string name)
    {
        lock (_lock)
            return [.. _events.Where(one => one.Name == name).Select(one => one.Text)];
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "SocketBasics")
            EnableEvents(eventSource, EventLevel.Verbose);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventSource.Name != "SocketBasics")
            return;
        lock (_lock)
            _events.Add((eventData.EventName!, string.Join(' ', eventData.Payload!)));
    }
}
