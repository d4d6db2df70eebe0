using System.Diagnostics.Metrics;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace SocketBasics.DescriptorLimit;

/// <summary>Hears the pauses of accept, by the event source and by the meter.</summary>
internal sealed class PauseListener : EventListener
{
    private readonly MeterListener _meter = new();
    private readonly TaskCompletionSource _enough = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<int> _milliseconds = [];
    private long _measured;

    public PauseListener()
    {
        _meter.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == "socketbasics.accept.pauses")
                listener.EnableMeasurementEvents(instrument);
        };
        _meter.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                if (tag is { Key: "error.type", Value: "TooManyOpenSockets" })
                    Interlocked.Add(ref _measured, count);
            }
        });
        _meter.Start();
    }

    public long Measured => Interlocked.Read(ref _measured);

    public int[] Milliseconds
    {
        get
        {
            lock (_milliseconds)
                return [.. _milliseconds];
        }
    }

    /// <summary>Ends when accept has paused for so long that a loop without pauses would have been seen spinning.</summary>
    public Task WhenPausedOftenAsync() => _enough.Task;

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "SocketBasics")
            EnableEvents(eventSource, EventLevel.Verbose);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventSource.Name != "SocketBasics" || eventData.EventName != "AcceptPaused")
            return;
        lock (_milliseconds)
        {
            _milliseconds.Add(Convert.ToInt32(eventData.Payload![2], CultureInfo.InvariantCulture));
            if (_milliseconds.Count == 7)
                _enough.TrySetResult();
        }
    }
}
