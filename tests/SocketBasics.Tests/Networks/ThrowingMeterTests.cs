using System.Diagnostics.Metrics;
using SocketBasics.Networks;
using SocketBasics.Tests.Outcomes;

namespace SocketBasics.Tests.Networks;

/// <summary>A program's own listener of the meter throws: it gets its exception, and no connection stays behind.</summary>
[Collection(RunsAlone.Name)]
public sealed class ThrowingMeterTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Seen to fail with: a connection that is made after it was counted.
    [Fact]
    public async Task An_accepted_connection_that_could_not_be_counted_is_closed()
    {
        using MeterListener meter = Throwing<long>();
        bool isClosed = false;
        var socket = new FailingConnection(NetworkError.NotSupported) { OnClose = _ => isClosed = true };
        using ListeningSocket listener = ServerSocket
            .Create(new ServerSocketOptions { Network = new ScriptedNetwork { OnBind = () => new OneConnection(socket) } })
            .Bind(Endpoint.Loopback(0)).Listen();

        await Assert.ThrowsAsync<NotSupportedException>(() => listener.AcceptAsync(Stop).AsTask());

        Assert.True(isClosed);
    }

    // Seen to fail with: a count whose exception leaves the connection to the garbage collector.
    [Fact]
    public async Task A_connection_whose_connect_could_not_be_counted_is_closed()
    {
        using MeterListener meter = Throwing<double>();
        bool isClosed = false;
        var socket = new FailingConnection(NetworkError.NotSupported) { OnClose = _ => isClosed = true };
        var network = ScriptedNetwork.Answering(NetworkAttempt.Connected(socket));

        await Assert.ThrowsAsync<NotSupportedException>(() => ClientSocket.ConnectAsync(
            Endpoint.Loopback(7), new ConnectOptions { Network = network }, Stop).AsTask());

        Assert.True(isClosed);
    }

    private static MeterListener Throwing<T>()
        where T : struct
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "SocketBasics")
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<T>((_, _, _, _) => throw new NotSupportedException());
        listener.Start();
        return listener;
    }

    private sealed class OneConnection(NetworkConnection connection) : NetworkListener
    {
        public override Endpoint LocalEndpoint => Endpoint.Loopback(7);

        public override NetworkError Listen(int backlog) => NetworkError.None;

        public override ValueTask<NetworkResult<NetworkConnection>> AcceptAsync(CancellationToken cancellationToken) =>
            new(new NetworkResult<NetworkConnection>(connection, NetworkError.None));

        protected override void Dispose(bool disposing)
        {
        }
    }
}
