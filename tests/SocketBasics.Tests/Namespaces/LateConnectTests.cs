using System.Globalization;

namespace SocketBasics.Tests.Namespaces;

/// <summary>
/// Connects that heard an ICMP message for the first SYN and something else for the second, before the process came to
/// look: the error queue holds more than what ended the attempt, or nothing of it.
/// </summary>
public sealed class LateConnectTests
{
    private const string Router = "10.77.1.1";
    private const string RouterV6 = "fd77:1::1";

    private static readonly FaultRow[] Rows =
    [
        // Host unreachable, then port unreachable: the later message ended it.
        new("10.77.2.2:8012", "Refused IcmpPortUnreachable", Router, "111", LeastSyns: 2),
        new("[fd77:2::2]:8012", "Refused IcmpPortUnreachable", RouterV6, "111", LeastSyns: 2),

        // Network unreachable, then a reset: no message ended it.
        new("10.77.2.2:8013", "Refused Reset", "", "", LeastSyns: 2),
        new("[fd77:2::2]:8013", "Refused Reset", "", "", LeastSyns: 2),

        // Host unreachable, then prohibited: two messages that become one number in IPv4.
        new("10.77.2.2:8014", "Unreachable Prohibited", Router, "113", LeastSyns: 2),
        new("[fd77:2::2]:8014", "Unreachable Prohibited", RouterV6, "13", LeastSyns: 2),

        // Host unreachable, then silence: after its last SYN the kernel gives the message's number, and not ETIMEDOUT.
        new("10.77.2.2:8015", "Unreachable HostUnreachable", Router, "113", LeastSyns: 2),
        new("[fd77:2::2]:8015", "Unreachable HostUnreachable", RouterV6, "113", LeastSyns: 2),
    ];

    // Seen to fail with: ErrorQueue taking the oldest entry.
    [Fact]
    public async Task Of_several_messages_the_one_that_ended_the_connect_is_told()
    {
        string whyNot = await NamespaceScript.WhyNotAsync();
        if (whyNot.Length > 0)
            Assert.Skip(whyNot);

        string[] lines = await NamespaceScript.RunTopologyAsync(
            string.Concat(Rows.Select(static row => row.Remote + '\n')),
            "sh", "-ec", "sysctl -qw net.ipv4.tcp_syn_retries=1; exec $PROBE late-connects");

        var fields = lines.Select(static line => line.Split('\t')).ToDictionary(static fields => fields[0]);
        string[] expected = [.. Rows.Select(static row => $"{row.Remote} {row.Outcome} by '{row.ReportedBy}' errno '{row.Errno}'")];
        string[] actual =
            [.. Rows.Select(row => fields[row.Remote]).Select(static f => $"{f[0]} {f[1]} {f[2]} by '{f[3]}' errno '{f[4]}'")];
        Assert.Equal(expected, actual);
        Assert.All(Rows, row => Assert.InRange(
            int.Parse(fields[row.Remote][5], CultureInfo.InvariantCulture), row.LeastSyns, row.MostSyns));
    }

    // Seen to fail with: an attempt that succeeds leaving the queue alone; IPV6_RECVERR taken back before the queue is read.
    [Fact]
    public async Task A_connection_has_nothing_left_of_a_message_that_answered_an_earlier_SYN()
    {
        string whyNot = await NamespaceScript.WhyNotAsync();
        if (whyNot.Length > 0)
            Assert.Skip(whyNot);

        string[] lines = await NamespaceScript.RunTopologyAsync(
            "10.77.2.2:8017\n[fd77:2::2]:8017\n", "--with-peers", "sh", "-ec", "exec $PROBE late-connects");

        var fields = lines.Select(static line => line.Split('\t')).ToDictionary(static fields => fields[0]);
        Assert.All(["10.77.2.2:8017", "[fd77:2::2]:8017"], remote => Assert.Equal("Connected", fields[remote][1]));
        Assert.Equal((Router, RouterV6), (fields["10.77.2.2:8017"][8], fields["[fd77:2::2]:8017"][8]));
        Assert.Equal("2", fields["sockets"][1]);
        Assert.Equal("0", fields["in error"][1]);
    }
}
