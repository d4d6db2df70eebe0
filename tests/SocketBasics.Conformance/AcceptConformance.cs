namespace SocketBasics.Conformance;

/// <summary><see cref="ListeningSocket.AcceptAsync"/>.</summary>
public abstract class AcceptConformance(NetworkUnderTest under) : NetworkConformance(under)
{
    [Fact(Timeout = Hang)]
    public async Task Accept_returns_a_new_socket_with_the_callers_address()
    {
        using ListeningSocket listener = Listen();
        using Connection client = await ConnectAsync(listener);

        using Connection server = await listener.AcceptAsync(Stop);

        Assert.Equal(client.LocalEndpoint, server.RemoteEndpoint);
        Assert.Equal(client.RemoteEndpoint, server.LocalEndpoint);
        Assert.Equal(Under.ToConnect(listener.LocalEndpoint), client.RemoteEndpoint);
    }

    [Fact(Timeout = Hang)]
    public async Task Waiting_accepts_are_served_in_the_order_of_the_calls()
    {
        using ListeningSocket listener = Listen();
        Task<Connection>[] accepts = [.. Enumerable.Range(0, 8).Select(_ => listener.AcceptAsync(Stop).AsTask())];

        for (int i = 0; i < accepts.Length; i++)
        {
            using Connection client = await ConnectAsync(listener);
            using Connection server = await accepts[i];
            await client.SendAsync(new[] { (byte)i }, Stop);
            Assert.Equal([(byte)i], await ReceiveExactlyAsync(server, 1));
        }
    }

    [Fact(Timeout = Hang)]
    public async Task Queued_clients_are_accepted_in_the_order_in_which_they_connected()
    {
        using ListeningSocket listener = Listen();
        var clients = new List<Connection>();
        for (int i = 0; i < 8; i++)
        {
            clients.Add(await ConnectAsync(listener));
            await clients[i].SendAsync(new[] { (byte)i }, Stop);
        }

        for (int i = 0; i < clients.Count; i++)
        {
            using Connection server = await listener.AcceptAsync(Stop);
            Assert.Equal([(byte)i], await ReceiveExactlyAsync(server, 1));
            clients[i].Dispose();
        }
    }

    [Fact(Timeout = Hang)]
    public async Task A_canceled_accept_ends_with_OperationCanceledException()
    {
        using ListeningSocket listener = Listen();
        using var cancel = new CancellationTokenSource();
        ValueTask<Connection> accept = listener.AcceptAsync(cancel.Token);

        await cancel.CancelAsync();

        await AssertCanceledAsync(accept, cancel.Token);
    }

    [Fact(Timeout = Hang)]
    public async Task An_accept_canceled_before_the_call_leaves_the_client_in_the_queue()
    {
        using ListeningSocket listener = Listen();
        using Connection client = await ConnectAsync(listener);

        var canceled = new CancellationToken(canceled: true);
        await AssertCanceledAsync(listener.AcceptAsync(canceled), canceled);

        using Connection server = await listener.AcceptAsync(Stop);
    }

    [Fact(Timeout = Hang)]
    public async Task A_canceled_accept_gives_its_turn_to_the_next_one()
    {
        using ListeningSocket listener = Listen();
        using var cancel = new CancellationTokenSource();
        Task<Connection> first = listener.AcceptAsync(Stop).AsTask();
        Task<Connection> canceled = listener.AcceptAsync(cancel.Token).AsTask();
        Task<Connection> third = listener.AcceptAsync(Stop).AsTask();

        await cancel.CancelAsync();
        await AssertCanceledAsync(canceled, cancel.Token);

        using Connection clientOfFirst = await ConnectAsync(listener);
        using Connection serverOfFirst = await first;
        Assert.False(third.IsCompleted);
        using Connection clientOfThird = await ConnectAsync(listener);
        using Connection serverOfThird = await third;
    }

    // Seen to fail with: an accept that is abandoned, not ended, by its token (WaitAsync) and takes the next client;
    // and in about every second run with one that throws away what it has accepted when its token is canceled by then.
    [Fact(Timeout = Hang)]
    public async Task No_connection_is_lost_when_an_accept_is_canceled_while_a_client_connects()
    {
        using ListeningSocket listener = Listen();
        var race = new CloseRace();
        for (int i = 0; i < 300; i++)
        {
            using var cancel = new CancellationTokenSource();
            Task<Connection> accept = listener.AcceptAsync(cancel.Token).AsTask();

            Connection? connected = null;
            await race.RunAsync(async () => connected = await ConnectAsync(listener), cancel);
            using Connection client = connected!;

            Connection server;
            try
            {
                server = await accept;
                race.ArrivedFirst();
            }
            catch (OperationCanceledException)
            {
                server = await listener.AcceptAsync(Stop);
                race.CanceledFirst();
            }

            using (server)
                Assert.Equal(client.LocalEndpoint, server.RemoteEndpoint);
        }
    }

    [Fact(Timeout = Hang)]
    public async Task All_waiting_accepts_end_with_ObjectDisposedException_when_the_listener_is_disposed()
    {
        ListeningSocket listener = Listen();
        Task<Connection>[] accepts = [.. Enumerable.Range(0, 4).Select(_ => listener.AcceptAsync(Stop).AsTask())];

        listener.Dispose();

        foreach (Task<Connection> accept in accepts)
            await Assert.ThrowsAsync<ObjectDisposedException>(() => accept);
    }

    [Fact]
    public async Task Accept_after_dispose_ends_with_ObjectDisposedException()
    {
        ListeningSocket listener = Listen();
        listener.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => listener.AcceptAsync(Stop).AsTask());
    }
}
