using System.Globalization;

namespace SocketBasics.Tests.Namespaces;

/// <summary>A name server whose packets a router drops: getaddrinfo(3) waits for seconds and cannot be canceled.</summary>
public sealed class SilentResolverTests
{
    private const int ManyThreads = 50;

    [Fact]
    public async Task Connects_that_give_up_on_a_silent_resolver_hold_no_threads()
    {
        string whyNot = await NamespaceScript.WhyNotAsync();
        if (whyNot.Length > 0)
            Assert.Skip(whyNot);

        // A mount namespace, too: resolv.conf is the same file for every network namespace.
        string script =
            """
            settings=$(mktemp -d)
            trap 'rm -r $settings' EXIT
            echo 'nameserver 10.88.3.53' > $settings/resolv.conf
            echo 'hosts: files dns' > $settings/nsswitch.conf
            for file in resolv.conf nsswitch.conf; do mount --bind $settings/$file /etc/$file; done
            $PROBE silent-resolver
            """;
        string[] lines = await NamespaceScript.RunTopologyAsync("", "unshare", "-m", "sh", "-ec", script);

        Assert.StartsWith("timeout\tTimedOut\tNameLookup\t\t\t0\tsilent.example:80: timed out while the name was looked up, ",
            lines[1], StringComparison.Ordinal);
        Assert.Equal("canceled\t1000", lines[2]);
        int threads = int.Parse(lines[3].Split('\t')[1], CultureInfo.InvariantCulture);
        Assert.True(threads < ManyThreads, $"{threads} threads were added.");

        // Seen to fail with: lookups by Dns.GetHostAddressesAsync, which block the threads that time-outs run on.
        double slowest = double.Parse(lines[0].Split('\t')[1], CultureInfo.InvariantCulture);
        Assert.InRange(slowest, 900, 10_000);
    }
}
