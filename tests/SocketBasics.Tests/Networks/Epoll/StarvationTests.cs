using System.Net.Sockets;
using SocketBasics.Networks;
using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Networks.Epoll;

/// <summary>Connections are served while the ThreadPool is not there.</summary>
[Collection(RunsAlone.Name)]
public sealed class StarvationTests
{
    private const int Blocked = 1000;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Seen to fail with: continuations sent to the ThreadPool.
    [Fact]
    public async Task A_handler_serves_its_clients_while_every_thread_of_the_pool_is_blocked()
    {
        using var release = new ManualResetEventSlim();
        using ListeningSocket listener =
            ServerSocket.Create(new ServerSocketOptions { Network = Network.Epoll! }).Bind(Endpoint.Loopback(0)).Listen();

        // It waits for its clients before the pool is blocked: the way to the first wait is this thread's.
        Task serving = ServeAllAsync();
        int blocked = Blocked;
        var allWentOn = new TaskCompletionSource();
        try
        {
            // The pool grows by one or two threads a second; so many it will not have before the test is over.
            for (int i = 0; i < Blocked; i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(
                    _ =>
                    {
                        release.Wait(CancellationToken.None);
                        if (Interlocked.Decrement(ref blocked) == 0)
                            allWentOn.SetResult();
                    },
                    null);
            }

            Exception? failure = null;
            var clients = new Thread(() => failure = Record.Exception(() => Ask(listener.LocalEndpoint)));
            clients.Start();
            Assert.True(clients.Join(TimeSpan.FromMinutes(1)));
            Assert.Null(failure);
            Assert.Equal(Blocked, Volatile.Read(ref blocked));
        }
        finally
        {
            // None may find the event disposed.
            release.Set();
            await allWentOn.Task.OrHang();
            listener.Dispose();
            await serving.OrHang();
        }

        async Task ServeAllAsync()
        {
            var clients = new List<Task>();
            await foreach (Connection connection in listener.AcceptAllAsync(Stop).ConfigureAwait(false))
                clients.Add(EchoAsync(connection));
            await Task.WhenAll(clients).ConfigureAwait(false);
        }
    }

    private static async Task EchoAsync(Connection connection)
    {
        using (connection)
        {
            byte[] buffer = new byte[16];
            while (await connection.ReceiveAsync(buffer, Stop).ConfigureAwait(false) is > 0 and int received)
                await connection.SendAsync(buffer.AsMemory(0, received), Stop).ConfigureAwait(false);
        }
    }

    /// <summary>Blocks its thread, as no code of the pool may now.</summary>
    private static void Ask(Endpoint server)
    {
        Socket[] clients = new Socket[8];
        try
        {
            for (int i = 0; i < clients.Length; i++)
            {
                clients[i] = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
                {
                    NoDelay = true,
                    ReceiveTimeout = 30_000,
                };
                clients[i].Connect(server.ToIPEndPoint());
            }

            byte[] answer = new byte[1];
            for (int i = 0; i < 2000; i++)
            {
                foreach (Socket client in clients)
                    client.Send([(byte)i]);
                foreach (Socket client in clients)
                    Assert.Equal((1, (byte)i), (client.Receive(answer), answer[0]));
            }
        }
        finally
        {
            foreach (Socket? client in clients)
                client?.Dispose();
        }
    }
}
