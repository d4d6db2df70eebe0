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
    [InlineData("var e = IPEndPoint.Parse(\"10.0.0.1:80\"); var l = new TcpListener([|e|]); Console.WriteLine(e);")]
    [InlineData("var l = new TcpListener([|new IPAddress(new byte[] { 10, 0, 0, 1 })|], 80);")]
    [InlineData("var l = new TcpListener([|new IPAddress([10, 0, 0, 1])|], 80);")]
    [InlineData("IPAddress a = new(new byte[] { 10, 0, 0, 1 }); var l = new TcpListener([|a|], 80);")]
    [InlineData("var l = new TcpListener([|new IPAddress([0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "
        + "1])|], 80);")]
    public Task An_address_in_the_source_is_flagged(string statements) => Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Theory]
    [InlineData("var l = new TcpListener([|Dns.GetHostEntry(Dns.GetHostName()).AddressList[0]|], 80);")]
    [InlineData("var l = new TcpListener([|Dns.GetHostAddresses(Dns.GetHostName()).First()|], 80);")]
    [InlineData("var l = new TcpListener([|(await Dns.GetHostAddressesAsync(Environment.MachineName))[0]|], 80);")]
    [InlineData("var h = Dns.GetHostEntry(Dns.GetHostName()); var a = h.AddressList[0]; "
        + "var e = new IPEndPoint(a, 80); s.Bind([|e|]); s.Listen();")]
    [InlineData("string name = Dns.GetHostName(); var l = new TcpListener([|Dns.GetHostAddresses(name)[0]|], 80);")]
    [InlineData("using var b = ServerSocket.Create().Bind([|Endpoint.IP(Dns.GetHostAddresses(Dns.GetHostName())[0], port)|]);")]
    public Task The_first_address_of_the_own_name_is_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Theory]
    [InlineData("var l = new TcpListener(Dns.GetHostAddresses(text)[0], 80);")]
    [InlineData("var l = new TcpListener(Dns.GetHostAddresses(Dns.GetHostName())[1], 80);")]
    [InlineData("var l = new TcpListener(Dns.GetHostAddresses(Dns.GetHostName()).First(a => a.AddressFamily == "
        + "AddressFamily.InterNetwork), 80);")]
    [InlineData("s.Connect(Dns.GetHostAddresses(Dns.GetHostName())[0], 80);")]
    [InlineData("var l = new TcpListener(new IPAddress(new byte[] { 127, 0, 0, 1 }), 80);")]
    [InlineData("var l = new TcpListener(new IPAddress([0, 0, 0, 0]), 80);")]
    [InlineData("var l = new TcpListener(new IPAddress([10, 0, 0, (byte)port]), 80);")]
    [InlineData("var l = new TcpListener(new IPAddress(new byte[4]), 80);")]
    [InlineData("var l = new TcpListener(new IPAddress([10, 0, .. text.Select(c => (byte)c)]), 80);")]
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
    [InlineData("ServerSocket.Create().Dispose();")]
    [InlineData("var l = new TcpListener(new IPAddress([1, 2, 3]), 80);")]
    [InlineData("var l = new TcpListener(IPAddress.Parse(\"::\"), 80);")]
    [InlineData("var l = new TcpListener(IPEndPoint.Parse(\"80\"));")]
    [InlineData("var l = new TcpListener(Own.Endpoint.Parse(\"10.0.0.1:80\"));")]
    [InlineData("var l = new TcpListener(Dns.GetHostAddresses(Environment.UserName)[0], 80);")]
    [InlineData("using var d = DatagramSocket.Bind(Endpoint.Parse(\"10.0.0.1:80\"));")]
    [InlineData("s.Listen(); s.Equals(IPAddress.Parse(\"10.0.0.1\"));")]
    [InlineData("Assert.Throws(() => new TcpListener(IPAddress.Parse(\"10.0.0.1\"), 80));")]
    [InlineData("Own.ServerSocket.Bind(IPEndPoint.Parse(\"10.0.0.1:80\"));")]
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
    public async Task The_message_says_that_nobody_knows_the_first_address() => Assert.Equal(
        [
            "The server only accepts connections to 'Dns.GetHostAddresses(Dns.GetHostName())[0]', whichever of the "
                + "machine's "
                + "addresses that is; bind IPAddress.Any, or take the address from configuration",
        ],
        await Verify.MessagesAsync(InMethod("var l = new TcpListener(Dns.GetHostAddresses(Dns.GetHostName())[0], "
            + "80);")));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(
        InMethod("s.Bind(new IPEndPoint(IPAddress.Parse(\"10.0.0.1\"), 80)); s.Listen(); var l = new TcpListener(IPAddress.Parse(\"10.0.0.1\"), 80);"));

    internal static string InMethod(string statements) => $$"""
        using System;
        using System.Linq;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        using SocketBasics;
        class C
        {
            static class Assert { public static void Throws(Func<object> code) { } }
            static class Own
            {
                public static class ServerSocket { public static void Bind(IPEndPoint endPoint) { } }
                public static class Endpoint { public static IPEndPoint Parse(string text) => new(0L, text.Length); }
            }

            static async Task M(IPAddress address, string text, int port)
            {
                await Task.Yield();
                var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                {{statements}}
            }
        }
        """;
}
