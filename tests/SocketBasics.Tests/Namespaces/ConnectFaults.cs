namespace SocketBasics.Tests.Namespaces;

/// <summary>Runs every connect of <see cref="FaultTable"/> once, all at the same time, and keeps what the probe printed.</summary>
public class ConnectFaults : IAsyncLifetime
{
    private Dictionary<string, string[]> _lines = [];

    /// <summary>Gets the command of the probe.</summary>
    protected virtual string[] Command => ["connects"];

    public string WhyNot { get; private set; } = "";

    public string[] Line(string name)
    {
        if (WhyNot.Length > 0)
            Assert.Skip(WhyNot);
        return Assert.Contains(name, _lines);
    }

    public async ValueTask InitializeAsync()
    {
        WhyNot = await NamespaceScript.WhyNotAsync();
        if (WhyNot.Length > 0)
            return;

        string input = string.Concat(FaultTable.Rows.Select(
            static row => $"{row.Remote}\t{row.Remote}\t{row.Timeout.TotalMilliseconds:0}\n"));
        string[] lines = await NamespaceScript.RunTopologyAsync(
            input, ["--with-peers", .. NamespaceScript.Probe.Split(' '), .. Command]);
        _lines = lines.Select(static line => line.Split('\t')).ToDictionary(static fields => fields[0]);
    }

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
