using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.WildcardConnectAnalyzer,
    SocketBasics.Analyzers.CodeFixes.WildcardConnectCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class WildcardConnectFixTests
{
    [Theory]
    [InlineData("s.Connect(/* to */ [|IPAddress.Any|], 80); // why",
        "s.Connect(/* to */ IPAddress.Loopback, 80); // why")]
    [InlineData("s.Connect([|IPAddress.IPv6Any|], 80);", "s.Connect(IPAddress.IPv6Loopback, 80);")]
    [InlineData("s?.Connect([|\"0.0.0.0\"|], 80);", "s?.Connect(\"localhost\", 80);")]
    [InlineData("new TcpClient([|\"::\"|], 80);", "new TcpClient(\"localhost\", 80);")]
    [InlineData("s.Connect([|new IPEndPoint(IPAddress.Any, 80)|]);",
        "s.Connect(new IPEndPoint(IPAddress.Loopback, 80));")]
    [InlineData("s.Connect([|new IPEndPoint(port: 80, address: IPAddress.Any)|]);",
        "s.Connect(new IPEndPoint(port: 80, address: IPAddress.Loopback));")]
    [InlineData("s.Connect([|IPAddress.Parse(\"0.0.0.0\")|], 80);", "s.Connect(IPAddress.Loopback, 80);")]
    [InlineData("s.Connect([|new IPEndPoint(IPAddress.Parse(\"::\"), 80)|]);",
        "s.Connect(new IPEndPoint(IPAddress.IPv6Loopback, 80));")]
    [InlineData("s.Connect([|new DnsEndPoint(\"0.0.0.0\", 80)|]);", "s.Connect(new DnsEndPoint(\"localhost\", 80));")]
    [InlineData("ClientSocket.ConnectAsync([|Endpoint.Any(80)|]);",
        "ClientSocket.ConnectAsync(Endpoint.Loopback(80));")]
    [InlineData("ClientSocket.ConnectAsync([|Endpoint.AnyV4(80)|]);",
        "ClientSocket.ConnectAsync(Endpoint.Loopback(80));")]
    [InlineData("ClientSocket.ConnectAsync([|Endpoint.AnyV6(80)|]);",
        "ClientSocket.ConnectAsync(Endpoint.LoopbackV6(80));")]
    [InlineData("ClientSocket.ConnectAsync([|Endpoint.IP(IPAddress.Any, 80)|]);",
        "ClientSocket.ConnectAsync(Endpoint.IP(IPAddress.Loopback, 80));")]
    [InlineData("ClientSocket.ConnectAsync([|\"0.0.0.0\"|], 80);", "ClientSocket.ConnectAsync(\"localhost\", 80);")]
    public Task Loopback_is_connected_to(string before, string after) =>
        Verify.VerifyCodeFixAsync(InMethod(before), InMethod(after));

    [Theory]
    [InlineData("var e = new IPEndPoint(IPAddress.Any, 80); s.Connect([|e|]);")]
    [InlineData("var a = IPAddress.Any; s.Connect([|new IPEndPoint(a, 80)|]);")]
    [InlineData("const string Host = \"0.0.0.0\"; s.Connect([|Host|], 80);")]
    [InlineData("s.Connect([|new IPEndPoint(0, 80)|]);")]
    [InlineData("s.Connect([|IPEndPoint.Parse(\"0.0.0.0:80\")|]);")]
    public Task What_stands_elsewhere_gets_no_fix(string statement) => Verify.VerifyNoCodeFixAsync(InMethod(statement));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        InMethod("s.Connect(IPAddress.Any, 80); s.Connect(\"::\", 80);"),
        InMethod("s.Connect(IPAddress.Loopback, 80); s.Connect(\"localhost\", 80);"));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(InMethod(
        "s.Connect(new IPEndPoint(IPAddress.Parse(\"0.0.0.0\"), 80)); "
            + "ClientSocket.ConnectAsync(Endpoint.IP(IPAddress.Any, 80));"));

    private static string InMethod(string statement) => $$"""
        using System.Net;
        using System.Net.Sockets;
        using SocketBasics;
        class C
        {
            static void M(Socket s)
            {
                {{statement}}
            }
        }
        """;
}
