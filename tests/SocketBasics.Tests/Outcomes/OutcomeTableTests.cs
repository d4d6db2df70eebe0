using System.Net;
using System.Net.Sockets;
using SocketBasics.Networks;
using SocketBasics.Tests.Networks;

namespace SocketBasics.Tests.Outcomes;

/// <summary>Every row of the table that turns an errno into an outcome, as measured on Linux 6.18.</summary>
public sealed class OutcomeTableTests
{
    private const string V4 = "10.77.2.2:80";
    private const string V6 = "[fd77:2::2]:80";
    private const string Router = "10.77.1.1";
    private const string RouterV6 = "fd77:1::1";

    /// <summary>ICMP over IPv4 while a SYN is unanswered (RFC 792), with the errno that tcp_v4_err makes of it.</summary>
    public static TheoryData<int, int, SocketError, int, string> IcmpV4 => new()
    {
        { 3, 0, SocketError.NetworkUnreachable, 101, "Unreachable NetworkUnreachable" },
        { 3, 1, SocketError.HostUnreachable, 113, "Unreachable HostUnreachable" },
        { 3, 2, SocketError.ProtocolOption, 92, "Unreachable ProtocolUnreachable" },
        { 3, 3, SocketError.ConnectionRefused, 111, "Refused IcmpPortUnreachable" },
        { 3, 5, SocketError.OperationNotSupported, 95, "Unreachable NetworkUnreachable" },
        { 3, 6, SocketError.NetworkUnreachable, 101, "Unreachable NetworkUnreachable" },
        { 3, 7, SocketError.HostDown, 112, "Unreachable HostUnreachable" },
        { 3, 8, SocketError.SocketError, 64, "Unreachable HostUnreachable" },
        { 3, 9, SocketError.NetworkUnreachable, 101, "Unreachable Prohibited" },
        { 3, 10, SocketError.HostUnreachable, 113, "Unreachable Prohibited" },
        { 3, 11, SocketError.NetworkUnreachable, 101, "Unreachable NetworkUnreachable" },
        { 3, 12, SocketError.HostUnreachable, 113, "Unreachable HostUnreachable" },
        { 3, 13, SocketError.HostUnreachable, 113, "Unreachable Prohibited" },
        { 3, 14, SocketError.HostUnreachable, 113, "Unreachable Prohibited" },
        { 3, 15, SocketError.HostUnreachable, 113, "Unreachable Prohibited" },
        { 11, 0, SocketError.HostUnreachable, 113, "Unreachable HopLimitExceeded" },
        { 12, 0, SocketError.SocketError, 71, "Unreachable ParameterProblem" },
        { 99, 0, SocketError.HostUnreachable, 113, "Unreachable Unknown" },
    };

    /// <summary>ICMPv6 while a SYN is unanswered (RFC 4443).</summary>
    public static TheoryData<int, int, SocketError, int, string> IcmpV6 => new()
    {
        { 1, 0, SocketError.NetworkUnreachable, 101, "Unreachable NetworkUnreachable" },
        { 1, 1, SocketError.AccessDenied, 13, "Unreachable Prohibited" },
        { 1, 2, SocketError.HostUnreachable, 113, "Unreachable HostUnreachable" },
        { 1, 3, SocketError.HostUnreachable, 113, "Unreachable HostUnreachable" },
        { 1, 4, SocketError.ConnectionRefused, 111, "Refused IcmpPortUnreachable" },
        { 1, 5, SocketError.AccessDenied, 13, "Unreachable Prohibited" },
        { 1, 6, SocketError.AccessDenied, 13, "Unreachable Prohibited" },
        { 3, 0, SocketError.HostUnreachable, 113, "Unreachable HopLimitExceeded" },
        { 4, 0, SocketError.SocketError, 71, "Unreachable ParameterProblem" },
        { 99, 0, SocketError.HostUnreachable, 113, "Unreachable Unknown" },
    };

