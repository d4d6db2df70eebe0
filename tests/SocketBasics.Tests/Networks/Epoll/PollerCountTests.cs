using System.Runtime.Versioning;
using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Networks.Epoll;

/// <summary>There are as many pollers as are needed, and not for longer than that.</summary>
[Collection(RunsAlone.Name)]
[SupportedOSPlatform("linux")]
public sealed class PollerCountTests
{
    private const int Blocked = 40;
    private const int Echoes = 16;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Seen to fail with: TryRetireAsOneTooMany that lets nobody go.
    [Fact]
    public async Task Pollers_that_were_added_for_blocked_handlers_leave_although_there_is_work_for_all()
    {
        using ConnectedCrowd crowd = await ConnectedCrowd.OpenAsync(Blocked, Stop);
        (List<Connection> clients, List<Connection> servers) = (crowd.Clients, crowd.Servers);
        using var release = new ManualResetEventSlim();
        using var blocked = new CountdownEvent(Blocked);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        try
        {
            Task[] blocking = [.. servers.Select(BlockAsync)];
            foreach (Connection client in clients)
                await client.SendAsync(new byte[1], Stop);
            await Task.Run(() => blocked.Wait(Stop), Stop).OrHang();
            Assert.True(PollerThreads.Find().Length > Blocked);
            release.Set();
            await Task.WhenAll(blocking).OrHang();

            Task serving = Task.WhenAll(servers.Take(Echoes).Select(ServeAsync));
            Task asking = Task.WhenAll(clients.Take(Echoes).Select(client => AskAsync(client, over.Token)));
            await UntilFewAreLeftAsync(asking).OrHang();

            await over.CancelAsync();
            await asking.OrHang();
            await serving.OrHang();
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
    }

    private static async Task UntilFewAreLeftAsync(Task load)
    {
        // One more than the pollers: the watch.
        while (PollerThreads.Find().Length > Environment.ProcessorCount + 1)
        {
            Assert.False(load.IsCompleted);
            await Task.Delay(20, Stop);
        }
    }

    private static async Task ServeAsync(Connection connection)
    {
        byte[] buffer = new byte[64];
        while (await connection.ReceiveAsync(buffer, Stop).ConfigureAwait(false) is > 0 and int count)
            await connection.SendAsync(buffer.AsMemory(0, count), Stop).ConfigureAwait(false);
    }

    private static async Task AskAsync(Connection connection, CancellationToken over)
    {
        byte[] buffer = new byte[64];
        while (!over.IsCancellationRequested)
        {
            await connection.SendAsync(buffer.AsMemory(0, 1), Stop).ConfigureAwait(false);
            await connection.ReceiveAsync(buffer, Stop).ConfigureAwait(false);
        }

        connection.ShutdownSend();
    }
}
