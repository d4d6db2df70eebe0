using System.Buffers;
using System.Diagnostics;
using SocketBasics.Networks;
using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Networks.Epoll;

/// <summary>On which thread the code goes on that waits for an operation, and what it leaves there.</summary>
public sealed class ContinuationTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Seen to fail with: an operation that waits for its socket as soon as it is begun, on a poller as well; one that other
    // pollers take over from code that runs.
    [Fact]
    public async Task What_code_on_a_poller_begins_is_not_over_before_that_code_has_returned()
    {
        using Pair first = await Pair.OpenAsync();
        using Pair second = await Pair.OpenAsync();
        using Pair third = await Pair.OpenAsync();
        int tooEarly = 0;
        for (int round = 0; round < 200; round++)
        {
            await MakeAnotherPollerAsync(third);

            // Long enough for the watch to see that this one is stuck, and too short to be given up.
            var isOver = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            ValueTask<NetworkResult<int>> other = default;
            OnEnd(first.Server.ReceiveAsync(new byte[1], Stop), () =>
            {
                long begun = Stopwatch.GetTimestamp();
                other = second.Server.ReceiveAsync(new byte[1], Stop);
                second.SendByte();
                while (!other.IsCompleted && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromMilliseconds(5))
                    Thread.SpinWait(10);
                isOver.SetResult(other.IsCompleted);
            });
            first.SendByte();

            tooEarly += await isOver.Task.OrHang() ? 1 : 0;
            Assert.Equal(1, await ValueAsync(other).OrHang());
        }

        // A thread that has lost its processor for long may be given up.
        Assert.InRange(tooEarly, 0, 10);
    }

    // Seen to fail with: what a poller has before it that nobody takes over.
    [Fact]
    public async Task What_code_on_a_poller_begins_and_waits_for_without_returning_ends_all_the_same()
    {
        using Pair first = await Pair.OpenAsync();
        using Pair second = await Pair.OpenAsync();
        for (int round = 0; round < 20; round++)
        {
            var received = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
            OnEnd(first.Server.ReceiveAsync(new byte[1], Stop), () =>
            {
                Task<int> other = ValueAsync(second.Server.ReceiveAsync(new byte[1], Stop));
                second.SendByte();
                received.SetResult(other.GetAwaiter().GetResult());
            });
            first.SendByte();

            Assert.Equal(1, await received.Task.OrHang());
        }
    }

    // Seen to fail with: a wait that begins without asking whether it was canceled before.
    [Fact]
    public async Task What_code_on_a_poller_begins_and_cancels_before_it_returns_is_canceled()
    {
        using Pair first = await Pair.OpenAsync();
        using Pair second = await Pair.OpenAsync();
        for (int round = 0; round < 20; round++)
        {
            var begun = new TaskCompletionSource<Task<NetworkResult<int>>>(
                TaskCreationOptions.RunContinuationsAsynchronously);
            OnEnd(first.Server.ReceiveAsync(new byte[1], Stop), () =>
            {
                using var cancel = new CancellationTokenSource();
                Task<NetworkResult<int>> other = second.Server.ReceiveAsync(new byte[1], cancel.Token).AsTask();
                cancel.Cancel();
                begun.SetResult(other);
            });
            first.SendByte();

            NetworkResult<int> result = await (await begun.Task.OrHang()).OrHang();
            Assert.Equal(NetworkError.Aborted, result.Error);
        }
    }

    [Fact]
    public async Task Another_thread_that_awaits_what_is_over_already_leaves_it_to_the_ThreadPool()
    {
        using Pair pair = await Pair.OpenAsync();
        ValueTask<NetworkResult<int>> waiting = pair.Server.ReceiveAsync(new byte[1], Stop);
        pair.SendByte();
        Assert.True(SpinWait.SpinUntil(() => waiting.IsCompleted, TimeSpan.FromSeconds(30)));

        var isPoolThread = new TaskCompletionSource<bool>();
        OnEnd(waiting, () => isPoolThread.SetResult(Thread.CurrentThread.IsThreadPoolThread));

        Assert.True(await isPoolThread.Task.OrHang());
    }

    [Fact]
    public async Task A_result_is_had_once()
    {
        using Pair pair = await Pair.OpenAsync();
        ValueTask<NetworkResult<int>> waiting = pair.Server.ReceiveAsync(new byte[1], Stop);
        pair.SendByte();
        Assert.True(SpinWait.SpinUntil(() => waiting.IsCompleted, TimeSpan.FromSeconds(30)));

        Assert.Equal(1, await ValueAsync(waiting));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ValueAsync(waiting));
    }

    // Seen to fail with: a poller that leaves its thread as the caller's code left it.
    [Fact]
    public async Task What_code_without_a_flowing_context_sets_for_its_thread_is_not_seen_by_the_next()
    {
        var local = new AsyncLocal<string?>();
        for (int round = 0; round < 50; round++)
        {
            using Pair pair = await Pair.OpenAsync();
            Assert.Equal((null, null), await SpoilThreadAsync(pair));
        }

        async Task<(string?, SynchronizationContext?)> SpoilThreadAsync(Pair pair)
        {
            var seen = new TaskCompletionSource<(string?, SynchronizationContext?)>(
                TaskCreationOptions.RunContinuationsAsynchronously);
            OnEnd(pair.Server.ReceiveAsync(new byte[1], Stop), () =>
            {
                (string?, SynchronizationContext?) found = (local.Value, SynchronizationContext.Current);
                local.Value = "left";
                if (!ExecutionContext.IsFlowSuppressed())
                    ExecutionContext.SuppressFlow();
                SynchronizationContext.SetSynchronizationContext(new SynchronizationContext());
                seen.SetResult(found);
            });
            pair.SendByte();
            return await seen.Task.OrHang();
        }
    }

    // Seen to fail with: an exception of TryRun that is not caught (the run then ends without a result).
    [Fact]
    public async Task Memory_that_is_gone_when_the_bytes_come_is_told_to_the_caller_and_nobody_else()
    {
        using Pair pair = await Pair.OpenAsync();
        using var memory = new MemoryThatGoes();
        ValueTask<NetworkResult<int>> waiting = pair.Server.ReceiveAsync(memory.Memory, Stop);
        memory.IsGone = true;
        pair.SendByte();

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await waiting);
        Assert.Equal(1, (await pair.Server.ReceiveAsync(new byte[1], Stop)).Value);
    }

    /// <summary>While one poller is stuck, the network makes another one; both stay a while.</summary>
    private static async Task MakeAnotherPollerAsync(Pair pair)
    {
        using var release = new ManualResetEventSlim();
        var isReleased = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        OnEnd(pair.Server.ReceiveAsync(new byte[1], Stop), () =>
        {
            release.Wait(Stop);
            isReleased.SetResult();
        });
        pair.SendByte();

        ValueTask<NetworkResult<int>> echo = pair.Client.ReceiveAsync(new byte[1], Stop);
        await pair.Server.SendAsync(new byte[1], Stop);
        Assert.Equal(1, await ValueAsync(echo).OrHang());
        release.Set();
        await isReleased.Task.OrHang();
    }

    private static void OnEnd(ValueTask<NetworkResult<int>> operation, Action continuation) =>
        operation.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(continuation);

    private static async Task<int> ValueAsync(ValueTask<NetworkResult<int>> operation) => (await operation).Value;

    private sealed class MemoryThatGoes : MemoryManager<byte>
    {
        private readonly byte[] _bytes = new byte[1];

        public bool IsGone { get; set; }

        public override Span<byte> GetSpan() => IsGone ? throw new InvalidOperationException("gone") : _bytes;

        public override MemoryHandle Pin(int elementIndex = 0) => throw new NotSupportedException();

        public override void Unpin() => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
        }
    }

    private sealed record Pair(NetworkConnection Client, NetworkConnection Server) : IDisposable
    {
        public static async Task<Pair> OpenAsync()
        {
            NetworkListener listener = Network.Epoll!.Bind(Endpoint.Loopback(0), new ServerSocketOptions()).Value;
            using (listener)
            {
                Assert.True(listener.Listen(1).IsNone);
                NetworkAttempt attempt =
                    await Network.Epoll.ConnectAsync(listener.LocalEndpoint, new ConnectOptions(), Stop);
                return new Pair(attempt.Connection!, (await listener.AcceptAsync(Stop)).Value);
            }
        }

        public void SendByte()
        {
            // There is room for it, so it does not wait.
            ValueTask<NetworkResult<int>> sending = Client.SendAsync(new byte[1], Stop);
            Assert.Equal(1, sending.AsTask().GetAwaiter().GetResult().Value);
        }

        public void Dispose()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }
}
