using System.Net.Sockets;
using SocketBasics.Networks;
using SocketBasics.Tests.Abuse;
using SocketBasics.Tests.Outcomes;

namespace SocketBasics.Tests.Racing;

/// <summary>Both families are asked for at once, and what comes first is used as RFC 8305 section 3 says.</summary>
public sealed class ResolutionTests
{
    private readonly StagedNetwork _network = new();

    [Fact]
    public async Task An_IPv6_answer_that_comes_first_is_used_at_once()
    {
        Task<ConnectResult> connecting = _network.ConnectAsync();
        _network.AnswerV6("2001:db8::1");

        StagedAttempt attempt = await _network.AttemptAsync(0);
        attempt.Connect();
        ConnectResult result = await connecting.OrHang();
        _network.AnswerV4("192.0.2.1");

        Assert.Equal("2001:db8::1", attempt.Address);
        Assert.Equal(TimeSpan.Zero, attempt.Start);
        Connected(result, attempt);
    }

    // Seen to fail with: a resolution delay of 40 ms.
    [Theory]
    [InlineData(50)]
    [InlineData(1)]
    [InlineData(2_000)]
    public async Task An_IPv4_answer_that_comes_first_waits_for_the_resolution_delay(int delay)
    {
        Task<ConnectResult> connecting = _network.ConnectAsync(
            delay == 50 ? null : new ConnectOptions { ResolutionDelay = TimeSpan.FromMilliseconds(delay) });
        _network.AnswerV4("192.0.2.1");
        await _network.Clock.SetAsync(delay);

        _network.Clock.Advance(delay - 1);
        Assert.Empty(_network.Attempts);
        _network.Clock.Advance(1);
        StagedAttempt attempt = await _network.AttemptAsync(0);
        attempt.Connect();
        ConnectResult result = await connecting.OrHang();
        _network.AnswerV6("2001:db8::1");

        Assert.Equal("192.0.2.1", attempt.Address);
        Assert.Equal(TimeSpan.FromMilliseconds(delay), attempt.Start);
        Connected(result, attempt);
    }

    [Fact]
    public async Task Without_a_resolution_delay_the_first_answer_is_used_at_once()
    {
        Task<ConnectResult> connecting = _network.ConnectAsync(new ConnectOptions { ResolutionDelay = TimeSpan.Zero });
        _network.AnswerV4("192.0.2.1");

        StagedAttempt attempt = await _network.AttemptAsync(0);
        attempt.Connect();

        Assert.Equal(TimeSpan.Zero, attempt.Start);
        Connected(await connecting.OrHang(), attempt);
    }

    [Fact]
    public async Task The_resolution_delay_counts_from_the_IPv4_answer()
    {
        Task<ConnectResult> connecting = _network.ConnectAsync();
        _network.Clock.Advance(1_000);
        _network.AnswerV4("192.0.2.1");
        await _network.Clock.SetAsync(50);
        _network.Clock.Advance(50);

        StagedAttempt attempt = await _network.AttemptAsync(0);
        attempt.Connect();

        Assert.Equal(TimeSpan.FromMilliseconds(1_050), attempt.Start);
        Connected(await connecting.OrHang(), attempt);
    }

    [Fact]
    public async Task An_IPv6_answer_within_the_resolution_delay_goes_first()
    {
        Task<ConnectResult> connecting = _network.ConnectAsync();
        _network.AnswerV4("192.0.2.1");
        await _network.Clock.SetAsync(50);
        _network.Clock.Advance(49);
        _network.AnswerV6("2001:db8::1");

        StagedAttempt first = await _network.AttemptAsync(0);
        StagedAttempt second = await _network.NextAttemptAsync();
        first.Connect();

        Assert.Equal(TimeSpan.FromMilliseconds(49), first.Start);
        Assert.Equal(["2001:db8::1", "192.0.2.1"], _network.Addresses);
        Connected(await connecting.OrHang(), first);
        Assert.True(second.HasEnded);
    }

