using System.Diagnostics;
using SocketBasics.Tests.Abuse;
using SocketBasics.Tests.Outcomes;

namespace SocketBasics.Tests.Racing;

/// <summary>Patience against a real listener whose queue is full: the kernel drops the SYNs in silence.</summary>
public sealed class KernelPatienceTests
{
    // Seen to fail with: TCP_SYNCNT not set (7 SYNs, after more than two minutes).
    [Fact]
    public async Task The_kernel_gives_up_after_as_many_repetitions_as_the_options_say()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "TCP_SYNCNT is Linux's.");
        await using FullListener full = await FullListener.StartAsync();
        var options = new ConnectOptions { Timeout = Timeout.InfiniteTimeSpan, SynRetries = 1 };

        ConnectResult result = await ClientSocket.ConnectAsync(
            full.Endpoint, options, TestContext.Current.CancellationToken).OrHang();

        Assert.Equal("TimedOut Handshake", OutcomeTableTests.Describe(result));

        // One repetition after a second, and one more where the first four come once a second (tcp_syn_linear_timeouts).
        Assert.InRange(result.SynCount ?? 0, 2, 3);
        Assert.InRange(result.Elapsed, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_time_out_without_SYN_retries_ends_on_time_by_the_librarys_own_timer()
    {
        await using FullListener full = await FullListener.StartAsync();
        long started = Stopwatch.GetTimestamp();

        ConnectResult result = await ClientSocket.ConnectAsync(
            full.Endpoint,
            new ConnectOptions { Timeout = TimeSpan.FromMilliseconds(200) },
            TestContext.Current.CancellationToken).OrHang();

        Assert.Equal("TimedOut Handshake", OutcomeTableTests.Describe(result));
        Assert.Null(result.Errno);
        Assert.InRange(result.Elapsed, TimeSpan.FromMilliseconds(190), Stopwatch.GetElapsedTime(started));
        Assert.True(result.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_time_out_before_the_last_SYN_ends_on_time()
    {
        await using FullListener full = await FullListener.StartAsync();

        ConnectResult result = await ClientSocket.ConnectAsync(
            full.Endpoint,
            new ConnectOptions { Timeout = TimeSpan.FromMilliseconds(200), SynRetries = 127 },
            TestContext.Current.CancellationToken).OrHang();

        Assert.Equal("TimedOut Handshake", OutcomeTableTests.Describe(result));
        Assert.True(result.Elapsed < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task The_time_of_an_attempt_ends_on_time()
    {
        await using FullListener full = await FullListener.StartAsync();

        ConnectResult result = await ClientSocket.ConnectAsync(
            full.Endpoint,
            new ConnectOptions { Timeout = Timeout.InfiniteTimeSpan, AttemptTimeout = TimeSpan.FromMilliseconds(200) },
            TestContext.Current.CancellationToken).OrHang();

        Assert.Equal("TimedOut Handshake", OutcomeTableTests.Describe(result));
        Assert.True(result.Elapsed < TimeSpan.FromSeconds(30));
    }
}
