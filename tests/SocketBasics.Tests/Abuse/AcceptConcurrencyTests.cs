using System.Collections.Concurrent;

namespace SocketBasics.Tests.Abuse;

[Collection(RunsAlone.Name)]
public sealed class AcceptConcurrencyTests
{
    // Seen to fail with: accepts that yield a random number of times before they ask the network.
    [Fact]
    public async Task Pending_accepts_are_served_in_the_order_of_the_calls()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        int rounds = Rounds.Of(50);
        for (int round = 0; round < rounds; round++)
        {
            using var cancel = new CancellationTokenSource();
            Task<Connection>[] accepts = new Task<Connection>[40];
            for (int i = 0; i < accepts.Length; i++)
                accepts[i] = listener.AcceptAsync(i % 4 == 3 ? cancel.Token : cancellationToken).AsTask();
            await cancel.CancelAsync();

            for (int i = 0; i < accepts.Length; i++)
            {
                if (i % 4 == 3)
                {
                    await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accepts[i].OrHang());
                    continue;
                }

                ConnectResult result =
                    await ClientSocket.ConnectAsync(listener.LocalEndpoint, cancellationToken: cancellationToken);
                using Connection client = result.GetConnectionOrThrow();
                using Connection server = await accepts[i].OrHang();
                Assert.Equal(client.LocalEndpoint, server.RemoteEndpoint);
                client.Abort();
            }
        }
    }

    // Seen to fail with: PortableListener.AcceptAsync dropping one socket in a hundred.
    [Fact]
    public async Task Of_several_threads_that_accept_each_gets_connections_of_its_own_and_none_is_lost()
    {
        const int Acceptors = 4, Clients = 4;
        int perClient = Rounds.Of(500);
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        using var stop = new CancellationTokenSource();
        var accepted = new ConcurrentBag<(Endpoint Remote, byte[] Said)>();
        var answered = new ConcurrentBag<(Endpoint Local, byte[] Said)>();
        int before = OpenSockets.CountWhenSettled();

        Task[] acceptors = [.. Enumerable.Range(0, Acceptors).Select(_ => Task.Run(() => AcceptAsync(), stop.Token))];
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(n => Task.Run(() => ConnectAsync(n), stop.Token))).OrHang();
        await stop.CancelAsync();
        await Task.WhenAll(acceptors).OrHang();

        Assert.Equal(Clients * perClient, accepted.Count);
        Assert.Equal(
            answered.Select(one => (one.Local.ToString(), BitConverter.ToInt32(one.Said))).Order(),
            accepted.Select(one => (one.Remote.ToString(), BitConverter.ToInt32(one.Said))).Order());
        Assert.Equal(before, OpenSockets.Count());

        async Task AcceptAsync()
        {
            while (!stop.IsCancellationRequested)
            {
                try
                {
                    using Connection connection = await listener.AcceptAsync(stop.Token);
                    byte[] said = new byte[4];
                    for (int read = 0; read < said.Length;)
                    {
                        int count = await connection.ReceiveAsync(said.AsMemory(read), CancellationToken.None);
                        Assert.NotEqual(0, count);
                        read += count;
                    }

                    accepted.Add((connection.RemoteEndpoint, said));
                    await connection.SendAsync(said, CancellationToken.None);
                    Assert.Equal(0, await connection.ReceiveAsync(said, CancellationToken.None));
                }
                catch (OperationCanceledException)
                {
                }
            }
        }

        async Task ConnectAsync(int number)
        {
            for (int i = 0; i < perClient; i++)
            {
                ConnectResult result = await ClientSocket.ConnectAsync(listener.LocalEndpoint);
                using Connection connection = result.GetConnectionOrThrow();
                byte[] said = BitConverter.GetBytes((number << 16) + i);
                await connection.SendAsync(said);
                Assert.Equal(4, await connection.ReceiveAsync(new byte[4]));
                answered.Add((connection.LocalEndpoint, said));
            }
        }
    }
}