    [Theory]
    [InlineData(SocketError.NoData)]
    [InlineData(SocketError.TryAgain)]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.Success)]
    public async Task Without_IPv6_addresses_the_IPv4_answer_is_used_at_once(SocketError error)
    {
        Task<ConnectResult> connecting = _network.ConnectAsync();
        _network.AnswerV4("192.0.2.1");
        await _network.Clock.SetAsync(50);
        _network.Clock.Advance(10);
        NoIPv6(error);

        StagedAttempt attempt = await _network.AttemptAsync(0);
        attempt.Connect();

        Assert.Equal(TimeSpan.FromMilliseconds(10), attempt.Start);
        Connected(await connecting.OrHang(), attempt);
    }

    [Theory]
    [InlineData(SocketError.NoData)]
    [InlineData(SocketError.TryAgain)]
    [InlineData(SocketError.Success)]
    public async Task An_IPv4_answer_after_the_news_that_there_is_no_IPv6_is_used_at_once(SocketError error)
    {
        Task<ConnectResult> connecting = _network.ConnectAsync();
        NoIPv6(error);
        _network.Clock.Advance(700);
        _network.AnswerV4("192.0.2.1");

        StagedAttempt attempt = await _network.AttemptAsync(0);
        attempt.Connect();

        Assert.Equal(TimeSpan.FromMilliseconds(700), attempt.Start);
        Connected(await connecting.OrHang(), attempt);
    }

    [Theory]
    [InlineData(SocketError.NoData)]
    [InlineData(SocketError.TryAgain)]
    [InlineData(SocketError.Success)]
    public async Task A_missing_IPv4_answer_does_not_touch_IPv6(SocketError error)
    {
        Task<ConnectResult> connecting = _network.ConnectAsync();
        if (error == SocketError.Success)
            _network.AnswerV4();
        else
            _network.FailV4(error);
        _network.AnswerV6("2001:db8::1");

        StagedAttempt attempt = await _network.AttemptAsync(0);
        attempt.Connect();

        Connected(await connecting.OrHang(), attempt);
    }

    [Theory]
    [InlineData(SocketError.HostNotFound, SocketError.HostNotFound, SocketError.HostNotFound)]
    [InlineData(SocketError.NoData, SocketError.NoData, SocketError.NoData)]
    [InlineData(SocketError.NoData, SocketError.HostNotFound, SocketError.HostNotFound)]
    [InlineData(SocketError.TryAgain, SocketError.NoData, SocketError.TryAgain)]
    [InlineData(SocketError.HostNotFound, SocketError.TryAgain, SocketError.TryAgain)]
    [InlineData(SocketError.NoData, SocketError.NoRecovery, SocketError.NoRecovery)]
    [InlineData(SocketError.NoRecovery, SocketError.HostNotFound, SocketError.NoRecovery)]
    [InlineData(SocketError.TryAgain, SocketError.NoRecovery, SocketError.TryAgain)]
    [InlineData(SocketError.Success, SocketError.HostNotFound, SocketError.HostNotFound)]
    [InlineData(SocketError.Success, SocketError.Success, SocketError.NoData)]
    public async Task Of_two_failed_lookups_the_one_that_says_more_is_told(
        SocketError v6, SocketError v4, SocketError expected)
    {
        Task<ConnectResult> connecting = _network.ConnectAsync();
        NoIPv6(v6);
        _network.Clock.Advance(5);
        if (v4 == SocketError.Success)
            _network.AnswerV4();
        else
            _network.FailV4(v4);

        ConnectResult result = await connecting.OrHang();

        Assert.Equal(expected, Assert.IsType<ConnectResult.Failed>(result).Error);
        Assert.Null(result.RemoteEndpoint);
        Assert.Empty(_network.Attempts);
    }

    [Fact]
    public async Task The_errno_of_a_failed_lookup_is_told()
    {
        Task<ConnectResult> connecting = _network.ConnectAsync();
        _network.AnswerV4();
        _network.FailV6(new NetworkError(SocketError.TryAgain, 11));

        ConnectResult result = await connecting.OrHang();

        Assert.Equal(11, result.Errno);
    }

    [Theory]
    [InlineData("192.0.2.9:0")]
    [InlineData("[2001:db8::9]:0")]
    public async Task Only_the_family_of_the_local_endpoint_is_asked_for(string local)
    {
        Task<ConnectResult> connecting = _network.ConnectAsync(
            new ConnectOptions { LocalEndpoint = Endpoint.Parse(local) });
        bool isV4 = local[0] != '[';
        if (isV4)
            _network.AnswerV4("192.0.2.1");
        else
            _network.AnswerV6("2001:db8::1");

        StagedAttempt attempt = await _network.AttemptAsync(0);
        attempt.Refuse();
        ConnectResult result = await connecting.OrHang();

        Assert.Equal(TimeSpan.Zero, attempt.Start);
        Assert.Equal(
            isV4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6,
            Assert.Single(result.Report.Lookups).Family);
    }

    // Seen to fail with: no look for wildcards in AddressQueue.Add.
    [Fact]
    public async Task A_wildcard_is_no_answer()
    {
        Task<ConnectResult> connecting = _network.ConnectAsync();
        _network.AnswerV4("0.0.0.0");
        _network.AnswerV6("::", "::ffff:0.0.0.0");

        ConnectResult result = await connecting.OrHang();

        Assert.Equal(SocketError.NoData, Assert.IsType<ConnectResult.Failed>(result).Error);
        Assert.Empty(_network.Attempts);
    }

    [Fact]
    public async Task An_address_is_tried_once_however_often_and_in_whatever_form_it_is_answered()
    {
        Task<ConnectResult> connecting = _network.ConnectAsync();
        _network.AnswerV4("192.0.2.1", "192.0.2.2", "192.0.2.1");
        await _network.Clock.SetAsync(50);
        _network.AnswerV6("::ffff:192.0.2.1", "2001:db8::1", "2001:db8::1", "2001:DB8:0::1");
        for (int i = 0; i < 3; i++)
            (await _network.AttemptAsync(i)).Refuse();

        ConnectResult result = await connecting.OrHang();

        Assert.Equal("Refused Reset", OutcomeTableTests.Describe(result));
        Assert.Equal(["2001:db8::1", "192.0.2.1", "192.0.2.2"], _network.Addresses);
    }

    [Fact]
    public async Task The_scope_of_a_link_local_address_is_kept()
    {
        Task<ConnectResult> connecting = _network.ConnectAsync();
        _network.AnswerV4();
        _network.AnswerV6("fe80::1%1", "fe80::1%2", "fe80::1%1");
        (await _network.AttemptAsync(0)).Refuse();
        (await _network.AttemptAsync(1)).Refuse();

        await connecting.OrHang();

        Assert.Equal(
            [Endpoint.Parse("[fe80::1%1]:80"), Endpoint.Parse("[fe80::1%2]:80")],
            _network.Attempts.Select(static attempt => attempt.Remote));
    }

    private static void Connected(ConnectResult result, StagedAttempt attempt)
    {
        var connected = Assert.IsType<ConnectResult.Connected>(result);
        Assert.Equal(attempt.Remote, connected.RemoteEndpoint);
        Assert.True(attempt.Connection!.IsOpen);
        connected.Connection.Dispose();
    }

    private void NoIPv6(SocketError error)
    {
        if (error == SocketError.Success)
            _network.AnswerV6();
        else
            _network.FailV6(error);
    }
}
