using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;

namespace SocketBasics.Analyzers.Tests;

/// <summary>The compiler finds all rules, and in a set they report what they report alone.</summary>
public sealed class RuleSetTests
{
    private const string Mistakes = """
        using System.Net;
        using System.Net.Sockets;
        using System.Text;
        using System.Threading.Tasks;
        using SocketBasics;

        sealed class Listening
        {
            private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

            public void M(Socket client, byte[] buffer)
            {
                _listener.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                _listener.Bind(new IPEndPoint(IPAddress.Any, IPAddress.HostToNetworkOrder((short)80)));
                _listener.Listen(0);
                _listener.Shutdown(SocketShutdown.Both);
                var local = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                local.Bind(new IPEndPoint(IPAddress.Loopback, 80));
                local.Listen();
                local.Send(buffer);
                client.Receive(buffer);
                client.Connect(Dns.GetHostAddresses("example.com")[0], 80);
                client.ReceiveTimeout = 100;
                client.LingerState.Enabled = true;
                client.Connect(new IPEndPoint(IPAddress.Any, 70_000));
                bool isSame = IPAddress.Parse("010.0.0.1") == IPAddress.Loopback;
                var bound = new TcpClient(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 80));
                bound.Connect("192.0.2.1", 80);
                string text = Encoding.UTF8.GetString(buffer, 0, client.Receive(buffer));
            }

            public async Task M(ServerSocket server)
            {
                await ClientSocket.ConnectAsync("example.com", 80);
                server.Bind(Endpoint.Any(80));
                server.Bind(Endpoint.Any(80));
            }
        }
        """;

    private static readonly RuleSet[] Sets = [.. AllRules.Found.OfType<RuleSet>()];

    [Fact]
    public void Each_rule_is_in_the_set_of_its_severity_and_in_no_other() => Assert.Equal(
        AllRules.Analyzers.OfType<RuleAnalyzer>()
            .Select(rule => rule.SupportedDiagnostics.Single())
            .Select(rule => (rule.Id, rule.DefaultSeverity == DiagnosticSeverity.Warning))
            .Order(),
        Sets.SelectMany(set => set.SupportedDiagnostics.Select(rule => (rule.Id, set is WarningRules))).Order());

    [Fact]
    public void The_compiler_finds_the_sets_and_the_suppressors_and_nothing_else() => Assert.Equal(
        ["InformationRules", "OutcomesHandledSuppressor", "WarningRules"],
        AllRules.Found.Select(analyzer => analyzer.GetType().Name));

    // Seen to fail with: a set that leaves out the actions of all rules but the last for a kind of operation.
    [Fact]
    public async Task In_a_set_rules_report_what_they_report_alone()
    {
        using var workspace = new AdhocWorkspace();
        Project project = TestProject.Create(workspace, [Mistakes]);

        var alone = new List<string>();
        foreach (RuleAnalyzer rule in AllRules.Analyzers.OfType<RuleAnalyzer>())
            alone.AddRange((await TestProject.AnalyzeAsync(project, rule)).Select(Describe));
        ImmutableArray<Diagnostic> together = await TestProject.AllDiagnosticsAsync(project, [.. Sets]);

        Assert.Equal(
            alone.Order(StringComparer.Ordinal),
            together.Where(report => report.Id.StartsWith("SB", StringComparison.Ordinal))
                .Select(Describe).Order(StringComparer.Ordinal));
        Assert.InRange(alone.Select(report => report[..6]).Distinct().Count(), 12, int.MaxValue);
    }

    [Fact]
    public async Task A_rule_of_a_set_is_turned_off_alone()
    {
        using var workspace = new AdhocWorkspace();
        Project project = TestProject.Create(
            workspace,
            [Mistakes],
            new() { Options = new Dictionary<string, string> { ["dotnet_diagnostic.SB1101.severity"] = "none" } });

        string[] ids = [.. (await TestProject.AllDiagnosticsAsync(project, [.. Sets])).Select(report => report.Id)];

        Assert.DoesNotContain("SB1101", ids);
        Assert.Contains("SB1102", ids);
    }

    private static string Describe(Diagnostic report) => $"{report.Id} {report.Severity} {report.Location.SourceSpan}";
}
