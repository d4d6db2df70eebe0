namespace SocketBasics.Conformance;

/// <summary>What happens to a connect while the listener's queue is full: nobody answers it.</summary>
public abstract class BacklogConformance(NetworkUnderTest under) : NetworkConformance(under)
{
    [Fact(Timeout = Hang)]
    public async Task A_connect_to_a_full_queue_times_out()
    {
        using ListeningSocket listener = Listen(backlog: 0);
        using Connection filling = await ConnectAsync(listener);
        TimeSpan timeout = TimeSpan.FromMilliseconds(300);

        Task<ConnectResult> connect =
            TryConnectAsync(listener.LocalEndpoint, ClientOptions with { Timeout = timeout }, Stop).AsTask();
        await Under.LetTimePassAsync(connect);

        var timedOut = Assert.IsType<ConnectResult.TimedOut>(await connect, exactMatch: true);
        Assert.Equal(ConnectStage.Handshake, timedOut.Stage);
        Assert.Equal(Under.ToConnect(listener.LocalEndpoint), timedOut.RemoteEndpoint);
        Assert.True(timedOut.Elapsed > TimeSpan.Zero);
    }

    // Seen to fail with: a canceled attempt that is not closed (the kernel establishes it at its next SYN).
    [Fact(Timeout = Hang)]
    public async Task A_canceled_connect_is_never_established_later()
    {
        using ListeningSocket listener = Listen(backlog: 0);
        using Connection filling = await ConnectAsync(listener);
        using var cancel = new CancellationTokenSource();
        Task<ConnectResult> connect = TryConnectAsync(listener.LocalEndpoint, cancellationToken: cancel.Token).AsTask();

        await cancel.CancelAsync();
        await AssertCanceledAsync(connect, cancel.Token);

        using Connection first = await listener.AcceptAsync(Stop);
        await AssertNobodyComesAsync(listener);
    }

    [Fact(Timeout = Hang)]
    public async Task A_connect_that_timed_out_is_never_established_later()
    {
        using ListeningSocket listener = Listen(backlog: 0);
        using Connection filling = await ConnectAsync(listener);
        ConnectOptions options = ClientOptions with { Timeout = TimeSpan.FromMilliseconds(300) };
        Task<ConnectResult> connect = TryConnectAsync(listener.LocalEndpoint, options, Stop).AsTask();
        await Under.LetTimePassAsync(connect);
        Assert.IsType<ConnectResult.TimedOut>(await connect, exactMatch: true);

        using Connection first = await listener.AcceptAsync(Stop);
        await AssertNobodyComesAsync(listener);
    }

    [Fact(Timeout = Hang)]
    public async Task A_waiting_connect_is_let_in_when_an_accept_makes_room()
    {
        using ListeningSocket listener = Listen(backlog: 0);
        using Connection filling = await ConnectAsync(listener);
        Task<Connection> waiting = ConnectAsync(listener);

        using Connection first = await listener.AcceptAsync(Stop);
        await Under.LetTimePassAsync(waiting);
        using Connection client = await waiting;

        using Connection server = await listener.AcceptAsync(Stop);
        await client.SendAsync(Hello, Stop);
        Assert.Equal(Hello, await ReceiveExactlyAsync(server, Hello.Length));
    }

    [Fact(Timeout = Hang)]
    public async Task A_waiting_connect_is_let_in_when_the_backlog_grows_and_the_queue_is_kept()
    {
        using ListeningSocket listener = Listen(backlog: 0);
        using Connection filling = await ConnectAsync(listener);
        await filling.SendAsync(Hello, Stop);
        Task<Connection> waiting = ConnectAsync(listener);

        listener.Listen(5);
        await Under.LetTimePassAsync(waiting);
        using Connection client = await waiting;

        using Connection first = await listener.AcceptAsync(Stop);
        Assert.Equal(Hello, await ReceiveExactlyAsync(first, Hello.Length));
        using Connection second = await listener.AcceptAsync(Stop);
    }

    private async Task AssertNobodyComesAsync(ListeningSocket listener)
    {
        // Not synchronization but observation: by then a connect that was left behind would have tried again.
        using var enough = new CancellationTokenSource(Under.RetryPeriod * 2.2, Under.Network.TimeProvider);
        Task<Connection> accept = listener.AcceptAsync(enough.Token).AsTask();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Under.LetTimePassAsync(accept));
    }
}
