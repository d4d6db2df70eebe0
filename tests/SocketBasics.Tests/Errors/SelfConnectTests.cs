using System.Globalization;
using SocketBasics.Tests.Namespaces;

namespace SocketBasics.Tests.Errors;

/// <summary>
/// The kernel may choose the port that a client connects to as the client's own: the SYN then meets itself, and the socket
/// is connected to itself (a simultaneous open, RFC 9293 section 3.5).
/// </summary>
public sealed class SelfConnectTests
{
    // Seen to fail with: IsSelf always false.
    [Fact]
    public async Task A_connect_that_meets_itself_is_made_again_from_another_port()
    {
        // Of these ports the kernel takes the even ones, and mixes them a little: half of the connects meet themselves, one
        // in eight does so three times.
        const int Connects = 60;
        string[][] lines = await RunAsync("40000 40003", Connects);

        int refused = lines[..Connects].Count(static fields => fields[1] == "Refused");
        int failed = lines[..Connects].Count(static fields => (fields[1], fields[2]) == ("Failed", "AddressNotAvailable"));
        Assert.Equal(Connects, refused + failed);
        Assert.Equal(["sockets", "0"], lines[Connects]);
        Assert.InRange(
            int.Parse(lines[Connects + 1][1], CultureInfo.InvariantCulture), refused + (3 * failed) + 1, 3 * Connects);
    }

    // Seen to fail with: IsSelf always false.
    [Fact]
    public async Task A_connect_that_only_ever_meets_itself_fails_at_the_third_time()
    {
        string[][] lines = await RunAsync("40000 40000", connects: 1);

        Assert.Equal(("Failed", "AddressNotAvailable"), (lines[0][1], lines[0][2]));
        Assert.StartsWith("127.0.0.1:40000: failed: connected to itself, time and again, after", lines[0][6], StringComparison.Ordinal);
        Assert.Equal("0", lines[1][1]);
        Assert.Equal("3", lines[2][1]);
    }

    private static async Task<string[][]> RunAsync(string ports, int connects)
    {
        string whyNot = await NamespaceScript.WhyNotAsync();
        if (whyNot.Length > 0)
            Assert.Skip(whyNot);

        string[] lines = await NamespaceScript.RunShellAsync(
            $"ip link set lo up; sysctl -qw net.ipv4.ip_local_port_range='{ports}'; $PROBE self-connects {connects}");
        return [.. lines.Select(static line => line.Split('\t'))];
    }
}
