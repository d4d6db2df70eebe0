using System.Diagnostics;
using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Networks.Epoll;

/// <summary>Code that blocks or computes where it hears from the network does not hold up the other connections.</summary>
[Collection(RunsAlone.Name)]
public sealed class BlockingHandlerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Seen to fail with: no watch (a survey that always says that a poller waits); events of a stuck poller that nobody steals;
    // a new poller that waits for the kernel before it has begun what it took over (5 of 100 runs).
    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(1000)]
    public async Task Handlers_that_block_until_another_connection_gets_data_are_released_by_it(int handlers)
    {
        using ConnectedCrowd crowd = await ConnectedCrowd.OpenAsync(handlers + 1, Stop);
        (List<Connection> clients, List<Connection> servers) = (crowd.Clients, crowd.Servers);
        using var release = new ManualResetEventSlim();
        using var blocked = new CountdownEvent(handlers);
        try
        {
            List<Task> blocking = [.. servers.Take(handlers).Select(BlockAsync)];
            Task releasing = ReleaseAsync(servers[handlers]);
            foreach (Connection client in clients.Take(handlers))
                await client.SendAsync(new byte[1], Stop);
            await Task.Run(() => blocked.Wait(Stop), Stop).OrHang();

            await clients[handlers].SendAsync(new byte[1], Stop);
            await releasing.OrHang();
            await Task.WhenAll(blocking).OrHang();
        }
        finally
        {
            release.Set();
        }

        async Task BlockAsync(Connection connection)
        {
            Assert.Equal(1, await connection.ReceiveAsync(new byte[1], Stop).ConfigureAwait(false));
            blocked.Signal();
            release.Wait(Stop);
        }

        async Task ReleaseAsync(Connection connection)
        {
            Assert.Equal(1, await connection.ReceiveAsync(new byte[1], Stop).ConfigureAwait(false));
            release.Set();
        }
    }

    // Several for each processor, too: those who compute are more than the processors, and the poller that is added because
    // of them must not be the one that leaves. Seen to fail with: a poller that leaves while all others are stuck.
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public async Task Handlers_that_compute_without_end_do_not_stop_an_echo(int forEachProcessor)
    {
        int handlers = 1 + (forEachProcessor * Environment.ProcessorCount);
        using ConnectedCrowd crowd = await ConnectedCrowd.OpenAsync(handlers + 1, Stop);
        (List<Connection> clients, List<Connection> servers) = (crowd.Clients, crowd.Servers);
        using var computing = new CountdownEvent(handlers);
        bool isOver = false;
        try
        {
            List<Task> handling = [.. servers.Take(handlers).Select(ComputeAsync)];
            foreach (Connection client in clients.Take(handlers))
                await client.SendAsync(new byte[1], Stop);
            await Task.Run(() => computing.Wait(Stop), Stop).OrHang();

            // As long as it takes to count those who are too many several times.
            var elapsed = Stopwatch.StartNew();
            byte[] buffer = new byte[1];
            for (int i = 0; i < 100 || elapsed.Elapsed < TimeSpan.FromSeconds(2); i++)
            {
                Task<int> echo = servers[handlers].ReceiveAsync(new byte[1], Stop).AsTask();
                await clients[handlers].SendAsync(buffer, Stop);
                Assert.Equal(1, await echo.OrHang());
            }

            Volatile.Write(ref isOver, true);
            await Task.WhenAll(handling).OrHang();
        }
        finally
        {
            Volatile.Write(ref isOver, true);
        }

        async Task ComputeAsync(Connection connection)
        {
            Assert.Equal(1, await connection.ReceiveAsync(new byte[1], Stop).ConfigureAwait(false));
            computing.Signal();
            long started = Stopwatch.GetTimestamp();
            while (!Volatile.Read(ref isOver) && Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(2))
                Thread.SpinWait(100);
        }
    }
}
