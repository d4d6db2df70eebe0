using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.EndpointFamilyAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class EndpointFamilyTests
{
    private const string V4 = "new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)";
    private const string V6 = "new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp)";

    [Theory]
    [InlineData($"var s = {V4}; s.Connect([|new IPEndPoint(IPAddress.IPv6Loopback, 80)|]);")]
    [InlineData($"var s = {V4}; s.Connect([|IPAddress.Parse(\"::1\")|], 80);")]
    [InlineData($"using var s = {V4}; s.Bind([|new IPEndPoint(IPAddress.IPv6Any, 80)|]);")]
    [InlineData($"var s = {V6}; s.Bind([|new IPEndPoint(IPAddress.Any, 80)|]);")]
    [InlineData($"var s = {V6}; await s.ConnectAsync([|new IPEndPoint(IPAddress.Loopback, 80)|]).ConfigureAwait(false);")]
    [InlineData($"var s = {V6}; s.BeginConnect([|IPAddress.Loopback|], 80, null, null);")]
    [InlineData($"var s = {V4}; var ep = new IPEndPoint(IPAddress.IPv6Loopback, 80); s.Connect([|ep|]);")]
    [InlineData($"var s = {V4}; System.Action a = () => s.Connect([|Remote|]);")]
    [InlineData($"var s = {V4}; s.Connect(port: 80, address: [|IPAddress.IPv6Loopback|]);")]
    [InlineData($"var s = {V4}; Configure(s); s.Connect([|IPAddress.IPv6Loopback|], 80);")]
    [InlineData($"var s = {V6}; s.NoDelay = true; s.Bind([|new IPEndPoint(IPAddress.Any, 80)|]);")]
    [InlineData($"void F() {{ var s = {V4}; s.Connect([|Remote|]); }} F();")]
    public Task The_other_family_is_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Theory]
    [InlineData($"var s = {V4}; s.Connect(new IPEndPoint(IPAddress.Loopback, 80));")]
    [InlineData($"var s = {V6}; s.Connect(new IPEndPoint(IPAddress.IPv6Loopback, 80));")]
    [InlineData($"var s = {V6}; s.DualMode = true; s.Bind(new IPEndPoint(IPAddress.Any, 80));")]
    [InlineData("var s = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true }; s.Bind(new IPEndPoint(IPAddress.Any, 80));")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(new IPEndPoint(IPAddress.Any, 80));")]
    [InlineData($"var s = {V6}; Configure(s); s.Bind(new IPEndPoint(IPAddress.Any, 80));")]
    [InlineData($"var s = {V6}; s.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.IPv6Only, false); s.Bind(new IPEndPoint(IPAddress.Any, 80));")]
    [InlineData($"var s = {V6}; s.SetRawSocketOption(41, 26, new byte[4]); s.Bind(new IPEndPoint(IPAddress.Any, 80));")]
    [InlineData("Socket s = new Own(AddressFamily.InterNetwork, 1, 2); s.Connect(Remote);")]
    [InlineData("var s = new Socket(SocketType.Dgram, ProtocolType.Udp); s.Bind(Remote);")]
    [InlineData("var s = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.IP); s.Connect(Remote);")]
    [InlineData($"var s = {V4}; s.Connect(\"::1\", 80);")]
    [InlineData($"var s = {V4}; s.Connect(address, 80);")]
    [InlineData($"var s = {V4}; s.Connect(new DnsEndPoint(\"::1\", 80));")]
    [InlineData($"var s = {V4}; s = {V6}; s.Connect(Remote);")]
    [InlineData($"var s = {V4}; Assert.Throws(() => s.Connect(Remote));")]
    [InlineData("parameter.Connect(Remote);")]
    public Task What_fits_or_is_not_known_is_not_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Fact]
    public Task Top_level_statements_are_flagged() => Verify.VerifyAnalyzerAsync(
        $"""
        using System.Net;
        using System.Net.Sockets;
        var s = {V4};
        s.Connect([|IPAddress.IPv6Loopback|], 80);
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public async Task A_field_of_a_type_in_several_files_is_not_known()
    {
        using var workspace = new AdhocWorkspace();
        Project project = TestProject.Create(workspace, [
            $$"""
            using System.Net;
            using System.Net.Sockets;
            partial class C
            {
                private static readonly IPEndPoint Remote = new(IPAddress.IPv6Loopback, 80);
                static void M() { var s = {{V4}}; s.Connect(Remote); }
            }
            """,
            "partial class C { static C() => Remote = new(System.Net.IPAddress.Loopback, 80); }",
        ]);
        Assert.Empty(await TestProject.AnalyzeAsync(project, new EndpointFamilyAnalyzer()));
    }

    [Fact]
    public async Task The_message_names_both_families() => Assert.Equal(
        ["'s' was made for IPv4 and ::1 is an address of IPv6; make the socket with the address family of the endpoint"],
        await Verify.MessagesAsync(InMethod($"var s = {V4}; s.Connect(IPAddress.IPv6Loopback, 80);")));

    [Fact]
    public Task Incomplete_code_never_throws() =>
        Verify.VerifyIncompleteCodeAsync(InMethod("var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); s.Connect(IPAddress.IPv6Loopback, 80);"));

    private static string InMethod(string statement) => $$"""
        using System.Net;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        static class Assert { public static void Throws(System.Action a) { } }
        sealed class Own(AddressFamily family, int a, int b) : Socket(family == 0 || a > b ? SocketType.Raw : SocketType.Stream, ProtocolType.Tcp);
        class C
        {
            private static readonly IPEndPoint Remote = new(IPAddress.IPv6Loopback, 80);
            static void Configure(Socket socket) { }
            static async Task M(Socket parameter, IPAddress address)
            {
                await Task.Yield();
                {{statement}}
            }
        }
        """;
}
