using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using SocketBasics.Networks;
using SocketBasics.Tests.LocalFiles;
using SocketBasics.Tests.Networks;
using SocketBasics.Tests.Outcomes;

namespace SocketBasics.Tests.Reports;

/// <summary>Reports of real connects.</summary>
public sealed class EstablishmentReportTests
{
    public static TheoryData<Endpoint> Loopbacks => [Endpoint.Loopback(0), Endpoint.LoopbackV6(0)];

    [Theory]
    [MemberData(nameof(Loopbacks))]
    public async Task A_connection_tells_how_it_came_to_be(Endpoint loopback)
    {
        await using ListeningSocket listener = ServerSocket.Create().Bind(loopback).Listen();

        ConnectResult result = await ConnectAsync(listener.LocalEndpoint);
        using Connection connection = result.GetConnectionOrThrow();

        EstablishmentReport report = result.Report;
        AttemptReport attempt = Assert.Single(report.Attempts);
        Assert.Empty(report.Lookups);
        Assert.Equal(listener.LocalEndpoint.ToString(), report.Target);
        Assert.Equal(result.ToString(), report.Outcome);
        Assert.Equal(result.Elapsed, report.Elapsed);
        Assert.Equal(AttemptOutcome.Connected, attempt.Outcome);
        Assert.Equal(listener.LocalEndpoint, attempt.RemoteEndpoint);
        Assert.Equal(connection.LocalEndpoint, attempt.LocalEndpoint);
        Assert.Null(attempt.Icmp);
        Assert.Null(attempt.Errno);
        Assert.InRange(attempt.Start, TimeSpan.Zero, report.Elapsed);
        Assert.InRange(attempt.Start + attempt.Duration, attempt.Start, report.Elapsed);
        if (OperatingSystem.IsLinux())
            HasKernelsFacts(attempt);
        IsPromised(report, AttemptOutcome.Connected);
    }

    [Fact]
    public async Task A_connection_to_a_local_path_has_no_handshake_to_tell_of()
    {
        using var directory = new TemporaryDirectory();
        await using ListeningSocket listener =
            ServerSocket.Create().Bind(Endpoint.Local(Path.Combine(directory.Path, "s"))).Listen();

        ConnectResult result = await ConnectAsync(listener.LocalEndpoint);
        using Connection connection = result.GetConnectionOrThrow();

        AttemptReport attempt = Assert.Single(result.Report.Attempts);
        Assert.Equal(AttemptOutcome.Connected, attempt.Outcome);
        Assert.Equal(connection.LocalEndpoint, attempt.LocalEndpoint);
        Assert.Null(attempt.SynCount);
        Assert.Null(attempt.RoundTripTime);
        Assert.Null(attempt.NegotiatedOptions);
        Assert.DoesNotContain("SYN", result.Report.ToMermaid(), StringComparison.Ordinal);
        IsPromised(result.Report, AttemptOutcome.Connected);
    }

    [Theory]
    [MemberData(nameof(Loopbacks))]
    public async Task A_refused_connect_tells_who_said_no(Endpoint loopback)
    {
        ListeningSocket listener = ServerSocket.Create().Bind(loopback).Listen();
        Endpoint closed = listener.LocalEndpoint;
        await listener.DisposeAsync();

        ConnectResult result = await ConnectAsync(closed);

        AttemptReport attempt = Assert.Single(result.Report.Attempts);
        Assert.Equal(AttemptOutcome.Refused, attempt.Outcome);
        Assert.Null(attempt.NegotiatedOptions);
        if (OperatingSystem.IsLinux())
        {
            Assert.Equal(1, attempt.SynCount);
            Assert.Equal("refused by a reset", attempt.Detail);
            Assert.Equal(loopback.Address, attempt.LocalEndpoint?.Address);
            Assert.Contains("server1--xclient: +", result.Report.ToMermaid(), StringComparison.Ordinal);
        }

        IsPromised(result.Report, AttemptOutcome.Refused);
    }

