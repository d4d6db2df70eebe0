using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.FirstAddressAnalyzer,
    SocketBasics.Analyzers.CodeFixes.FirstAddressCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class FirstAddressFixTests
{
    [Theory]
    [InlineData("s.Connect(/* to */ [|Dns.GetHostAddresses(host)[0]|], 80); // why",
        "s.Connect(/* to */ host, 80); // why")]
    [InlineData("c.Connect([|Dns.GetHostEntry(host).AddressList[0]|], 80);", "c.Connect(host, 80);")]
    [InlineData("s.Connect([|Dns.GetHostAddresses(host).FirstOrDefault()|]!, 80);", "s.Connect(host, 80);")]
    [InlineData("s.Connect([|Dns.GetHostAddresses(hostNameOrAddress: host + index)[0]|], 80);",
        "s.Connect(host + index, 80);")]
    [InlineData("s.Connect(new IPEndPoint([|Dns.GetHostAddresses(host)[0]|], 80));", "s.Connect(host, 80);")]
    [InlineData("c.Connect(new IPEndPoint([|Dns.GetHostEntry(host).AddressList[0]|], 80));", "c.Connect(host, 80);")]
    [InlineData("await s.ConnectAsync(new IPEndPoint([|(await Dns.GetHostAddressesAsync(host))[0]|], 80), default);",
        "await s.ConnectAsync(host, 80, default);")]
    [InlineData("s.BeginConnect(new IPEndPoint([|Dns.GetHostAddresses(host)[0]|], 80), null, null);",
        "s.BeginConnect(host, 80, null, null);")]
    public Task The_name_is_connected_to(string before, string after) =>
        Verify.VerifyCodeFixAsync(FirstAddressTests.InMethod(before), FirstAddressTests.InMethod(after));

    [Theory]
    [InlineData("var a = [|Dns.GetHostAddresses(host)[0]|]; s.Connect(a, 80);")]
    [InlineData("var l = Dns.GetHostAddresses(host); s.Connect([|l[0]|], 80);")]
    [InlineData("var e = new IPEndPoint([|Dns.GetHostAddresses(host)[0]|], 80); s.Connect(e);")]
    [InlineData("s.Bind(new IPEndPoint([|Dns.GetHostAddresses(host)[0]|], 80));")]
    [InlineData("_ = new TcpListener([|Dns.GetHostAddresses(host)[0]|], 80);")]
    [InlineData("Endpoint e = Endpoint.IP([|Dns.GetHostAddresses(host)[0]|], 80);")]
    [InlineData("s.Connect([|Dns.GetHostAddresses(host).FirstOrDefault()|] ?? IPAddress.Loopback, 80);")]
    [InlineData("s.Connect(port: 80, address: [|Dns.GetHostAddresses(host)[0]|]);")]
    [InlineData("s.SendTo(new byte[1], new IPEndPoint([|Dns.GetHostAddresses(host)[0]|], 80));")]
    public Task Where_no_connect_by_name_can_stand_there_is_no_fix(string statements) =>
        Verify.VerifyNoCodeFixAsync(FirstAddressTests.InMethod(statements));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        InMethod("s.Connect(Dns.GetHostAddresses(host)[0], 80); "
            + "s.Connect(new IPEndPoint(Dns.GetHostAddresses(host)[0], 80));"),
        InMethod("s.Connect(host, 80); s.Connect(host, 80);"));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(InMethod(
        "s.Connect(new IPEndPoint(Dns.GetHostEntry(host).AddressList[0], 80)); var l = Dns.GetHostAddresses(host); "
            + "s.Connect(l[0], 80);"));

    private static string InMethod(string statements) => $$"""
        using System.Net;
        using System.Net.Sockets;
        class C { static void M(Socket s, string host) { {{statements}} } }
        """;
}