    /// <summary>Nothing was heard: the error came from this machine, or was a reset.</summary>
    public static TheoryData<SocketError, RouteVerdict, string> WithoutIcmp => new()
    {
        { SocketError.ConnectionRefused, RouteVerdict.Unknown, "Refused Reset" },
        { SocketError.TimedOut, RouteVerdict.Unknown, "TimedOut Handshake" },
        { SocketError.NetworkUnreachable, RouteVerdict.Unknown, "Unreachable NoRoute" },
        { SocketError.HostUnreachable, RouteVerdict.Unknown, "Unreachable RouteUnreachable" },
        { SocketError.HostDown, RouteVerdict.Unknown, "Unreachable HostUnreachable" },
        { SocketError.NetworkDown, RouteVerdict.Unknown, "Unreachable NetworkDown" },
        { SocketError.AccessDenied, RouteVerdict.Prohibited, "Unreachable RouteProhibited" },
        { SocketError.InvalidArgument, RouteVerdict.Blackhole, "Unreachable RouteBlackhole" },
        { SocketError.AddressNotAvailable, RouteVerdict.NoRoute, "Unreachable NoRoute" },

        // EACCES and EINVAL have other causes, too: a firewall's EPERM, fe80:: without a zone.
        { SocketError.AccessDenied, RouteVerdict.Routed, "Failed AccessDenied" },
        { SocketError.AccessDenied, RouteVerdict.Unknown, "Failed AccessDenied" },
        { SocketError.AccessDenied, RouteVerdict.Blackhole, "Failed AccessDenied" },
        { SocketError.InvalidArgument, RouteVerdict.Routed, "Failed InvalidArgument" },
        { SocketError.InvalidArgument, RouteVerdict.Unknown, "Failed InvalidArgument" },
        { SocketError.InvalidArgument, RouteVerdict.Prohibited, "Failed InvalidArgument" },

        { SocketError.ConnectionReset, RouteVerdict.Unknown, "Failed ConnectionReset" },
        { SocketError.ConnectionAborted, RouteVerdict.Unknown, "Failed ConnectionAborted" },
        { SocketError.Shutdown, RouteVerdict.Unknown, "Failed Shutdown" },
        { SocketError.AddressNotAvailable, RouteVerdict.Unknown, "Failed AddressNotAvailable" },
        { SocketError.AddressNotAvailable, RouteVerdict.Routed, "Failed AddressNotAvailable" },
        { SocketError.AddressAlreadyInUse, RouteVerdict.Unknown, "Failed AddressAlreadyInUse" },
        { SocketError.TooManyOpenSockets, RouteVerdict.Unknown, "Failed TooManyOpenSockets" },
        { SocketError.NoBufferSpaceAvailable, RouteVerdict.Unknown, "Failed NoBufferSpaceAvailable" },
        { SocketError.AddressFamilyNotSupported, RouteVerdict.Unknown, "Failed AddressFamilyNotSupported" },
        { SocketError.ProtocolNotSupported, RouteVerdict.Unknown, "Failed ProtocolNotSupported" },
        { SocketError.OperationNotSupported, RouteVerdict.Unknown, "Failed OperationNotSupported" },
        { SocketError.IsConnected, RouteVerdict.Unknown, "Failed IsConnected" },
        { SocketError.AlreadyInProgress, RouteVerdict.Unknown, "Failed AlreadyInProgress" },
        { SocketError.WouldBlock, RouteVerdict.Unknown, "Failed WouldBlock" },
        { SocketError.SocketError, RouteVerdict.Unknown, "Failed SocketError" },
    };

    [Theory]
    [MemberData(nameof(IcmpV4))]
    public Task An_ICMP_message_decides_over_IPv4(int type, int code, SocketError error, int errno, string expected) =>
        CheckIcmp(V4, new IcmpMessage(IPAddress.Parse(Router), (byte)type, (byte)code), error, errno, expected);

    [Theory]
    [MemberData(nameof(IcmpV6))]
    public Task An_ICMP_message_decides_over_IPv6(int type, int code, SocketError error, int errno, string expected) =>
        CheckIcmp(V6, new IcmpMessage(IPAddress.Parse(RouterV6), (byte)type, (byte)code), error, errno, expected);

    [Theory]
    [InlineData(V4, "10.77.1.2", 3, 1)]
    [InlineData(V6, "fd77:1::2", 1, 3)]
    public Task Host_unreachable_said_by_this_machine_is_a_silent_neighbor(
        string remote, string sender, byte type, byte code) =>
        CheckIcmp(
            remote,
            new IcmpMessage(IPAddress.Parse(sender), type, code, IsFromThisMachine: true),
            SocketError.HostUnreachable,
            113,
            "Unreachable NeighborSilent");

    [Theory]
    [MemberData(nameof(WithoutIcmp))]
    public async Task Without_an_ICMP_message_the_error_and_the_route_decide(
        SocketError error, RouteVerdict route, string expected)
    {
        foreach (string remote in (string[])[V4, V6])
        {
            // What this machine decides by itself lets no SYN out.
            var attempt = new NetworkAttempt { Error = error, Route = route, SeesIcmp = true, SynCount = 0 };

            ConnectResult result = await ConnectAsync(remote, attempt);

            Assert.Equal(expected, Describe(result));
            Assert.Null(ReportedBy(result));
            Assert.Null(result.Errno);
            Assert.Equal(0, result.SynCount);
        }
    }

