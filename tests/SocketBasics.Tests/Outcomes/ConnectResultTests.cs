using System.Net;
using System.Net.Sockets;
using SocketBasics.Networks;
using SocketBasics.Tests.Networks;

namespace SocketBasics.Tests.Outcomes;

public sealed class ConnectResultTests
{
    private static readonly IcmpMessage FromRouter = new(IPAddress.Parse("10.77.1.1"), 3, 13);

    public static TheoryData<string, string> Lines => new()
    {
        { "connected", @"^10\.77\.2\.2:80: connected from 127\.0\.0\.1:40000, after [0-9.]+ m?s$" },
        { "silent", @"^10\.77\.2\.2:80: timed out: no answer to 3 SYNs, after [0-9.]+ m?s$" },
        { "silent once", @"^10\.77\.2\.2:80: timed out: no answer to 1 SYN, after [0-9.]+ m?s$" },
        { "reset", @"^10\.77\.2\.2:80: refused by a reset, after [0-9.]+ m?s$" },
        { "rejected", @"^10\.77\.2\.2:80: refused by ICMP 3/3 from 10\.77\.1\.1: port unreachable, after [0-9.]+ m?s$" },
        {
            "prohibited",
            @"^10\.77\.2\.2:80: unreachable, administratively prohibited, said by ICMP 3/13 from 10\.77\.1\.1, after [0-9.]+ m?s$"
        },
        { "no route", @"^10\.77\.2\.2:80: unreachable, this machine has no route, after [0-9.]+ m?s$" },
        { "aborted", @"^10\.77\.2\.2:80: failed: this machine aborted the connection, after [0-9.]+ m?s$" },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task ToString_is_one_line_of_target_outcome_cause_sender_and_time(string script, string expected)
    {
        ConnectResult result = await ConnectAsync(script);

        Assert.Matches(expected, result.ToString());
    }

    [Fact]
    public async Task Every_outcome_matches_exactly_one_of_the_five_cases()
    {
        foreach ((string script, string expected) in ((string, string)[])[
            ("connected", "1"), ("silent", "2"), ("reset", "3"), ("rejected", "3"), ("no route", "4"), ("aborted", "5")])
        {
            ConnectResult result = await ConnectAsync(script);

            string bySwitch = result switch
            {
                ConnectResult.Connected => "1",
                ConnectResult.TimedOut => "2",
                ConnectResult.Refused => "3",
                ConnectResult.Unreachable => "4",
                ConnectResult.Failed => "5",
                _ => "none",
            };
            string byMatch = result.Match(_ => "1", _ => "2", _ => "3", _ => "4", _ => "5");

            Assert.Equal(expected, bySwitch);
            Assert.Equal(expected, byMatch);
        }
    }

    [Fact]
    public async Task Match_needs_a_function_for_every_case()
    {
        ConnectResult result = await ConnectAsync("reset");

        Assert.Throws<ArgumentNullException>("connected", () => result.Match(null!, _ => 2, _ => 3, _ => 4, _ => 5));
        Assert.Throws<ArgumentNullException>("timedOut", () => result.Match(_ => 1, null!, _ => 3, _ => 4, _ => 5));
        Assert.Throws<ArgumentNullException>("refused", () => result.Match(_ => 1, _ => 2, null!, _ => 4, _ => 5));
        Assert.Throws<ArgumentNullException>("unreachable", () => result.Match(_ => 1, _ => 2, _ => 3, null!, _ => 5));
        Assert.Throws<ArgumentNullException>("failed", () => result.Match(_ => 1, _ => 2, _ => 3, _ => 4, null!));
    }

    [Fact]
    public async Task Every_case_can_be_taken_apart()
    {
        Assert.True(await ConnectAsync("connected") is ConnectResult.Connected(var connection)
            && connection.RemoteEndpoint == Endpoint.Loopback(7));
        Assert.True(await ConnectAsync("silent") is ConnectResult.TimedOut(var elapsed, 3) && elapsed >= TimeSpan.Zero);
        Assert.True(await ConnectAsync("reset") is ConnectResult.Refused(RefusedCause.Reset));
        Assert.True(await ConnectAsync("prohibited") is ConnectResult.Unreachable(
            UnreachableReason.Prohibited, { } reportedBy) && reportedBy.Equals(FromRouter.Sender));
        Assert.True(await ConnectAsync("aborted") is ConnectResult.Failed(
            SocketError.ConnectionAborted, "connect 10.77.2.2:80: this machine aborted the connection; " +
            "an administrator or a time-out ended it; connect anew"));
    }

    [Fact]
    public async Task TryGetConnection_gives_the_connection_of_Connected_alone()
    {
        ConnectResult connected = await ConnectAsync("connected");
        ConnectResult refused = await ConnectAsync("reset");

        Assert.True(connected.TryGetConnection(out Connection? connection));
        Assert.Same(connection, connected.GetConnectionOrThrow());
        Assert.False(refused.TryGetConnection(out connection));
        Assert.Null(connection);
    }

    [Theory]
    [InlineData("silent", SocketError.TimedOut, "the host is down, a firewall drops")]
    [InlineData("reset", SocketError.ConnectionRefused, "start the server")]
    [InlineData("rejected", SocketError.ConnectionRefused, "a firewall rejects TCP in this way")]
    [InlineData("prohibited", SocketError.HostUnreachable, "a router or firewall on the way forbids it")]
    [InlineData("no route", SocketError.NetworkUnreachable, "add a route")]
    [InlineData("blackhole", SocketError.InvalidArgument, "remove that route")]
    [InlineData("aborted", SocketError.ConnectionAborted, "an administrator or a time-out ended it")]
    public async Task GetConnectionOrThrow_throws_what_the_outcome_says(string script, SocketError error, string remedy)
    {
        ConnectResult result = await ConnectAsync(script);

        var exception = Assert.Throws<SocketOperationException>(result.GetConnectionOrThrow);

        Assert.Equal(error, exception.SocketErrorCode);
        Assert.Equal(SocketOperation.Connect, exception.Operation);
        Assert.Equal(result.RemoteEndpoint, exception.RemoteEndpoint);
        Assert.Null(exception.LocalEndpoint);
        Assert.Equal(result.Errno, exception.Errno);
        Assert.StartsWith(remedy, exception.Remedy, StringComparison.Ordinal);
        Assert.Contains(exception.Cause, result.ToString(), StringComparison.Ordinal);
        Assert.Equal($"connect 10.77.2.2:80: {exception.Cause}; {exception.Remedy}", exception.Message);
    }

    [Fact]
    public async Task A_name_that_was_not_resolved_in_time_has_a_remedy_of_its_own()
    {
        var network = new ScriptedNetwork
        {
            OnLookUp = (_, _) => new TaskCompletionSource<NetworkResult<IReadOnlyList<IPAddress>>>().Task,
        };
        ConnectResult result = await ClientSocket.ConnectAsync(
            "server.example",
            80,
            new ConnectOptions { Network = network, Timeout = TimeSpan.FromMilliseconds(1) },
            TestContext.Current.CancellationToken);

        var exception = Assert.Throws<SocketOperationException>(result.GetConnectionOrThrow);

        Assert.Equal(SocketError.TimedOut, exception.SocketErrorCode);
        Assert.Null(exception.RemoteEndpoint);
        Assert.Equal(
            "connect server.example:80: timed out while the name was looked up; " +
            "check the resolver's settings and the way to the name servers",
            exception.Message);
    }

    [Fact]
    public async Task The_local_endpoint_that_was_asked_for_is_named()
    {
        var options = new ConnectOptions
        {
            Network = ScriptedNetwork.Answering(NetworkAttempt.Failed(SocketError.AddressAlreadyInUse)),
#pragma warning disable SB1106 // A fixed port is easy to recognize in the message.
            LocalEndpoint = Endpoint.Loopback(4000),
#pragma warning restore SB1106
        };

        ConnectResult result = await ClientSocket.ConnectAsync(
            Endpoint.Loopback(80), options, TestContext.Current.CancellationToken);

        var exception = Assert.Throws<SocketOperationException>(result.GetConnectionOrThrow);
        Assert.Equal(Endpoint.Loopback(4000), exception.LocalEndpoint);
        Assert.StartsWith(
            "connect from 127.0.0.1:4000 to 127.0.0.1:80: failed: the local endpoint is in use; ",
            exception.Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            "connect from 127.0.0.1:4000 to 127.0.0.1:80: the local endpoint is in use; ",
            Assert.IsType<ConnectResult.Failed>(result).Message,
            StringComparison.Ordinal);
    }

    private static async Task<ConnectResult> ConnectAsync(string script)
    {
        NetworkAttempt attempt = script switch
        {
            "connected" => NetworkAttempt.Connected(new FailingConnection(NetworkError.NotSupported)),
            "silent" => new() { Error = SocketError.TimedOut, SynCount = 3 },
            "silent once" => new() { Error = SocketError.TimedOut, SynCount = 1 },
            "reset" => new() { Error = new(SocketError.ConnectionRefused, 111), SeesIcmp = true },
            "rejected" => new() { Error = SocketError.ConnectionRefused, Icmp = FromRouter with { Code = 3 }, SeesIcmp = true },
            "prohibited" => new() { Error = new(SocketError.HostUnreachable, 113), Icmp = FromRouter, SeesIcmp = true },
            "no route" => new() { Error = SocketError.NetworkUnreachable, SeesIcmp = true },
            "blackhole" => new() { Error = SocketError.InvalidArgument, Route = RouteVerdict.Blackhole, SeesIcmp = true },
            "aborted" => new() { Error = SocketError.ConnectionAborted },
            _ => throw new ArgumentOutOfRangeException(nameof(script)),
        };
        return await ClientSocket.ConnectAsync(
            Endpoint.Parse("10.77.2.2:80"),
            new ConnectOptions { Network = ScriptedNetwork.Answering(attempt) },
            TestContext.Current.CancellationToken);
    }
}
