using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using SocketBasics.Networks;

namespace SocketBasics.Tests.Allocation;

/// <summary>
/// A connect makes what it returns, the result with its connection, and what the network needs for the connection:
/// nothing of the way there. The bounds are what was measured, and a little for other versions of the runtime.
/// </summary>
[Collection(RunsAlone.Name)]
public sealed class ConnectAllocationTests
{
    private const int WarmUp = 1000;
    private const int Rounds = 1000;

    // Seen to fail with: a Deadline that is not pooled (80 bytes more), one that is linked to the caller's token before the
    // connect has to wait (144), and an AttemptReport that is made at once (312).
    [Theory]
    [InlineData("portable", false, 800)]
    [InlineData("portable", true, 800)]
    [InlineData("epoll", false, 360)]
    [InlineData("epoll", true, 360)]
    public async Task A_connect_makes_the_result_and_its_connection(string network, bool withToken, int bound)
    {
        using ListeningSocket listener = Listen(network);
        await StayWithinAsync(bound, network, withToken, listener.LocalEndpoint, async result =>
        {
            Assert.IsType<ConnectResult.Connected>(result).Connection.Abort();
            (await listener.AcceptAsync()).Abort();
        });
    }

    // Seen to fail with the same.
    [Theory]
    [InlineData("portable", false, 640)]
    [InlineData("portable", true, 640)]
    [InlineData("epoll", false, 180)]
    [InlineData("epoll", true, 180)]
    public async Task A_refused_connect_makes_the_result(string network, bool withToken, int bound)
    {
        // Bound, so that nobody else listens there; it does not listen either.
        using var bounded = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bounded.Bind(Endpoint.Loopback(0).ToIPEndPoint());
        Endpoint closed = Endpoint.FromIPEndPoint((IPEndPoint)bounded.LocalEndPoint!);
        await StayWithinAsync(bound, network, withToken, closed, static result =>
        {
            Assert.IsType<ConnectResult.Refused>(result);
            return Task.CompletedTask;
        });
    }

    [Theory]
    [InlineData("portable", 640)]
    [InlineData("epoll", 160)]
    public async Task An_accept_makes_the_connection(string network, int bound)
    {
        using ListeningSocket listener = Listen(network);
        var options = new ConnectOptions { Network = Of(network) };
        await StayWithinAsync(bound, async () =>
        {
            using Connection client = (await ClientSocket.ConnectAsync(listener.LocalEndpoint, options)).GetConnectionOrThrow();
            long before = GC.GetAllocatedBytesForCurrentThread();
            ValueTask<Connection> accepting = listener.AcceptAsync();
            long? allocated = Since(before, accepting.IsCompleted);
            (await accepting).Abort();
            return allocated;
        });
    }

    // Seen to fail with: ListeningSocket.AcceptCoreAsync without its pooling builder (216 bytes more).
    [Theory]
    [InlineData("portable", 1600)]
    [InlineData("epoll", 520)]
    public async Task An_accept_that_waits_makes_nothing_more(string network, int boundWithConnect)
    {
        using ListeningSocket listener = Listen(network);
        var options = new ConnectOptions { Network = Of(network) };
        await AcceptAsync(WarmUp);
        long least = long.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            // It continues on another thread: counted for the whole process.
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await AcceptAsync(Rounds);
            least = Math.Min(least, (GC.GetTotalAllocatedBytes(precise: true) - before) / Rounds);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{least} bytes");
        Assert.InRange(least, 1, boundWithConnect);

        async Task AcceptAsync(int rounds)
        {
            for (int i = 0; i < rounds; i++)
            {
                ValueTask<Connection> accepting = listener.AcceptAsync();
                ConnectResult result = await ClientSocket.ConnectAsync(listener.LocalEndpoint, options);
                (await accepting).Abort();
                result.GetConnectionOrThrow().Abort();
            }
        }
    }

    private static Task StayWithinAsync(
        int bound, string network, bool withToken, Endpoint remote, Func<ConnectResult, Task> end)
    {
        var options = new ConnectOptions { Network = Of(network) };
        return StayWithinAsync(bound, async () =>
        {
            using var source = new CancellationTokenSource();
            CancellationToken token = withToken ? source.Token : CancellationToken.None;
            long before = GC.GetAllocatedBytesForCurrentThread();
            ValueTask<ConnectResult> connecting = ClientSocket.ConnectAsync(remote, options, token);
            long? allocated = Since(before, connecting.IsCompleted);
            await end(await connecting);
            return allocated;
        });
    }

    /// <summary>The kernel answers at once on this machine, but for a moment now and then; then nothing is counted.</summary>
    private static long? Since(long before, bool isCompleted) =>
        isCompleted ? GC.GetAllocatedBytesForCurrentThread() - before : null;

    private static async Task StayWithinAsync(int bound, Func<Task<long?>> call)
    {
        for (int i = 0; i < WarmUp; i++)
            await call();

        // The median: a pool of the runtime now and then misses its object, and others allocate beside it.
        var allocated = new List<long>(Rounds);
        for (int i = 0; i < Rounds; i++)
        {
            if (await call() is { } bytes)
                allocated.Add(bytes);
        }

        Assert.InRange(allocated.Count, Rounds / 2, Rounds);
        allocated.Sort();
        long median = allocated[allocated.Count / 2];
        TestContext.Current.TestOutputHelper?.WriteLine($"{median} bytes");
        Assert.InRange(median, 1, bound);
    }

    private static ListeningSocket Listen(string network) =>
        ServerSocket.Create(new ServerSocketOptions { Network = Of(network) }).Bind(Endpoint.Loopback(0)).Listen();

    private static Network Of(string network)
    {
        if (typeof(Connection).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
            Assert.Skip("Without optimization the compiler makes an object of every async call: run with -c Release.");
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere a connect to this machine is not decided at once.");
        return network == "epoll" ? Network.Epoll! : Network.Portable;
    }
}
