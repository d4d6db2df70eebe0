using System.Net.Sockets;
using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Racing;

/// <summary>What becomes of the attempts that lose: they are closed before anybody hears of the winner.</summary>
public sealed class LoserTests
{
    // Seen to fail with: attempts not waited for in EndAttemptsAsync.
    [Fact]
    public async Task The_result_waits_until_every_loser_is_closed()
    {
        var network = new StagedNetwork { OnCancel = static _ => { } };
        (Task<ConnectResult> connecting, StagedAttempt[] attempts) = await BeginAsync(network, 3);

        attempts[1].Connect();
        await attempts[0].Canceled.OrHang();
        await attempts[2].Canceled.OrHang();
        await StagedNetwork.StaysOpenAsync(connecting);
        attempts[0].Close();
        await StagedNetwork.StaysOpenAsync(connecting);
        attempts[2].Close();
        ConnectResult result = await connecting.OrHang();

        Assert.Equal(attempts[1].Remote, Assert.IsType<ConnectResult.Connected>(result).RemoteEndpoint);
        Assert.True(attempts[1].Connection!.IsOpen);
        Assert.Equal(
            [AttemptOutcome.Abandoned, AttemptOutcome.Connected, AttemptOutcome.Abandoned],
            result.Report.Attempts.Select(static attempt => attempt.Outcome));
    }

    // Seen to fail with: losers not aborted in EndAttemptsAsync.
    [Fact]
    public async Task A_loser_that_connects_when_it_is_told_to_end_is_reset_once()
    {
        var network = new StagedNetwork { OnCancel = static attempt => attempt.Connect() };
        (Task<ConnectResult> connecting, StagedAttempt[] attempts) = await BeginAsync(network, 3);

        attempts[2].Connect();
        ConnectResult result = await connecting.OrHang();

        Assert.Equal(attempts[2].Remote, Assert.IsType<ConnectResult.Connected>(result).RemoteEndpoint);
        Assert.True(attempts[2].Connection!.IsOpen);
        Assert.Equal([1, 1, 0], attempts.Select(static attempt => attempt.Connection!.Aborts));
        Assert.Equal(
            [AttemptOutcome.Abandoned, AttemptOutcome.Abandoned, AttemptOutcome.Connected],
            result.Report.Attempts.Select(static attempt => attempt.Outcome));
    }

    [Fact]
    public async Task Of_attempts_that_connect_together_one_wins_and_the_others_are_reset_once()
    {
        var network = new StagedNetwork();
        (Task<ConnectResult> connecting, StagedAttempt[] attempts) = await BeginAsync(network, 3);

        await Together(attempts, static attempt => attempt.Connect());
        ConnectResult result = await connecting.OrHang();

        var connected = Assert.IsType<ConnectResult.Connected>(result);
        foreach (StagedAttempt attempt in attempts)
        {
            bool hasWon = attempt.Remote == connected.RemoteEndpoint;
            Assert.Equal(hasWon, attempt.Connection is { IsOpen: true });
            Assert.InRange(attempt.Connection?.Aborts ?? 1, hasWon ? 0 : 1, hasWon ? 0 : 1);
        }

        Assert.Single(result.Report.Attempts, static attempt => attempt.Outcome == AttemptOutcome.Connected);
    }

    [Fact]
    public async Task A_loser_that_is_answered_when_it_is_told_to_end_is_reported_as_answered()
    {
        var network = new StagedNetwork { OnCancel = static attempt => attempt.Refuse() };
        (Task<ConnectResult> connecting, StagedAttempt[] attempts) = await BeginAsync(network, 2);

        attempts[1].Connect();
        ConnectResult result = await connecting.OrHang();

        Assert.Equal(
            [AttemptOutcome.Refused, AttemptOutcome.Connected],
            result.Report.Attempts.Select(static attempt => attempt.Outcome));
    }

    // Seen to fail with: the exception of a loser read only for the report, beside an open connection.
    [Fact]
    public async Task A_loser_that_breaks_the_contract_takes_the_connection_with_it()
    {
        var network = new StagedNetwork { OnCancel = static attempt => attempt.Break(new InvalidTimeZoneException()) };
        (Task<ConnectResult> connecting, StagedAttempt[] attempts) = await BeginAsync(network, 2);

        attempts[1].Connect();
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => connecting.OrHang());

        Assert.Equal(1, attempts[1].Connection!.Aborts);
    }

    // Seen to fail with: the winner kept although reading the next attempt threw.
    [Fact]
    public async Task An_attempt_that_breaks_the_contract_ends_the_race_and_leaves_nothing_open()
    {
        for (int i = 0; i < 50; i++)
        {
            var network = new StagedNetwork();
            (Task<ConnectResult> connecting, StagedAttempt[] attempts) = await BeginAsync(network, 3);

            Task together = Together(attempts, attempt =>
            {
                if (attempt == attempts[1])
                    attempt.Break(new InvalidTimeZoneException());
                else
                    attempt.Connect();
            });
            Exception? exception = await Record.ExceptionAsync(() => connecting.OrHang());
            await together;

            if (exception is null)
            {
                // The connection was there before, and the attempt ended by its token.
                ConnectResult result = await connecting;
                Assert.Single(attempts, static attempt => attempt.Connection is { IsOpen: true });
                result.GetConnectionOrThrow().Dispose();
                continue;
            }

            Assert.IsType<InvalidTimeZoneException>(exception);
            Assert.All(attempts, static attempt => Assert.True(attempt.HasEnded));
            Assert.All(attempts, static attempt => Assert.Equal(1, attempt.Connection?.Aborts ?? 1));
        }
    }

    [Fact]
    public async Task A_network_that_throws_at_once_ends_the_race_after_the_attempts_before_it()
    {
        int begun = 0;
        var network = new StagedNetwork
        {
            OnBegin = _ =>
            {
                if (++begun == 2)
                    throw new InvalidTimeZoneException();
            },
            OnCancel = static _ => { },
        };
        Task<ConnectResult> connecting = network.ConnectAsync();
        network.AnswerV4();
        network.AnswerV6("2001:db8::1", "2001:db8::2");
        StagedAttempt first = await network.AttemptAsync(0);
        await network.NextAttemptAsync();

        await first.Canceled.OrHang();
        await StagedNetwork.StaysOpenAsync(connecting);
        first.Close();

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => connecting.OrHang());
    }

    private static async Task<(Task<ConnectResult> Connecting, StagedAttempt[] Attempts)> BeginAsync(
        StagedNetwork network, int attempts)
    {
        Task<ConnectResult> connecting = network.ConnectAsync();
        network.FailV4(SocketError.NoData);
        network.AnswerV6([.. Enumerable.Range(1, attempts + 1).Select(static i => $"2001:db8::{i}")]);
        await network.AttemptAsync(0);
        for (int i = 1; i < attempts; i++)
            await network.NextAttemptAsync();
        return (connecting, [.. network.Attempts]);
    }

    private static async Task Together(StagedAttempt[] attempts, Action<StagedAttempt> action)
    {
        using var barrier = new Barrier(attempts.Length);
        await Task.WhenAll(attempts.Select(attempt => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait(TimeSpan.FromSeconds(30));
                action(attempt);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
    }
}
