using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ServerBoundToOneAddressAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ServerBoundToOneAddressTests
{
    [Theory]
    [InlineData("var l = new TcpListener([|IPAddress.Parse(\"192.168.88.126\")|], 8080);")]
    [InlineData("TcpListener l = new([|IPAddress.Parse(\"fe80::1\")|], 8080);")]
    [InlineData("var l = new TcpListener([|new IPEndPoint(IPAddress.Parse(\"10.0.0.1\"), 8080)|]);")]
    [InlineData("var l = new TcpListener([|IPEndPoint.Parse(\"10.0.0.1:8080\")|]);")]
    [InlineData("var a = IPAddress.Parse(\"10.0.0.1\"); var l = new TcpListener([|a|], port);")]
    [InlineData("var e = new IPEndPoint(IPAddress.Parse(\"10.0.0.1\"), port); var l = new TcpListener([|e|]);")]
    [InlineData("const string Home = \"10.0.0.1\"; var l = new TcpListener([|IPAddress.Parse(Home)|], 80);")]
    [InlineData("s.Bind([|new IPEndPoint(IPAddress.Parse(\"10.0.0.1\"), 80)|]); s.Listen();")]
    [InlineData("s?.Bind([|new IPEndPoint(IPAddress.Parse(\"10.0.0.1\"), 80)|]); s?.Listen(); await s!.AcceptAsync().ConfigureAwait(false);")]
    [InlineData("Action start = () => { s.Bind([|new IPEndPoint(IPAddress.Parse(\"10.0.0.1\"), 80)|]); s.Listen(); };")]
    [InlineData("using var b = ServerSocket.Create().Bind([|Endpoint.Parse(\"10.0.0.1:80\")|]);")]
    [InlineData("using var b = ServerSocket.Create().Bind([|Endpoint.IP(IPAddress.Parse(\"10.0.0.1\"), port)|]);")]
    public Task An_address_in_the_source_is_flagged(string statements) => Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Theory]
    [InlineData("var l = new TcpListener(IPAddress.Any, 80);")]
    [InlineData("var l = new TcpListener(IPAddress.IPv6Any, 80);")]
    [InlineData("var l = new TcpListener(IPAddress.Loopback, 80);")]
    [InlineData("var l = new TcpListener(IPAddress.Parse(\"127.0.0.1\"), 80);")]
    [InlineData("var l = new TcpListener(IPAddress.Parse(\"::1\"), 80);")]
    [InlineData("var l = new TcpListener(IPAddress.Parse(\"0.0.0.0\"), 80);")]
    [InlineData("var l = new TcpListener(IPAddress.Parse(\"no address\"), 80);")]
    [InlineData("var l = new TcpListener(IPAddress.Parse(text), 80);")]
    [InlineData("var l = new TcpListener(address, 80);")]
    [InlineData("var l = TcpListener.Create(80);")]
    [InlineData("var a = IPAddress.Parse(\"10.0.0.1\"); a = address; var l = new TcpListener(a, 80);")]
    [InlineData("s.Bind(new IPEndPoint(IPAddress.Parse(\"10.0.0.1\"), 0)); s.Connect(address, 80);")]
    [InlineData("s.Bind(new IPEndPoint(IPAddress.Parse(\"10.0.0.1\"), 0));")]
    [InlineData("using var u = new UdpClient(new IPEndPoint(IPAddress.Parse(\"10.0.0.1\"), 80));")]
    [InlineData("using var c = new TcpClient(\"10.0.0.1\", 80);")]
    [InlineData("using var b = ServerSocket.Create().Bind(Endpoint.Loopback(80));")]
    [InlineData("using var b = ServerSocket.Create().Bind(Endpoint.Any(80));")]
    public Task Any_other_is_not_flagged(string statements) => Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Fact]
    public Task Test_projects_are_left_alone() => Verify.VerifyAnalyzerAsync(
        InMethod("var l = new TcpListener(IPAddress.Parse(\"10.0.0.1\"), 80);"),
        new ProjectSettings { References = [MetadataReference.CreateFromFile(typeof(FactAttribute).Assembly.Location)] });

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        using System.Net.Sockets;
        var tcp = new TcpListener([|IPAddress.Parse("10.0.0.1")|], 80);
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class IPAddress { public static IPAddress Parse(string text) => new(); }
        sealed class TcpListener(IPAddress address, int port) { public override string ToString() => $"{address}:{port}"; }
        class C { static void M() => _ = new TcpListener(IPAddress.Parse("10.0.0.1"), 80); }
        """);

    [Fact]
    public async Task The_message_names_the_address() => Assert.Equal(
        [
            "The server only accepts connections to '10.0.0.1', and starts only on a machine that has it; bind IPAddress.Any, "
                + "or take the address from configuration",
        ],
        await Verify.MessagesAsync(InMethod("var l = new TcpListener(IPAddress.Parse(\"10.0.0.1\"), 80);")));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(
        InMethod("s.Bind(new IPEndPoint(IPAddress.Parse(\"10.0.0.1\"), 80)); s.Listen(); var l = new TcpListener(IPAddress.Parse(\"10.0.0.1\"), 80);"));

    private static string InMethod(string statements) => $$"""
        using System;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        using SocketBasics;
        class C
        {
            static async Task M(IPAddress address, string text, int port)
            {
                await Task.Yield();
                var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                {{statements}}
            }
        }
        """;
}
