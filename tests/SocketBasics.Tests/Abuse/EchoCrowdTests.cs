using System.Security.Cryptography;

namespace SocketBasics.Tests.Abuse;

[Collection(RunsAlone.Name)]
public sealed class EchoCrowdTests
{
    private const int Length = 32 * 1024;

    // Seen to fail with: PortableConnection.SendAsync sending each part of a buffer from its beginning.
    [Fact]
    public async Task A_thousand_connections_at_once_echo_every_byte_beside_clients_that_never_finish()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        int before = OpenSockets.CountWhenSettled();
        Task serving = ServeAsync(listener);
        var slow = new List<KernelClient>();
        for (int i = 0; i < 50; i++)
            slow.Add(new KernelClient(listener.LocalEndpoint));

        int count = Rounds.Of(1_000);
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        int waiting = count;
        Task<bool>[] echoes = [.. Enumerable.Range(0, count).Select(i => Task.Run(() => EchoAsync(i), cancellationToken))];
        while (!Task.WhenAll(echoes).IsCompleted)
        {
            foreach (KernelClient client in slow)
                client.Send(1);
            // Paces the slow clients; nothing depends on it.
            await Task.WhenAny(Task.WhenAll(echoes), Task.Delay(5, cancellationToken));
        }

        Assert.All(await Task.WhenAll(echoes).OrHang(), Assert.True);
        slow.ForEach(client => client.Reset());
        listener.Dispose();
        await serving.OrHang();
        Assert.Equal(before - 1, OpenSockets.Count());

        async Task<bool> EchoAsync(int seed)
        {
            byte[] sent = new byte[Length], received = new byte[Length];
            new Random(seed).NextBytes(sent);
            ConnectResult result = await ClientSocket.ConnectAsync(listener.LocalEndpoint);
            await using Connection connection = result.GetConnectionOrThrow();
            if (Interlocked.Decrement(ref waiting) == 0)
                connected.SetResult();
            await connected.Task;

            Task sending = connection.SendAsync(sent).AsTask();
            for (int read = 0; read < Length;)
                read += await connection.ReceiveAsync(received.AsMemory(read)) is > 0 and int part ? part : Length + 1;
            await sending;
            return SHA256.HashData(sent).SequenceEqual(SHA256.HashData(received));
        }
    }

    /// <summary>Echoes messages of one length; who never completes one is waited for and nobody else waits.</summary>
    private static async Task ServeAsync(ListeningSocket listener)
    {
        var clients = new List<Task>();
        await foreach (Connection connection in listener.AcceptAllAsync())
            clients.Add(EchoOneAsync(connection));
        await Task.WhenAll(clients);
    }

    private static async Task EchoOneAsync(Connection connection)
    {
        await using (connection)
        {
            try
            {
                byte[] message = new byte[Length];
                for (int read = 0; read < Length;)
                {
                    int part = await connection.ReceiveAsync(message.AsMemory(read));
                    if (part == 0)
                        return;
                    read += part;
                }

                await connection.SendAsync(message);
                await connection.CloseAsync(TimeSpan.FromMinutes(1));
            }
            catch (SocketOperationException)
            {
            }
        }
    }
}
