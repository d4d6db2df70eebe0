using System.Globalization;

namespace SocketBasics.Tests.Namespaces;

/// <summary>Every fault of a connect that needs routes or a firewall, on the real kernel.</summary>
public sealed class ConnectFaultTests(ConnectFaults faults) : IClassFixture<ConnectFaults>
{
    public static TheoryData<string> Remotes => [.. FaultTable.Rows.Select(static row => row.Remote)];

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
        Assert.InRange(int.Parse(fields[5], CultureInfo.InvariantCulture), row.LeastSyns, row.MostSyns);
        Assert.StartsWith($"{remote}: ", fields[6], StringComparison.Ordinal);
        if (row.ReportedBy.Length > 0)
            Assert.Contains($" from {row.ReportedBy}", fields[6], StringComparison.Ordinal);
    }
}
