using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.ClientBoundAnalyzer,
    SocketBasics.Analyzers.CodeFixes.ClientBoundCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ClientBoundFixTests
{
    [Theory]
    [InlineData("[|s.Bind(remote)|]; s.Connect(remote); // why", "s.Connect(remote); // why")]
    [InlineData("s.Connect(remote); s?[|.Bind(remote)|];", "s.Connect(remote); ")]
    [InlineData(
        "using var c = [|new TcpClient(new IPEndPoint(IPAddress.Any, 0))|]; c.Connect(remote);",
        "using var c = new TcpClient(); c.Connect(remote);")]
    [InlineData("var o = new ConnectOptions { [|LocalEndpoint = Endpoint.Any(0)|] };", "var o = new ConnectOptions();")]
    [InlineData("ConnectOptions o = new() { [|LocalEndpoint = Endpoint.Any(0)|] };", "ConnectOptions o = new();")]
    [InlineData(
        "var o = new ConnectOptions { NoDelay = true, [|LocalEndpoint = Endpoint.Any(0)|], KeepAlive = null };",
        "var o = new ConnectOptions { NoDelay = true, KeepAlive = null };")]
    [InlineData(
        "var o = new ConnectOptions { NoDelay = true, [|LocalEndpoint = Endpoint.Any(0)|] };",
        "var o = new ConnectOptions { NoDelay = true };")]
    [InlineData(
        "var o = new ConnectOptions { NoDelay = true, [|LocalEndpoint = Endpoint.Any(0)|], };",
        "var o = new ConnectOptions { NoDelay = true, };")]
    [InlineData("var o = new ConnectOptions() with { [|LocalEndpoint = Endpoint.Any(0)|] }; // why",
        "var o = new ConnectOptions(); // why")]
    [InlineData(
        "var o = new ConnectOptions() with { NoDelay = true, [|LocalEndpoint = Endpoint.Any(0)|] };",
        "var o = new ConnectOptions() with { NoDelay = true };")]
    [InlineData(
        "var o = new ConnectOptions { NoDelay = true } with { [|LocalEndpoint = Endpoint.Any(0)|] };",
        "var o = new ConnectOptions { NoDelay = true } with { LocalEndpoint = null };")]
    [InlineData(
        "ConnectOptions all = new(); var o = all with { NoDelay = true, [|LocalEndpoint = /* here */ "
            + "Endpoint.Any(0)|] };",
        "ConnectOptions all = new(); var o = all with { NoDelay = true, LocalEndpoint = /* here */ null };")]
    public Task The_bind_is_removed(string before, string after) =>
        Verify.VerifyCodeFixAsync(ClientBoundTests.InMethod(before), ClientBoundTests.InMethod(after));

    [Fact]
    public Task A_comment_before_it_stays() => Verify.VerifyCodeFixAsync(
        ClientBoundTests.InMethod("""
            // before
                    [|s.Bind(new IPEndPoint(IPAddress.Any, 5000))|];
                    s.Connect(remote); // after
            """),
        ClientBoundTests.InMethod("""
            // before
                    s.Connect(remote); // after
            """));

    [Theory]
    [InlineData("if (port > 0) [|s.Bind(remote)|]; s.Connect(remote);")]
    [InlineData("Action bind = () => [|s.Bind(remote)|]; s.Connect(remote);")]
    public Task What_cannot_be_left_out_gets_no_fix(string statement) =>
        Verify.VerifyNoCodeFixAsync(ClientBoundTests.InMethod(statement));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        ClientBoundTests.InMethod("s.Bind(remote); s.Connect(remote); var o = new ConnectOptions { LocalEndpoint = Endpoint.Any(0) };"),
        ClientBoundTests.InMethod("s.Connect(remote); var o = new ConnectOptions();"));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(ClientBoundTests.InMethod(
        "s.Bind(remote); s.Connect(remote); var o = new ConnectOptions { LocalEndpoint = Endpoint.Any(0) }; "
            + "o = o with { LocalEndpoint = Endpoint.Any(0) };"));
}
