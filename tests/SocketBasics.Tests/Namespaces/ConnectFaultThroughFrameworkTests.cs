using System.Globalization;

namespace SocketBasics.Tests.Namespaces;

/// <summary>The faults once more, with the framework's connect: other systems have no other, and it has the same outcomes.</summary>
public sealed class ConnectFaultThroughFrameworkTests(ConnectFaultsThroughFramework faults)
    : IClassFixture<ConnectFaultsThroughFramework>
{
    public static TheoryData<string> Remotes => ConnectFaultTests.Remotes;

    [Theory]
    [MemberData(nameof(Remotes))]
    public void A_fault_on_the_way_becomes_the_same_outcome(string remote)
    {
        FaultRow row = FaultTable.Rows.Single(row => row.Remote == remote);

        string[] fields = faults.Line(remote);

        Assert.Equal(row.Outcome, $"{fields[1]} {fields[2]}");
        Assert.Equal(row.ReportedBy, fields[3]);

        // The framework keeps the errno for itself; the error queue has it.
        Assert.Equal(row.ReportedBy.Length > 0 ? row.Errno : "", fields[4]);

        int syns = int.Parse(fields[5], CultureInfo.InvariantCulture);
        ConnectFaultTests.AssertTime(
            row, syns, TimeSpan.FromMilliseconds(int.Parse(fields[7], CultureInfo.InvariantCulture)));
    }
}
