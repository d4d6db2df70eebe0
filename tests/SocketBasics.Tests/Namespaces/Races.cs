namespace SocketBasics.Tests.Namespaces;

/// <summary>Runs connects to names whose IPv6 is broken in every way, and keeps what the probe printed.</summary>
public sealed class Races : IAsyncLifetime
{
    private const string Both = "2001:db8:77:2::2 10.77.2.2";

    // Name, addresses, port, attempt delay, time-out. A delay of 2 s shows that nobody has waited for it.
    private const string Input =
        $"""
        whole.example	{Both}	8026	2000	30000
        dropped.example	{Both}	8020	250	30000
        dropped-by-file.example	-	8020	250	30000
        prohibited.example	{Both}	8021	2000	30000
        reset.example	{Both}	8022	2000	30000
        slow.example	{Both}	8023	250	30000
        slow-but-alone.example	{Both}	8024	2000	30000
        silent.example	{Both}	8025	250	1500

        """;

    // A mount namespace, too: the file of hosts is the same for every network namespace.
    private const string Script =
        """
        settings=$(mktemp -d)
        trap 'rm -r $settings' EXIT
        echo 'hosts: files' > $settings/nsswitch.conf
        echo '10.77.2.2 dropped-by-file.example' > $settings/hosts
        echo '2001:db8:77:2::2 dropped-by-file.example' >> $settings/hosts
        for file in hosts nsswitch.conf; do mount --bind $settings/$file /etc/$file; done
        $PROBE races
        """;

    private string _whyNot = "";
    private Dictionary<string, RaceRow> _rows = [];

    public async ValueTask InitializeAsync()
    {
        _whyNot = await NamespaceScript.WhyNotAsync();
        if (_whyNot.Length == 0)
        {
            _rows = RaceRow.Parse(await NamespaceScript.RunTopologyAsync(
                Input, "--with-peers", "unshare", "-m", "sh", "-ec", Script));
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal RaceRow To(string name)
    {
        if (_whyNot.Length > 0)
            Assert.Skip(_whyNot);
        return Assert.Contains(name, _rows);
    }
}
