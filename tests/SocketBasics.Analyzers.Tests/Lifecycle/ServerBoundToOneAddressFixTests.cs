using Microsoft.CodeAnalysis.CodeFixes;
using VerifyAny = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.ServerBoundToOneAddressAnalyzer,
    SocketBasics.Analyzers.CodeFixes.ServerBoundToOneAddressCodeFix>;
using VerifyLoopback = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.ServerBoundToOneAddressAnalyzer,
    SocketBasics.Analyzers.CodeFixes.ServerBoundToOneAddressLoopbackCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ServerBoundToOneAddressFixTests
{
    [Theory]
    [InlineData("var l = new TcpListener(/* on */ [|IPAddress.Parse(\"10.0.0.1\")|], 80); // why",
        "var l = new TcpListener(/* on */ IPAddress.Any, 80); // why")]
    [InlineData("var l = new TcpListener([|IPAddress.Parse(\"fe80::1\")|], 80);",
        "var l = new TcpListener(IPAddress.IPv6Any, 80);")]
    [InlineData("var l = new TcpListener([|new IPAddress([10, 0, 0, 1])|], 80);",
        "var l = new TcpListener(IPAddress.Any, 80);")]
    [InlineData("s.Bind([|new IPEndPoint(IPAddress.Parse(\"10.0.0.1\"), 80)|]); s.Listen();",
        "s.Bind(new IPEndPoint(IPAddress.Any, 80)); s.Listen();")]
    [InlineData("var l = new TcpListener([|IPEndPoint.Parse(\"10.0.0.1:8080\")|]);",
        "var l = new TcpListener(new IPEndPoint(IPAddress.Any, 8080));")]
    [InlineData("var l = new TcpListener([|IPEndPoint.Parse(\"[fe80::1]:8080\")|]);",
        "var l = new TcpListener(new IPEndPoint(IPAddress.IPv6Any, 8080));")]
    [InlineData("using var b = ServerSocket.Create().Bind([|Endpoint.Parse(\"10.0.0.1:80\")|]);",
        "using var b = ServerSocket.Create().Bind(Endpoint.Any(80));")]
    [InlineData("using var b = ServerSocket.Create().Bind([|Endpoint.IP(IPAddress.Parse(\"10.0.0.1\"), port)|]);",
        "using var b = ServerSocket.Create().Bind(Endpoint.IP(IPAddress.Any, port));")]
    [InlineData("s.Bind([|new IPEndPoint(port: 80, address: IPAddress.Parse(\"10.0.0.1\"))|]); s.Listen();",
        "s.Bind(new IPEndPoint(port: 80, address: IPAddress.Any)); s.Listen();")]
    [InlineData("var a = IPAddress.Parse(\"10.0.0.1\"); using var b = ServerSocket.Create().Bind([|Endpoint.IP(a, port)|]);",
        "var a = IPAddress.Any; using var b = ServerSocket.Create().Bind(Endpoint.IP(a, port));")]
    [InlineData("var a = IPAddress.Parse(\"10.0.0.1\"); var l = new TcpListener([|a|], 80);",
        "var a = IPAddress.Any; var l = new TcpListener(a, 80);")]
    [InlineData("var h = Dns.GetHostEntry(Dns.GetHostName()); var a = h.AddressList[0]; var e = new IPEndPoint(a, 80); "
            + "s = new Socket(a.AddressFamily, SocketType.Stream, ProtocolType.Tcp); s.Bind([|e|]); s.Listen();",
        "var h = Dns.GetHostEntry(Dns.GetHostName()); var a = IPAddress.Any; var e = new IPEndPoint(a, 80); "
            + "s = new Socket(a.AddressFamily, SocketType.Stream, ProtocolType.Tcp); s.Bind(e); s.Listen();")]
    [InlineData("var l = new TcpListener([|Dns.GetHostAddresses(Dns.GetHostName()).FirstOrDefault()|]!, 80);",
        "var l = new TcpListener(IPAddress.Any, 80);")]
    public Task All_addresses_are_bound(string before, string after) => VerifyAny.VerifyCodeFixAsync(
        ServerBoundToOneAddressTests.InMethod(before), ServerBoundToOneAddressTests.InMethod(after));

    [Theory]
    [InlineData("var l = new TcpListener([|IPAddress.Parse(\"10.0.0.1\")|], 80);",
        "var l = new TcpListener(IPAddress.Loopback, 80);")]
    [InlineData("var l = new TcpListener([|IPAddress.Parse(\"fe80::1\")|], 80);",
        "var l = new TcpListener(IPAddress.IPv6Loopback, 80);")]
    [InlineData("var l = new TcpListener([|IPEndPoint.Parse(\"10.0.0.1:8080\")|]);",
        "var l = new TcpListener(new IPEndPoint(IPAddress.Loopback, 8080));")]
    [InlineData("using var b = ServerSocket.Create().Bind([|Endpoint.Parse(\"10.0.0.1:80\")|]);",
        "using var b = ServerSocket.Create().Bind(Endpoint.Loopback(80));")]
    [InlineData("using var b = ServerSocket.Create().Bind([|Endpoint.Parse(\"[fe80::1]:80\")|]);",
        "using var b = ServerSocket.Create().Bind(Endpoint.LoopbackV6(80));")]
    public Task Loopback_is_bound(string before, string after) => VerifyLoopback.VerifyCodeFixAsync(
        ServerBoundToOneAddressTests.InMethod(before), ServerBoundToOneAddressTests.InMethod(after));

    [Theory]
    [InlineData("var a = IPAddress.Parse(\"10.0.0.1\"); var l = new TcpListener([|a|], 80); Console.WriteLine(a);")]
    [InlineData("var e = IPEndPoint.Parse(\"10.0.0.1:80\"); var l = new TcpListener([|e|]); "
        + "new TcpClient().Connect(e);")]
    [InlineData("var a = IPAddress.Parse(\"10.0.0.1\"); var e = new IPEndPoint(a, 80); "
        + "var l = new TcpListener([|e|]); a.ToString();")]
    public async Task An_address_that_is_used_elsewhere_gets_no_fix(string statements)
    {
        await VerifyAny.VerifyNoCodeFixAsync(ServerBoundToOneAddressTests.InMethod(statements));
        await VerifyLoopback.VerifyNoCodeFixAsync(ServerBoundToOneAddressTests.InMethod(statements));
    }

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public async Task All_are_fixed_at_once(FixAllScope scope)
    {
        const string Before = "_ = new TcpListener(IPAddress.Parse(\"10.0.0.1\"), 1); "
            + "_ = new TcpListener(IPAddress.Parse(\"10.0.0.2\"), 2);";
        await VerifyAny.VerifyFixAllAsync(
            scope, InType(Before), InType("_ = new TcpListener(IPAddress.Any, 1); "
                + "_ = new TcpListener(IPAddress.Any, 2);"));
        await VerifyLoopback.VerifyFixAllAsync(
            scope, InType(Before), InType("_ = new TcpListener(IPAddress.Loopback, 1); "
                + "_ = new TcpListener(IPAddress.Loopback, 2);"));
    }

    [Fact]
    public Task Incomplete_code_never_throws() => VerifyAny.VerifyIncompleteCodeAsync(InType(
        "var a = new IPAddress(new byte[] { 10, 0, 0, 1 }); _ = new TcpListener(new IPEndPoint(a, 1)); "
            + "_ = new TcpListener(IPEndPoint.Parse(\"10.0.0.1:1\")); "
            + "_ = new TcpListener(Dns.GetHostEntry(Dns.GetHostName()).AddressList[0], 1);"));

    private static string InType(string statements) => $$"""
        using System.Net;
        using System.Net.Sockets;
        class C { static void M() { {{statements}} } }
        """;
}
