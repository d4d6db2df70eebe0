using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Racing;

/// <summary>The caller's cancellation in each phase of a race: nothing is left when it is told.</summary>
public sealed class RaceCancellationTests
{
    [Theory]
    [InlineData("lookups")]
    [InlineData("resolution delay")]
    [InlineData("attempts")]
    [InlineData("late lookup")]
    public async Task A_cancellation_is_an_exception_once_all_attempts_are_closed(string phase)
    {
        using var cancel = new CancellationTokenSource();
        var network = new StagedNetwork { OnCancel = static _ => { } };
        Task<ConnectResult> connecting = network.ConnectAsync(cancellationToken: cancel.Token);
        if (phase == "resolution delay")
        {
            network.AnswerV4("192.0.2.1");
            await network.Clock.SetAsync(50);
        }
        else if (phase != "lookups")
        {
            network.AnswerV6("2001:db8::1", "2001:db8::2");
            await network.AttemptAsync(0);
            await network.NextAttemptAsync();
        }

        if (phase == "late lookup")
        {
            foreach (StagedAttempt attempt in network.Attempts)
                attempt.Refuse();
        }

        await cancel.CancelAsync();
        if (phase == "attempts")
        {
            foreach (StagedAttempt attempt in network.Attempts)
            {
                await attempt.Canceled.OrHang();
                await StagedNetwork.StaysOpenAsync(connecting);
                attempt.Close();
            }
        }

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.OrHang());
        Assert.Equal(cancel.Token, exception.CancellationToken);
        Assert.All(network.Attempts, static attempt => Assert.True(attempt.HasEnded));
    }

    // Seen to fail with: the connection of the winner kept when the caller cancels while the losers are closed.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_cancellation_while_the_losers_are_closed_resets_the_connection(bool isLoserAnswered)
    {
        using var cancel = new CancellationTokenSource();
        var network = new StagedNetwork { OnCancel = static _ => { } };
        Task<ConnectResult> connecting = network.ConnectAsync(cancellationToken: cancel.Token);
        network.AnswerV6("2001:db8::1", "2001:db8::2");
        await network.AttemptAsync(0);
        StagedAttempt second = await network.NextAttemptAsync();
        second.Connect();
        await network.Attempts[0].Canceled.OrHang();
        await cancel.CancelAsync();
        if (isLoserAnswered)
            network.Attempts[0].Refuse();
        else
            network.Attempts[0].Close();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.OrHang());
        Assert.Equal(cancel.Token, exception.CancellationToken);
        Assert.Equal(1, second.Connection!.Aborts);
    }

    [Fact]
    public async Task A_cancellation_that_meets_connections_resets_them_once()
    {
        for (int i = 0; i < 50; i++)
        {
            using var cancel = new CancellationTokenSource();
            var network = new StagedNetwork { OnCancel = static attempt => attempt.Connect() };
            Task<ConnectResult> connecting = network.ConnectAsync(cancellationToken: cancel.Token);
            network.AnswerV6("2001:db8::1", "2001:db8::2");
            await network.AttemptAsync(0);
            await network.NextAttemptAsync();
            await cancel.CancelAsync();

            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.OrHang());
            Assert.Equal([1, 1], network.Attempts.Select(static attempt => attempt.Connection!.Aborts));
        }
    }

    // Seen to fail with: no ForceYielding in RunAsync; one in EndAttemptsAsync instead (one run in a thousand).
    [Fact]
    public async Task The_code_behind_the_connect_does_not_run_inside_the_call_of_Cancel()
    {
        using var cancel = new CancellationTokenSource();
        var network = new StagedNetwork();
        bool isCanceling = false;
        int canceling = 0;
        var ended = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<ConnectResult> connecting = network.ConnectAsync(cancellationToken: cancel.Token);
        _ = connecting.ContinueWith(
            _ => ended.SetResult(isCanceling && Environment.CurrentManagedThreadId == canceling),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        network.AnswerV6("2001:db8::1");
        await network.AttemptAsync(0);
        await network.Clock.SetAsync(250);

        var thread = new Thread(() =>
        {
            (isCanceling, canceling) = (true, Environment.CurrentManagedThreadId);
            cancel.Cancel();
            isCanceling = false;
        });
        thread.Start();

        Assert.False(await ended.Task.OrHang());
    }
}
