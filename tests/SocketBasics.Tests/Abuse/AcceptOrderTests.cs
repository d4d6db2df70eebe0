using System.Net.Sockets;
using System.Threading.Channels;
using SocketBasics.Networks;
using SocketBasics.Tests.Networks;

namespace SocketBasics.Tests.Abuse;

/// <summary>Waiting accepts keep their order whatever the network answers to one of them.</summary>
public sealed class AcceptOrderTests : IDisposable
{
    private readonly PauseClock _clock = new();
    private readonly ArrivalListener _arrivals = new();
    private readonly ServerSocketOptions _options;

    public AcceptOrderTests() =>
        _options = new ServerSocketOptions { Network = new Networks.ScriptedNetwork(_clock) { OnBind = () => _arrivals } };

    public void Dispose() => _arrivals.Dispose();

    // Seen to fail with: accepts that each wait at the network, where the one that skips an error begins anew at the end.
    [Fact]
    public async Task An_accept_that_skips_a_broken_connection_keeps_its_place()
    {
        using ListeningSocket listener = ServerSocket.Create(_options).Bind(Endpoint.Loopback(0)).Listen();
        Task<Connection>[] accepts = [.. Enumerable.Range(0, 4).Select(_ => AcceptAsync(listener))];

        for (int i = 0; i < accepts.Length; i++)
        {
            _arrivals.Enqueue(SocketError.ConnectionAborted);
            _arrivals.Enqueue(ConnectionFrom(i));
        }

        await ExpectInOrderAsync(accepts);
    }

    // Seen to fail with: accepts that each wait at the network, where the one that has paused begins anew at the end.
    [Fact]
    public async Task An_accept_that_pauses_keeps_its_place()
    {
        using ListeningSocket listener = ServerSocket.Create(_options).Bind(Endpoint.Loopback(0)).Listen();
        Task<Connection>[] accepts = [.. Enumerable.Range(0, 4).Select(_ => AcceptAsync(listener))];

        for (int i = 0; i < accepts.Length; i++)
        {
            _arrivals.Enqueue(SocketError.TooManyOpenSockets);
            _arrivals.Enqueue(ConnectionFrom(i));
            await _clock.ReachAsync(i + 1);
            Assert.False(accepts[i].IsCompleted);
            _clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(Endpoint.Loopback(10_000 + i), (await accepts[i].OrHang()).RemoteEndpoint);
        }
    }

    [Fact]
    public async Task Accepts_that_wait_behind_one_that_pauses_end_when_canceled_and_when_the_listener_is_disposed()
    {
        ListeningSocket listener = ServerSocket.Create(_options).Bind(Endpoint.Loopback(0)).Listen();
        using var cancel = new CancellationTokenSource();
        Task<Connection> pausing = AcceptAsync(listener);
        Task<Connection> canceled = listener.AcceptAsync(cancel.Token).AsTask();
        Task<Connection> last = AcceptAsync(listener);
        _arrivals.Enqueue(SocketError.TooManyOpenSockets);
        await _clock.ReachAsync(1);

        await cancel.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => canceled.OrHang());
        Assert.Equal(cancel.Token, exception.CancellationToken);
        Assert.False(pausing.IsCompleted || last.IsCompleted);

        listener.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pausing.OrHang());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => last.OrHang());
    }

    // Seen to fail with: an accept that fails and does not pass its turn on.
    [Fact]
    public async Task An_accept_that_fails_gives_its_turn_to_the_next()
    {
        using ListeningSocket listener = ServerSocket.Create(_options).Bind(Endpoint.Loopback(0)).Listen();
        Task<Connection>[] accepts = [.. Enumerable.Range(0, 3).Select(_ => AcceptAsync(listener))];

        _arrivals.Enqueue(SocketError.InvalidArgument);
        _arrivals.Enqueue(new InvalidTimeZoneException("a network that breaks its contract"));
        _arrivals.Enqueue(ConnectionFrom(2));

        await Assert.ThrowsAsync<SocketOperationException>(() => accepts[0].OrHang());
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => accepts[1].OrHang());
        Assert.Equal(Endpoint.Loopback(10_002), (await accepts[2].OrHang()).RemoteEndpoint);
    }

    // Seen to fail with: accepts that each wait at the network.
    [Fact]
    public async Task A_crowd_of_accepts_is_served_in_order_between_errors_and_cancellations()
    {
        int count = Rounds.Of(2000);
        using ListeningSocket listener = ServerSocket.Create(_options).Bind(Endpoint.Loopback(0)).Listen();
        using var cancel = new CancellationTokenSource();
        var accepts = new List<Task<Connection>>();
        var canceled = new List<Task<Connection>>();
        for (int i = 0; i < count; i++)
        {
            accepts.Add(AcceptAsync(listener));
            canceled.Add(listener.AcceptAsync(cancel.Token).AsTask());
        }

        Task arriving = Task.Run(
            () =>
            {
                for (int i = 0; i < 2 * count; i++)
                {
                    _arrivals.Enqueue(SocketError.ConnectionReset);
                    _arrivals.Enqueue(ConnectionFrom(i));
                }
            },
            TestContext.Current.CancellationToken);
        await cancel.CancelAsync();
        await arriving.OrHang();

        // Those that were served before they were canceled have their place in the order, too.
        var served = new List<Endpoint>();
        for (int i = 0; i < count; i++)
        {
            served.Add((await accepts[i].OrHang()).RemoteEndpoint);
            if (await IsServedAsync(canceled[i]))
                served.Add((await canceled[i]).RemoteEndpoint);
        }

        Assert.Equal(Enumerable.Range(0, served.Count).Select(i => Endpoint.Loopback(10_000 + i)), served);
    }

    private static async Task<bool> IsServedAsync(Task<Connection> accept)
    {
        await ((Task)accept).OrHang().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return accept.IsCompletedSuccessfully;
    }

    private static Task<Connection> AcceptAsync(ListeningSocket listener) =>
        listener.AcceptAsync(TestContext.Current.CancellationToken).AsTask();

    private static FailingConnection ConnectionFrom(int client) =>
        new(SocketError.SocketError, Endpoint.Loopback(10_000 + client));

    private static async Task ExpectInOrderAsync(Task<Connection>[] accepts)
    {
        for (int i = 0; i < accepts.Length; i++)
            Assert.Equal(Endpoint.Loopback(10_000 + i), (await accepts[i].OrHang()).RemoteEndpoint);
    }

    /// <summary>A listener to which the test says what arrives; of several accepts that wait, it serves the first.</summary>
    private sealed class ArrivalListener : NetworkListener
    {
        private readonly Channel<object> _queue = Channel.CreateUnbounded<object>();

        public override Endpoint LocalEndpoint => Endpoint.Loopback(7);

        public void Enqueue(NetworkConnection connection) => _queue.Writer.TryWrite(connection);

        public void Enqueue(SocketError error) => _queue.Writer.TryWrite(error);

        public void Enqueue(Exception exception) => _queue.Writer.TryWrite(exception);

        public override NetworkError Listen(int backlog) => NetworkError.None;

        public override async ValueTask<NetworkResult<NetworkConnection>> AcceptAsync(CancellationToken cancellationToken)
        {
            object arrival;
            try
            {
                arrival = await _queue.Reader.ReadAsync(cancellationToken);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
            {
                return NetworkError.Aborted;
            }

            return arrival switch
            {
                NetworkConnection connection => connection,
                SocketError error => error,
                _ => throw (Exception)arrival,
            };
        }

        protected override void Dispose(bool disposing) => _queue.Writer.TryComplete();
    }
}
