namespace SocketBasics.Conformance;

/// <summary><see cref="ListeningSocket.AcceptAllAsync"/>.</summary>
public abstract class AcceptAllConformance(NetworkUnderTest under) : NetworkConformance(under)
{
    [Fact(Timeout = Hang)]
    public async Task AcceptAll_gives_each_client_in_turn_and_ends_quietly_when_the_listener_is_disposed()
    {
        const int Clients = 5;
        ListeningSocket listener = Listen();
        var clients = new List<Connection>();
        for (int i = 0; i < Clients; i++)
        {
            clients.Add(await ConnectAsync(listener));
            await clients[i].SendAsync(new[] { (byte)i }, Stop);
        }

        int accepted = 0;
        await foreach (Connection connection in listener.AcceptAllAsync(Stop))
        {
            using (connection)
                Assert.Equal([(byte)accepted++], await ReceiveExactlyAsync(connection, 1));
            if (accepted == Clients)
                listener.Dispose();
        }

        Assert.Equal(Clients, accepted);
        clients.ForEach(client => client.Dispose());
    }

    [Fact(Timeout = Hang)]
    public async Task AcceptAll_ends_quietly_when_the_listener_is_disposed_while_it_waits()
    {
        ListeningSocket listener = Listen();
        await using IAsyncEnumerator<Connection> loop = listener.AcceptAllAsync(Stop).GetAsyncEnumerator(Stop);
        Task<bool> next = loop.MoveNextAsync().AsTask();

        listener.Dispose();

        Assert.False(await next);
    }

    [Fact(Timeout = Hang)]
    public async Task A_canceled_AcceptAll_ends_with_OperationCanceledException_and_loses_no_client()
    {
        using ListeningSocket listener = Listen();
        using var cancel = new CancellationTokenSource();
        IAsyncEnumerator<Connection> loop = listener.AcceptAllAsync(cancel.Token).GetAsyncEnumerator(Stop);
        Task<bool> next = loop.MoveNextAsync().AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        await loop.DisposeAsync();
        using Connection client = await ConnectAsync(listener);
        using Connection server = await listener.AcceptAsync(Stop);
    }

    [Fact]
    public void AcceptAll_after_dispose_ends_with_ObjectDisposedException()
    {
        ListeningSocket listener = Listen();
        listener.Dispose();

        Assert.Throws<ObjectDisposedException>(() => listener.AcceptAllAsync(Stop));
    }
}
