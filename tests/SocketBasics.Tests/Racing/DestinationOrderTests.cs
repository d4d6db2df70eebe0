using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Racing;

/// <summary>The order of a name's addresses: RFC 6724 section 6, as the attempts show it.</summary>
public sealed class DestinationOrderTests
{
    // The examples of RFC 6724 section 10.2, but for those with home and deprecated addresses: destinations with the
    // source that is chosen for each, in the order expected.
    [Theory]
    [InlineData("2001:db8:1::1", "2001:db8:1::2", "198.51.100.121", "169.254.13.78")] // prefer matching scope
    [InlineData("198.51.100.121", "198.51.100.117", "2001:db8:1::1", "fe80::1")] // prefer matching scope
    [InlineData("2001:db8:1::1", "2001:db8:1::2", "10.1.2.3", "10.1.2.4")] // prefer higher precedence
    [InlineData("fe80::1", "fe80::2", "2001:db8:1::1", "2001:db8:1::2")] // prefer smaller scope
    [InlineData("2001:db8:1::1", "2001:db8:1::2", "2001:db8:3ffe::1", "2001:db8:3f44::2")] // prefer longest prefix
    [InlineData("2002:c633:6401::1", "2002:c633:6401::2", "2001:db8:1::1", "2002:c633:6401::2")] // prefer matching label
    [InlineData("2001:db8:1::1", "2001:db8:1::2", "2002:c633:6401::1", "2002:c633:6401::2")] // prefer higher precedence
    public Task The_examples_of_the_RFC_hold(string first, string sourceOfFirst, string second, string sourceOfSecond) =>
        GoesFirstAsync(first, sourceOfFirst, second, sourceOfSecond);

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.9", "2001:db8::1", null)] // rule 1: no IPv6 here
    [InlineData("2001:db8::1", "2001:db8::9", "192.0.2.1", null)] // rule 1: no IPv4 here
    [InlineData("192.0.2.1", "192.0.2.9", "192.0.2.2", null)] // rule 1 within a family
    [InlineData("2001:db8::1", null, "192.0.2.1", null)] // nothing reachable: precedence
    [InlineData("192.0.2.1", "192.0.2.9", "2001:db8::1", "fd00::9")] // rule 5: a global address from a unique local one
    [InlineData("fd00::1", "fd00::9", "192.0.2.1", "169.254.0.9")] // rule 2 before precedence
    [InlineData("192.0.2.1", "192.0.2.9", "fd00::1", "fd00::9")] // rule 6: unique local has less precedence than IPv4
    [InlineData("192.0.2.1", "192.0.2.9", "2001:0:1::1", "2001:0:1::9")] // rule 6: Teredo
    [InlineData("192.0.2.1", "192.0.2.9", "2002:c000:201::1", "2002:c000:201::9")] // rule 6: 6to4
    [InlineData("::1", "::1", "127.0.0.1", "127.0.0.1")] // rule 6: loopback
    [InlineData("64:ff9b::c000:201", "2001:db8::9", "192.0.2.1", null)] // NAT64 on a host without IPv4
    public Task The_rules_apply_in_their_order(string first, string? sourceOfFirst, string second, string? sourceOfSecond) =>
        GoesFirstAsync(first, sourceOfFirst, second, sourceOfSecond);

    // Seen to fail with: rule 9 applied to IPv4.
    [Fact]
    public async Task What_no_rule_decides_stays_in_the_order_of_the_resolver()
    {
        string[] v4 = ["203.0.113.7", "192.0.2.200", "192.0.2.3", "198.51.100.1", "192.0.2.1"];
        string[] v6 = ["2001:db8:9::7", "2001:db8:9::3", "2001:db8:9::5", "2001:db8:9::1"];
        var network = new StagedNetwork
        {
            Sources = v4.Select(static address => (address, "192.0.2.2"))
                .Concat(v6.Select(static address => (address, "2001:db8:7::2"))).ToDictionary(),
        };

        Assert.Equal(
            [v6[0], v4[0], v6[1], v4[1], v6[2], v4[2], v6[3], v4[3], v4[4]], await OrderAsync(network, v4, v6));
    }

    [Fact]
    public async Task A_network_that_does_not_tell_its_sources_leaves_the_other_rules()
    {
        Assert.Equal(
            ["fe80::1", "192.0.2.1", "2001:db8::1", "fd00::1"],
            await OrderAsync(new StagedNetwork(), ["192.0.2.1"], ["fd00::1", "2001:db8::1", "fe80::1"]));
    }

    private static async Task GoesFirstAsync(string first, string? sourceOfFirst, string second, string? sourceOfSecond)
    {
        foreach (string[] answered in (string[][])[[first, second], [second, first]])
        {
            var sources = new Dictionary<string, string>();
            if (sourceOfFirst is not null)
                sources[first] = sourceOfFirst;
            if (sourceOfSecond is not null)
                sources[second] = sourceOfSecond;
            var network = new StagedNetwork { Sources = sources };

            string[] v4 = [.. answered.Where(static address => !address.Contains(':'))];
            string[] v6 = [.. answered.Where(static address => address.Contains(':'))];
            Assert.Equal([first, second], await OrderAsync(network, v4, v6));
        }
    }

    private static async Task<string[]> OrderAsync(StagedNetwork network, string[] v4, string[] v6)
    {
        Task<ConnectResult> connecting = network.ConnectAsync();
        network.AnswerV4(v4);
        if (v4.Length > 0)
            await network.Clock.SetAsync(50);
        network.AnswerV6(v6);
        for (int i = 0; i < v4.Length + v6.Length; i++)
            (await network.AttemptAsync(i)).Refuse();
        await connecting.OrHang();
        return [.. network.Addresses];
    }
}