    // Seen to fail with: the reason taken from the number alone.
    [Theory]
    [InlineData(SocketError.NetworkUnreachable)]
    [InlineData(SocketError.HostUnreachable)]
    public async Task Once_a_SYN_has_left_the_routes_of_this_machine_are_not_to_blame(SocketError error)
    {
        var attempt = new NetworkAttempt { Error = error, SeesIcmp = true, SynCount = 2 };

        Assert.Equal("Unreachable Unknown", Describe(await ConnectAsync(V4, attempt)));
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, "Refused Unknown")]
    [InlineData(SocketError.NetworkUnreachable, "Unreachable Unknown")]
    [InlineData(SocketError.HostUnreachable, "Unreachable Unknown")]
    [InlineData(SocketError.HostDown, "Unreachable HostUnreachable")]
    [InlineData(SocketError.NetworkDown, "Unreachable NetworkDown")]
    [InlineData(SocketError.ProtocolOption, "Unreachable ProtocolUnreachable")]
    [InlineData(SocketError.TimedOut, "TimedOut Handshake")]
    [InlineData(SocketError.AccessDenied, "Failed AccessDenied")]
    public async Task A_network_that_does_not_see_ICMP_claims_no_more_than_it_knows(SocketError error, string expected)
    {
        ConnectResult result = await ConnectAsync(V4, NetworkAttempt.Failed(error));

        Assert.Equal(expected, Describe(result));
        Assert.Null(result.SynCount);
        Assert.Null(result.Errno);
    }

    [Theory]
    [InlineData(SocketError.ConnectionRefused, "Refused NoListener")]
    [InlineData(SocketError.TimedOut, "TimedOut Handshake")]
    [InlineData(SocketError.AddressNotAvailable, "Failed AddressNotAvailable")]
    [InlineData(SocketError.ProtocolType, "Failed ProtocolType")]
    [InlineData(SocketError.AccessDenied, "Failed AccessDenied")]
    [InlineData(SocketError.ConnectionReset, "Failed ConnectionReset")]
    public async Task A_local_endpoint_has_no_way_that_could_be_broken(SocketError error, string expected)
    {
        foreach (string remote in (string[])["unix:/run/server", "unix:@server"])
        {
            ConnectResult result = await ConnectAsync(remote, NetworkAttempt.Failed(error));

            Assert.Equal(expected, Describe(result));
            Assert.Null(result.SynCount);
        }
    }

    [Theory]
    [InlineData(64, "Unreachable HostUnreachable")]
    [InlineData(71, "Unreachable ParameterProblem")]
    [InlineData(12, "Failed SocketError")]
    public async Task An_errno_without_a_name_is_read_by_its_number(int errno, string expected)
    {
        var attempt = new NetworkAttempt { Error = new(SocketError.SocketError, errno), SeesIcmp = true };

        ConnectResult result = await ConnectAsync(V4, attempt);

        Assert.Equal(expected, Describe(result));
        Assert.Equal(errno, result.Errno);
    }

    [Fact]
    public async Task A_reset_after_a_message_of_another_kind_is_not_called_port_unreachable()
    {
        var attempt = new NetworkAttempt
        {
            Error = SocketError.ConnectionRefused,
            Icmp = new IcmpMessage(IPAddress.Parse(RouterV6), 1, 1),
            SeesIcmp = true,
        };

        ConnectResult result = await ConnectAsync(V6, attempt);

        Assert.Equal("Refused Unknown", Describe(result));
    }

    internal static string Describe(ConnectResult result) => result switch
    {
        ConnectResult.Connected => "Connected",
        ConnectResult.TimedOut timedOut => $"TimedOut {timedOut.Stage}",
        ConnectResult.Refused refused => $"Refused {refused.Cause}",
        ConnectResult.Unreachable unreachable => $"Unreachable {unreachable.Reason}",
        ConnectResult.Failed failed => $"Failed {failed.Error}",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    internal static IPAddress? ReportedBy(ConnectResult result) => result switch
    {
        ConnectResult.Refused refused => refused.ReportedBy,
        ConnectResult.Unreachable unreachable => unreachable.ReportedBy,
        _ => null,
    };

    private static async Task CheckIcmp(
        string remote, IcmpMessage message, SocketError error, int errno, string expected)
    {
        foreach (int? known in (int?[])[errno, null])
        {
            // Without the number, only the message tells; it must not be guessed from the other way round.
            var attempt = new NetworkAttempt
            {
                Error = new(error, known),
                Icmp = message,
                SeesIcmp = true,
                SynCount = 2,
            };

            ConnectResult result = await ConnectAsync(remote, attempt);

            Assert.Equal(expected, Describe(result));
            Assert.Equal(message.Sender, ReportedBy(result));
            Assert.Equal(known, result.Errno);
            Assert.Equal(2, result.SynCount);
            Assert.Equal(Endpoint.Parse(remote), result.RemoteEndpoint);
        }
    }

    private static async Task<ConnectResult> ConnectAsync(string remote, NetworkAttempt attempt) =>
        await ClientSocket.ConnectAsync(
            Endpoint.Parse(remote),
            new ConnectOptions { Network = ScriptedNetwork.Answering(attempt) },
            TestContext.Current.CancellationToken);
}
