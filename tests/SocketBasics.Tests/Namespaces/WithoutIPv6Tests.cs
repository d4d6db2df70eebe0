namespace SocketBasics.Tests.Namespaces;

/// <summary>A machine on which IPv6 is turned off (<c>net.ipv6.conf.all.disable_ipv6</c>).</summary>
public sealed class WithoutIPv6Tests
{
    [Fact]
    public async Task A_name_with_both_families_is_connected_over_IPv4_alone()
    {
        RaceRow row = await ConnectAsync("both.example\t2001:db8:77:2::2 10.77.2.2\t8026\t2000\t30000\n");

        Assert.Equal("Connected", row.Outcome);
        Assert.Equal(["10.77.2.2 Connected"], row.Attempts.Select(static attempt => $"{attempt.Address} {attempt.Outcome}"));
    }

    // Seen to fail with: OutcomeTable without the row for EADDRNOTAVAIL and no route.
    [Fact]
    public async Task A_name_with_IPv6_alone_says_what_is_missing()
    {
        RaceRow row = await ConnectAsync("v6.example\t2001:db8:77:2::2\t8026\t2000\t30000\n");

        Assert.Equal("Unreachable NoRoute", row.Outcome);
        Assert.StartsWith("v6.example:8026: unreachable, this machine has no route, after", row.Text, StringComparison.Ordinal);
        Assert.Equal(0, row.Opened);
    }

    private static async Task<RaceRow> ConnectAsync(string input)
    {
        string whyNot = await NamespaceScript.WhyNotAsync();
        if (whyNot.Length > 0)
            Assert.Skip(whyNot);

        string[] lines = await NamespaceScript.RunTopologyAsync(
            input, "--with-peers", "sh", "-ec", "sysctl -qw net.ipv6.conf.all.disable_ipv6=1; exec $PROBE races");
        return Assert.Single(RaceRow.Parse(lines)).Value;
    }
}
