using System.Net.Sockets;
using SocketBasics.Networks;
using SocketBasics.Tests.Outcomes;

namespace SocketBasics.Tests.Abuse;

/// <summary>Connects of the library's own networks share a pool of deadlines: what ended one must not end another.</summary>
public sealed class PooledDeadlineTests
{
    private const int Workers = 4;

    // Seen to fail with, in Deadline: a canceled source that goes back to the pool (Dispose without TryReset); a link to the
    // caller's token that is not disposed; and, in most runs, a timer that is not stopped (!IsCancellationRequested in place
    // of TryReset). With each a connect that nothing has ended is TimedOut.
    [Theory]
    [InlineData("portable")]
    [InlineData("epoll")]
    public async Task What_ends_one_connect_never_ends_the_next(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Abstract names, and queues that fill up, exist on Linux alone.");
        Network network = name == "epoll" ? Network.Epoll! : Network.Portable;
        await using FullListener silent = await FullListener.StartAsync();
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(Endpoint.Loopback(0).ToIPEndPoint());
        Endpoint refusing = Endpoint.FromIPEndPoint((System.Net.IPEndPoint)closed.LocalEndPoint!);
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(
            () => WorkAsync(worker, network, silent.Endpoint, refusing)))).OrHang();
    }

    private static async Task WorkAsync(int worker, Network network, Endpoint silent, Endpoint refusing)
    {
        var random = new Random(worker);
        var patient = new ConnectOptions { Network = network, Timeout = TimeSpan.FromSeconds(30) };
        var hasty = new ConnectOptions { Network = network, Timeout = TimeSpan.FromMilliseconds(2) };
        var brief = new ConnectOptions { Network = network, Timeout = TimeSpan.FromMilliseconds(5) };
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        for (int i = 0; i < Rounds.Of(200); i++)
        {
            // Canceled at the end of each round, when the connect has nothing to do with it any more.
            using var source = new CancellationTokenSource();
            switch (random.Next(7))
            {
                case 0:
                    Connected(await ClientSocket.ConnectAsync(listener.LocalEndpoint, patient, source.Token)).Abort();
                    (await listener.AcceptAsync(CancellationToken.None)).Abort();
                    break;
                case 1:
                    Assert.IsType<ConnectResult.Refused>(await ClientSocket.ConnectAsync(refusing, patient, source.Token));
                    break;
                case 2:
                    Assert.IsType<ConnectResult.TimedOut>(await ClientSocket.ConnectAsync(silent, hasty, source.Token));
                    break;
                case 3:
                    await EndByTokenAsync(silent, patient, source, source.Cancel);
                    break;
                case 4:
                    await EndByTokenAsync(silent, patient, source, () => source.CancelAfter(1));
                    break;
                case 5:
                    await WaitForRoomAsync(patient, source, isCanceled: random.Next(2) == 0);
                    break;
                default:
                    await WaitForRoomAsync(brief, source, isCanceled: false);
                    break;
            }

            await source.CancelAsync();
        }
    }

    private static async Task EndByTokenAsync(
        Endpoint silent, ConnectOptions options, CancellationTokenSource source, Action cancel)
    {
        Task<ConnectResult> waiting = ClientSocket.ConnectAsync(silent, options, source.Token).AsTask();
        cancel();
        OperationCanceledException canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(source.Token, canceled.CancellationToken);
    }

    /// <summary>A local queue of backlog 0 holds one; the second connect waits until the first one is accepted.</summary>
    private static async Task WaitForRoomAsync(ConnectOptions options, CancellationTokenSource source, bool isCanceled)
    {
        // A new one each time: a connect that is canceled when it has just connected stays in the queue.
        await using ListeningSocket narrow =
            ServerSocket.Create().Bind(Endpoint.Abstract($"socketbasics-{Guid.NewGuid():N}")).Listen(0);
        using Connection first = (await ClientSocket.ConnectAsync(narrow.LocalEndpoint)).GetConnectionOrThrow();
        Task<ConnectResult> waiting = ClientSocket.ConnectAsync(narrow.LocalEndpoint, options, source.Token).AsTask();
        Assert.True(!waiting.IsCompleted || IsBrief(options));
        Task canceling = isCanceled ? Task.Run(source.Cancel) : Task.CompletedTask;
        (await narrow.AcceptAsync(CancellationToken.None)).Dispose();
        try
        {
            ConnectResult result = await waiting;

            // The short time may be over before there is room; mostly it is not.
            if (IsBrief(options) && result is ConnectResult.TimedOut)
                return;
            using Connection second = Connected(result);
            (await narrow.AcceptAsync(CancellationToken.None)).Dispose();
        }
        catch (OperationCanceledException) when (isCanceled)
        {
        }

        await canceling;
    }

    private static bool IsBrief(ConnectOptions options) => options.Timeout < TimeSpan.FromSeconds(1);

    private static Connection Connected(ConnectResult result) =>
        Assert.IsType<ConnectResult.Connected>(result).Connection;
}
