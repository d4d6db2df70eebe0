using System.Globalization;

namespace SocketBasics.Tests.Namespaces;

/// <summary>Every fault of a connect that needs routes or a firewall, on the real kernel.</summary>
public sealed class ConnectFaultTests(ConnectFaults faults) : IClassFixture<ConnectFaults>
{
    public static TheoryData<string> Remotes => [.. FaultTable.Rows.Select(static row => row.Remote)];

    // Seen to fail with: SynCount one too high.
    [Theory]
    [MemberData(nameof(Remotes))]
    public void A_fault_on_the_way_becomes_its_outcome(string remote)
    {
        FaultRow row = FaultTable.Rows.Single(row => row.Remote == remote);

        string[] fields = faults.Line(remote);

        Assert.Equal(row.Outcome, $"{fields[1]} {fields[2]}");
        Assert.Equal(row.ReportedBy, fields[3]);
        if (!row.Errno.EndsWith('?') || fields[4].Length > 0)
            Assert.Equal(row.Errno.TrimEnd('?'), fields[4]);
        int syns = int.Parse(fields[5], CultureInfo.InvariantCulture);
        Assert.InRange(syns, row.LeastSyns, row.MostSyns);
        AssertTime(row, syns, TimeSpan.FromMilliseconds(int.Parse(fields[7], CultureInfo.InvariantCulture)));
        Assert.StartsWith($"{remote}: ", fields[6], StringComparison.Ordinal);
        if (row.ReportedBy.Length > 0)
            Assert.Contains($" from {row.ReportedBy}", fields[6], StringComparison.Ordinal);
    }

    /// <summary>The bounds of the row, and what every SYN but the first one costs.</summary>
    internal static void AssertTime(FaultRow row, int syns, TimeSpan elapsed)
    {
        Assert.InRange(elapsed, row.Least, row.Most);

        // A SYN is repeated after a second (RFC 6298 section 2) at the earliest; the kernel counts in ticks of up to 10 ms.
        // Two SYNs and no second, or one and a second's wait, is a wrong count.
        Assert.True(elapsed >= TimeSpan.FromSeconds(0.95 * (syns - 1)), $"{syns} SYNs within {elapsed}.");
    }
}
