using System.Net;
using System.Net.Sockets;
using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Racing;

/// <summary>What the result of a race keeps: every lookup and every attempt, with exact times.</summary>
public sealed class RaceReportTests
{
    [Fact]
    public async Task A_success_keeps_all_attempts_in_order_with_their_times()
    {
        var network = new StagedNetwork();
        Task<ConnectResult> connecting = network.ConnectAsync();
        network.Clock.Advance(20);
        network.AnswerV4("192.0.2.1", "192.0.2.2");
        await network.Clock.SetAsync(50);
        network.Clock.Advance(13);
        network.AnswerV6("2001:db8::1", "2001:db8::2");
        StagedAttempt first = await network.AttemptAsync(0);
        StagedAttempt second = await network.NextAttemptAsync();
        await network.Clock.SetAsync(250, times: 2);
        network.Clock.Advance(7);
        first.Fail(SocketError.NetworkUnreachable);
        StagedAttempt third = await network.AttemptAsync(2);
        await network.Clock.SetAsync(250, times: 3);
        network.Clock.Advance(30);
        third.Connect();

        ConnectResult result = await connecting.OrHang();

        Assert.Equal(TimeSpan.FromMilliseconds(320), result.Elapsed);
        EstablishmentReport report = result.Report;
        Assert.Equal("server.example:80", report.Target);
        Assert.Equal(result.Elapsed, report.Elapsed);
        Assert.Equal(
            [
                (first.Remote, 33, 257, AttemptOutcome.Unreachable),
                (second.Remote, 283, 37, AttemptOutcome.Abandoned),
                (third.Remote, 290, 30, AttemptOutcome.Connected),
            ],
            report.Attempts.Select(static attempt => (
                attempt.RemoteEndpoint,
                attempt.Start.TotalMilliseconds,
                attempt.Duration.TotalMilliseconds,
                attempt.Outcome)));
        Assert.Equal(
            [(AddressFamily.InterNetworkV6, 33.0), (AddressFamily.InterNetwork, 20.0)],
            report.Lookups.Select(static lookup => (lookup.Family, lookup.Duration!.Value.TotalMilliseconds)));
        Assert.Equal(
            [IPAddress.Parse("2001:db8::1"), IPAddress.Parse("2001:db8::2")], report.Lookups[0].Addresses);
        Assert.All(report.Lookups, static lookup => Assert.Equal("server.example", lookup.Name));
        result.GetConnectionOrThrow().Dispose();
    }

    [Fact]
    public async Task A_failure_keeps_all_attempts_and_lookups()
    {
        var network = new StagedNetwork();
        Task<ConnectResult> connecting = network.ConnectAsync();
        network.FailV6(SocketError.TryAgain);
        network.AnswerV4("192.0.2.1", "192.0.2.2", "192.0.2.3");
        (await network.AttemptAsync(0)).Fail(SocketError.NetworkUnreachable);
        (await network.AttemptAsync(1)).Refuse();
        StagedAttempt third = await network.AttemptAsync(2);
        network.Clock.Advance(5);
        third.Fail(SocketError.TooManyOpenSockets);

        ConnectResult result = await connecting.OrHang();

        Assert.Equal(network.Attempts[1].Remote, Assert.IsType<ConnectResult.Refused>(result).RemoteEndpoint);
        Assert.Equal(
            [AttemptOutcome.Unreachable, AttemptOutcome.Refused, AttemptOutcome.Failed],
            result.Report.Attempts.Select(static attempt => attempt.Outcome));
        Assert.Equal(network.Attempts.Select(static attempt => attempt.Remote), result.Report.Attempts.Select(
            static attempt => attempt.RemoteEndpoint));
        Assert.Equal([0, 0, 5], result.Report.Attempts.Select(static attempt => attempt.Duration.TotalMilliseconds));
        Assert.Equal([SocketError.TryAgain, null], result.Report.Lookups.Select(static lookup => lookup.Error));
        Assert.Empty(result.Report.Lookups[0].Addresses);
    }

    [Fact]
    public async Task A_lookup_without_an_answer_has_neither_time_nor_error_and_one_without_addresses_has_NoData()
    {
        var network = new StagedNetwork();
        Task<ConnectResult> connecting = network.ConnectAsync();
        network.AnswerV6("2001:db8::1");
        (await network.AttemptAsync(0)).Connect();
        ConnectResult result = await connecting.OrHang();

        Assert.Equal(TimeSpan.Zero, result.Report.Lookups[0].Duration);
        Assert.Null(result.Report.Lookups[1].Duration);
        Assert.Null(result.Report.Lookups[1].Error);
        result.GetConnectionOrThrow().Dispose();

        var other = new StagedNetwork();
        Task<ConnectResult> nowhere = other.ConnectAsync();
        other.AnswerV6();
        other.AnswerV4();

        Assert.All((await nowhere.OrHang()).Report.Lookups, static lookup => Assert.Equal(SocketError.NoData, lookup.Error));
    }
}
