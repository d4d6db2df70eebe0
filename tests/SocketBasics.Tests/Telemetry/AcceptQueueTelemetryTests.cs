using System.Diagnostics.Metrics;
using System.Globalization;
using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Telemetry;

/// <summary>Whoever runs a server sees that its queue fills up, and hears when it overflows.</summary>
public sealed class AcceptQueueTelemetryTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_meter_shows_length_and_limit_of_each_listener_until_it_is_disposed()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen(5);
        using Connection client = await ConnectAsync(listener);

        Dictionary<string, long> seen = Measure(listener.LocalEndpoint);
        listener.Dispose();

        Assert.Equal(1, seen["socketbasics.accept.queue.length"]);
        Assert.Equal(5, seen["socketbasics.accept.queue.limit"]);
        Assert.Equal(0, seen["socketbasics.accept.queue.drops"]);
        Assert.Empty(Measure(listener.LocalEndpoint));
    }

    // Seen to fail with: a watch that is not switched on; one that tells the same loss twice.
    [Fact]
    public async Task A_queue_that_overflows_is_told_in_an_event_that_names_the_listener_and_what_to_do()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");
        using var recorder = new EventRecorder();
        using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen(0);
        using Connection first = await ConnectAsync(listener);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        Task<ConnectResult> second =
            ClientSocket.ConnectAsync(listener.LocalEndpoint, cancellationToken: giveUp.Token).AsTask();

        string own = $"{listener.LocalEndpoint} ";
        while (!recorder.Named("AcceptQueueOverflowed").Any(told => told.StartsWith(own, StringComparison.Ordinal)))
            await Task.Delay(10, Stop).OrHang();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        // Listener, length, limit, dropped: however often the SYN was repeated, each is told once.
        string[][] told = [.. recorder.Named("AcceptQueueOverflowed").Select(static line => line.Split(' ')).Where(line => line[0] + " " == own)];
        Assert.All(told, static line => Assert.Equal(("1", "0"), (line[1], line[2])));
        Assert.InRange(told.Sum(static line => long.Parse(line[3], CultureInfo.InvariantCulture)), 1, listener.GetQueue()!.Value.DroppedSegments!.Value);
    }

    private static async Task<Connection> ConnectAsync(ListeningSocket listener) =>
        (await ClientSocket.ConnectAsync(listener.LocalEndpoint, cancellationToken: Stop)).GetConnectionOrThrow();

    private static Dictionary<string, long> Measure(Endpoint endpoint)
    {
        var seen = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, own) =>
            {
                if (instrument.Meter.Name == "SocketBasics")
                    own.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            foreach (KeyValuePair<string, object?> tag in tags)
            {
                if (tag.Key == "listener" && Equals(tag.Value, endpoint.ToString()))
                    seen[instrument.Name] = value;
            }
        });
        listener.Start();
        listener.RecordObservableInstruments();
        return seen;
    }
}
