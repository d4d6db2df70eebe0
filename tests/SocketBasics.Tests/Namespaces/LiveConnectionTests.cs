using System.Globalization;

namespace SocketBasics.Tests.Namespaces;

/// <summary>What the connect phase sets for its own ends does not outlive it, and what is for the connection does not begin before.</summary>
public sealed class LiveConnectionTests
{
    // Seen to fail with: IPV6_RECVERR left on (the receive then ends with NetworkUnreachable).
    [Fact]
    public async Task A_living_connection_survives_soft_ICMP_errors()
    {
        string[] lines = await RunAsync("live-connections", "10.77.2.2:8018\n[fd77:2::2]:8018\n");

        // One byte before, one after: the same that the router had rejected.
        Assert.Equal(["10.77.2.2:8018\t1\theard\t1 2", "[fd77:2::2]:8018\t1\theard\t1 2"], lines);
    }

    // Seen to fail with: the user time-out set before connect(2); with none set at all.
    [Fact]
    public async Task A_user_timeout_leaves_the_handshake_alone_and_ends_the_connection()
    {
        string[] lines = await RunAsync("user-timeouts", "10.77.2.2:8016\n[fd77:2::2]:8016\n");

        string[][] runs = [.. lines.Select(static line => line.Split('\t'))];
        Assert.Equal(["10.77.2.2:8016", "[fd77:2::2]:8016"], runs.Select(static fields => fields[0]));
        Assert.All(runs, static fields =>
        {
            // The first three SYNs are lost: three seconds at the least, with a time-out of one.
            Assert.Equal(("Connected", "4"), (fields[1], fields[5]));
            Assert.InRange(Number(fields[7]), 2_850, int.MaxValue);

            // The kernel looks when it is about to repeat the segment. Without the option it goes on for 15 minutes.
            Assert.Equal("Receive TimedOut", fields[8]);
            Assert.InRange(Number(fields[9]), 950, 50_000);
        });
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static async Task<string[]> RunAsync(string command, string input)
    {
        string whyNot = await NamespaceScript.WhyNotAsync();
        if (whyNot.Length > 0)
            Assert.Skip(whyNot);
        return await NamespaceScript.RunTopologyAsync(input, "--with-peers", "sh", "-ec", $"exec $PROBE {command}");
    }
}