    [Fact]
    public async Task A_connect_that_nobody_answers_tells_how_often_it_asked()
    {
        await using FullListener listener = await FullListener.StartAsync();

        ConnectResult result = await ConnectAsync(
            listener.Endpoint, new ConnectOptions { Timeout = TimeSpan.FromMilliseconds(500) });

        AttemptReport attempt = Assert.Single(result.Report.Attempts);
        Assert.Equal(AttemptOutcome.TimedOut, attempt.Outcome);
        if (OperatingSystem.IsLinux())
        {
            Assert.InRange(attempt.SynCount!.Value, 1, 10);
            Assert.NotNull(attempt.LocalEndpoint);
            string expected = $"ended  timed out: no answer to {attempt.SynCount} SYN";
            Assert.Contains(expected, result.Report.ToString(), StringComparison.Ordinal);
        }

        IsPromised(result.Report, AttemptOutcome.TimedOut);
    }

    [Fact]
    public async Task A_connect_that_no_route_leads_to_sent_nothing_from_nowhere()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems answer the limited broadcast address differently.");

        ConnectResult result = await ConnectAsync(Endpoint.Parse("255.255.255.255:80"));

        AttemptReport attempt = Assert.Single(result.Report.Attempts);
        Assert.Equal(AttemptOutcome.Unreachable, attempt.Outcome);
        Assert.Equal(0, attempt.SynCount);
        Assert.Null(attempt.LocalEndpoint);
        Assert.DoesNotContain("->>server1", result.Report.ToMermaid(), StringComparison.Ordinal);
        IsPromised(result.Report, AttemptOutcome.Unreachable);
    }

    [Fact]
    public async Task A_name_that_does_not_exist_has_lookups_and_no_attempt()
    {
        ConnectResult result = await ClientSocket.ConnectAsync(
            "nothing.invalid", 80, null, TestContext.Current.CancellationToken);

        EstablishmentReport report = result.Report;
        Assert.Equal("nothing.invalid:80", report.Target);
        Assert.Empty(report.Attempts);
        Assert.Equal(
            [AddressFamily.InterNetworkV6, AddressFamily.InterNetwork], report.Lookups.Select(lookup => lookup.Family));
        Assert.All(report.Lookups, lookup => Assert.Equal(SocketError.HostNotFound, lookup.Error));
        Assert.All(report.Lookups, lookup => Assert.NotNull(lookup.Duration));
        IsPromised(report, AttemptOutcome.Failed);
    }

    [Fact]
    public async Task Localhost_has_the_lookups_of_both_families_and_every_attempt()
    {
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        int port = listener.LocalEndpoint.Port;

        ConnectResult result = await ClientSocket.ConnectAsync(
            "localhost", port, null, TestContext.Current.CancellationToken);
        using Connection connection = result.GetConnectionOrThrow();

        EstablishmentReport report = result.Report;
        Assert.Equal(
            [IPAddress.IPv6Loopback, IPAddress.Loopback],
            report.Lookups.Select(lookup => Assert.Single(lookup.Addresses)));
        Assert.Equal(
            [Endpoint.LoopbackV6(port), Endpoint.Loopback(port)],
            report.Attempts.Select(attempt => attempt.RemoteEndpoint));
        Assert.NotEqual(AttemptOutcome.Connected, report.Attempts[0].Outcome);
        Assert.Equal(AttemptOutcome.Connected, report.Attempts[1].Outcome);
        Assert.Equal(connection.LocalEndpoint, report.Attempts[1].LocalEndpoint);
        IsPromised(report, AttemptOutcome.Connected);
    }

    [Fact]
    public async Task A_report_that_was_read_stays_as_it_is_when_the_connection_is_disposed()
    {
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        ConnectResult result = await ConnectAsync(listener.LocalEndpoint);
        EstablishmentReport report = result.Report;
        string[] before = [report.ToString(), report.ToMermaid(), report.ToJson()];

        result.GetConnectionOrThrow().Dispose();

        Assert.Same(report, result.Report);
        string[] after = [report.ToString(), report.ToMermaid(), report.ToJson()];
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task A_report_that_is_first_read_after_the_connection_was_disposed_lacks_the_local_endpoint_at_most()
    {
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        ConnectResult result = await ConnectAsync(listener.LocalEndpoint);
        Connection connection = result.GetConnectionOrThrow();
        connection.Dispose();

        AttemptReport attempt = Assert.Single(result.Report.Attempts);

        Assert.Equal(AttemptOutcome.Connected, attempt.Outcome);
        Assert.Equal(connection.LocalEndpoint, attempt.LocalEndpoint ?? default);
        Assert.StartsWith("connected", attempt.Detail, StringComparison.Ordinal);
        Assert.Equal(OperatingSystem.IsLinux(), attempt.NegotiatedOptions is not null);
        IsPromised(result.Report, AttemptOutcome.Connected);
    }

    // Seen to fail with: the report kept by `field ??=`.
    [Fact]
    public async Task Threads_that_ask_for_the_report_at_the_same_time_get_the_same_one()
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        using var bothAreMakingIt = new Barrier(2);
        var connection = new FailingConnection(NetworkError.NotSupported)
        {
            // A report that is made under a lock would never have two threads here.
            OnLocalEndpoint = () => bothAreMakingIt.SignalAndWait(TimeSpan.FromSeconds(5), token),
        };
        ScriptedNetwork network = ScriptedNetwork.Answering(NetworkAttempt.Connected(connection));
        ConnectResult result = await ConnectAsync(Endpoint.Loopback(80), new ConnectOptions { Network = network });

        EstablishmentReport[] reports = await Task.WhenAll(Ask(), Ask());

        Assert.Same(reports[0], reports[1]);
        Assert.Same(reports[0], result.Report);

        Task<EstablishmentReport> Ask() => Task.Factory.StartNew(
            () => result.Report, token, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    // Seen to fail with: the report holding the resolver's own list.
    [Fact]
    public async Task A_resolver_that_goes_on_using_its_list_does_not_change_the_report()
    {
        List<IPAddress> answer = [IPAddress.Loopback];
        var options = new ConnectOptions { Network = new ScriptedNetwork(), Resolver = (_, _, _) => new(answer) };
        ConnectResult result = await ClientSocket.ConnectAsync(
            "server.example", 80, options, TestContext.Current.CancellationToken);

        answer.Clear();

        Assert.All(result.Report.Lookups, lookup => Assert.Equal([IPAddress.Loopback], lookup.Addresses));
    }

    // Seen to fail with: the error of the canceled question told as the resolver's.
    [Fact]
    public async Task A_question_that_the_end_of_the_connect_canceled_had_no_answer()
    {
        var options = new ConnectOptions
        {
            Timeout = TimeSpan.FromMilliseconds(100),
            Resolver = async (_, _, cancellationToken) =>
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
                return [];
            },
        };

        ConnectResult result = await ClientSocket.ConnectAsync(
            "server.example", 80, options, TestContext.Current.CancellationToken);

        Assert.All(result.Report.Lookups, lookup => Assert.Null(lookup.Duration));
        Assert.All(result.Report.Lookups, lookup => Assert.Null(lookup.Error));
        ReportGrammar.Check(result.Report);
    }

    private static void HasKernelsFacts(AttemptReport attempt)
    {
        Assert.Equal(1, attempt.SynCount);
        Assert.True(attempt.RoundTripTime > TimeSpan.Zero);
        Assert.NotNull(attempt.NegotiatedOptions);
        Assert.InRange(attempt.NegotiatedOptions.Value.MaximumSegmentSize, 500, 65_535);

        // A machine may have switched window scaling off.
        bool scales = File.ReadAllText("/proc/sys/net/ipv4/tcp_window_scaling").Trim() == "1";
        Assert.Equal(scales, attempt.NegotiatedOptions.Value.SendWindowScale is >= 0 and <= 14);
        Assert.Equal(scales, attempt.NegotiatedOptions.Value.ReceiveWindowScale is >= 0 and <= 14);
    }

    private static void IsPromised(EstablishmentReport report, AttemptOutcome outcome)
    {
        JsonElement json = ReportGrammar.Check(report);
        Assert.Equal(outcome.ToString(), json.GetProperty("outcome").GetString());
        Assert.Equal(report.Attempts.Count, json.GetProperty("attempts").GetArrayLength());
        Assert.Equal(report.Lookups.Count, json.GetProperty("lookups").GetArrayLength());
    }

    private static Task<ConnectResult> ConnectAsync(Endpoint remote, ConnectOptions? options = null) =>
        ClientSocket.ConnectAsync(remote, options, TestContext.Current.CancellationToken).AsTask();
}
