using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.PortReadTooEarlyAnalyzer,
    SocketBasics.Analyzers.CodeFixes.PortReadTooEarlyCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class PortReadTooEarlyFixTests
{
    private const string Bound = "var e = new IPEndPoint(address, 0); s.Bind(e); ";

    [Fact]
    public Task The_port_of_the_socket_is_read() => Verify.VerifyCodeFixAsync(
        PortReadTooEarlyTests.InMethod(Bound + "int port = /* why */ [|e.Port|]; // here"),
        PortReadTooEarlyTests.InMethod(Bound + "int port = /* why */ ((System.Net.IPEndPoint)s.LocalEndPoint!).Port; // here"));

    [Theory]
    [InlineData("var e = new IPEndPoint(address, 0); var l = new TcpListener(e); l.Start(); int port = [|e.Port|];")]
    [InlineData("Endpoint e = Endpoint.Loopback(0); var bound = ServerSocket.Create().Bind(e); int port = [|e.Port|];")]
    [InlineData("Endpoint e = Endpoint.Loopback(0); var server = ServerSocket.Create(); server.Bind(e); int port = [|e.Port|];")]
    [InlineData("var l = TcpListener.Create(0); int port = [|((IPEndPoint)l.LocalEndpoint).Port|]; l.Start();")]
    public Task Where_no_socket_is_at_hand_there_is_no_fix(string statements) =>
        Verify.VerifyNoCodeFixAsync(PortReadTooEarlyTests.InMethod(statements));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        PortReadTooEarlyTests.InMethod(Bound + "int a = e.Port; int b = e.Port;"),
        PortReadTooEarlyTests.InMethod(
            Bound + "int a = ((System.Net.IPEndPoint)s.LocalEndPoint!).Port; int b = ((System.Net.IPEndPoint)s.LocalEndPoint!).Port;"));

    [Fact]
    public Task Incomplete_code_never_throws() =>
        Verify.VerifyIncompleteCodeAsync(PortReadTooEarlyTests.InMethod(Bound + "int port = e.Port; "
            + "var l = new TcpListener(new IPEndPoint(address, 0)); port = ((IPEndPoint)l.LocalEndpoint).Port; "
            + "l.Start();"));
}
