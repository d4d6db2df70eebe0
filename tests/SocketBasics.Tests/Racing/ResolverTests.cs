using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Racing;

/// <summary>A resolver of the caller's own in place of the network's.</summary>
public sealed class ResolverTests
{
    private readonly StagedNetwork _network = new();
    private readonly ConcurrentQueue<(string Name, AddressFamily Family, CancellationToken Token)> _calls = new();

    [Fact]
    public async Task A_resolver_is_asked_once_for_each_family_IPv6_first_and_its_tokens_are_canceled_at_the_end()
    {
        Task<ConnectResult> connecting = _network.ConnectAsync(Asking(static family => new(Addresses(family))));
        StagedAttempt attempt = await _network.AttemptAsync(0);
        Assert.All(_calls, static call => Assert.False(call.Token.IsCancellationRequested));
        attempt.Connect();
        ConnectResult result = await connecting.OrHang();

        Assert.Equal(
            [("server.example", AddressFamily.InterNetworkV6), ("server.example", AddressFamily.InterNetwork)],
            _calls.Select(static call => (call.Name, call.Family)));
        Assert.All(_calls, static call => Assert.True(call.Token.CanBeCanceled && call.Token.IsCancellationRequested));
        Assert.Equal("2001:db8::1", attempt.Address);
        result.GetConnectionOrThrow().Dispose();
    }

    [Fact]
    public async Task Every_connect_asks_its_resolver_anew()
    {
        var network = new Networks.ScriptedNetwork();
        ConnectOptions options = Asking(static family => new(Addresses(family))) with { Network = network };

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => ClientSocket.ConnectAsync(
            "server.example", 80, options, TestContext.Current.CancellationToken).AsTask())).OrHang();

        Assert.Equal(20, _calls.Count);
        Assert.Empty(network.LookUps);
        Assert.Equal(20, network.Attempts.Count);
    }

    [Theory]
    [InlineData("localhost", 2)]
    [InlineData("server.invalid", 0)]
    [InlineData("192.0.2.1", 1)]
    public async Task Names_that_need_no_query_never_reach_the_resolver(string host, int attempts)
    {
        var network = new Networks.ScriptedNetwork();
        ConnectOptions options = Asking(static family => new(Addresses(family))) with { Network = network };

        Assert.IsNotType<ConnectResult.Connected>(
            await ClientSocket.ConnectAsync(host, 80, options, TestContext.Current.CancellationToken));

        Assert.Empty(_calls);
        Assert.Equal(attempts, network.Attempts.Count);
    }

    [Theory]
    [InlineData(SocketError.HostNotFound)]
    [InlineData(SocketError.TryAgain)]
    [InlineData(SocketError.NoData)]
    [InlineData(SocketError.AccessDenied)]
    public async Task A_SocketException_of_the_resolver_is_Failed_with_its_code(SocketError error)
    {
        ConnectResult result = await _network.ConnectAsync(Asking(_ => throw new SocketException((int)error))).OrHang();

        Assert.Equal(error, Assert.IsType<ConnectResult.Failed>(result).Error);
        Assert.All(result.Report.Lookups, lookup => Assert.Equal(error, lookup.Error));
    }

    [Fact]
    public async Task A_SocketException_for_one_family_leaves_the_other()
    {
        Task<ConnectResult> connecting = _network.ConnectAsync(Asking(static family =>
            family == AddressFamily.InterNetworkV6
                ? throw new SocketException((int)SocketError.TryAgain)
                : new(Addresses(family))));
        StagedAttempt attempt = await _network.AttemptAsync(0);
        attempt.Refuse();
        ConnectResult result = await connecting.OrHang();

        Assert.Equal("192.0.2.1", attempt.Address);
        Assert.Equal([SocketError.TryAgain, null], result.Report.Lookups.Select(static lookup => lookup.Error));
    }

    [Fact]
    public async Task Another_exception_reaches_the_caller_once_the_attempts_are_closed()
    {
        var late = new TaskCompletionSource<IReadOnlyList<IPAddress>>();
        var network = new StagedNetwork { OnCancel = static _ => { } };
        Task<ConnectResult> connecting = network.ConnectAsync(Asking(family =>
            family == AddressFamily.InterNetwork ? new(late.Task) : new(Addresses(family))));
        StagedAttempt attempt = await network.AttemptAsync(0);

        late.SetException(new InvalidTimeZoneException());
        await attempt.Canceled.OrHang();
        await StagedNetwork.StaysOpenAsync(connecting);
        attempt.Connect();

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => connecting.OrHang());
        Assert.Equal(1, attempt.Connection!.Aborts);
    }

    // Seen to fail with: Aborted read as an answer (RaceLookup.TryRead).
    [Fact]
    public async Task A_resolver_that_gives_up_at_the_end_of_the_time_has_not_answered()
    {
        for (int i = 0; i < 20; i++)
        {
            var network = new StagedNetwork();
            Task<ConnectResult> connecting = network.ConnectAsync(new ConnectOptions
            {
                Timeout = TimeSpan.FromSeconds(10),
                Resolver = static async (_, _, token) =>
                {
                    await Task.Delay(Timeout.Infinite, token).ConfigureAwait(false);
                    return [];
                },
            });
            network.Clock.Advance(10_000);
            ConnectResult result = await connecting.OrHang();

            Assert.Equal(ConnectStage.NameLookup, Assert.IsType<ConnectResult.TimedOut>(result).Stage);
            Assert.Equal(TimeSpan.FromSeconds(10), result.Elapsed);
            Assert.All(result.Report.Lookups, static lookup => Assert.Null(lookup.Duration));
            Assert.All(result.Report.Lookups, static lookup => Assert.Null(lookup.Error));
        }
    }

    [Fact]
    public async Task A_resolver_that_ignores_its_token_holds_nobody_up()
    {
        using var cancel = new CancellationTokenSource();
        Task<ConnectResult> connecting = _network.ConnectAsync(
            Asking(static _ => new(new TaskCompletionSource<IReadOnlyList<IPAddress>>().Task)), cancel.Token);
        await cancel.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.OrHang());
        Assert.Equal(cancel.Token, exception.CancellationToken);
    }

    // Seen to fail with: the resolver's own list taken into the report.
    [Fact]
    public async Task What_the_resolver_does_with_its_list_later_does_not_change_the_report()
    {
        var list = new List<IPAddress> { IPAddress.Parse("2001:db8::1") };
        Task<ConnectResult> connecting = _network.ConnectAsync(
            Asking(family => new(family == AddressFamily.InterNetworkV6 ? list : Addresses(family))));
        (await _network.AttemptAsync(0)).Connect();
        ConnectResult result = await connecting.OrHang();
        list.Clear();

        Assert.Equal([IPAddress.Parse("2001:db8::1")], result.Report.Lookups[0].Addresses);
        result.GetConnectionOrThrow().Dispose();
    }

    private static IReadOnlyList<IPAddress> Addresses(AddressFamily family) =>
        [IPAddress.Parse(family == AddressFamily.InterNetwork ? "192.0.2.1" : "2001:db8::1")];

    private ConnectOptions Asking(Func<AddressFamily, ValueTask<IReadOnlyList<IPAddress>>> answer) => new()
    {
        Timeout = TimeSpan.FromMinutes(30),
        Resolver = (name, family, token) =>
        {
            _calls.Enqueue((name, family, token));
            return answer(family);
        },
    };
}
