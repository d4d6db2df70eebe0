using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.TcpClientBoundToRemoteAnalyzer,
    SocketBasics.Analyzers.CodeFixes.TcpClientBoundToRemoteCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class TcpClientBoundToRemoteFixTests
{
    [Theory]
    [InlineData(
        "var c = [|new TcpClient(ep)|]; c.Connect(ep); // why",
        "var c = new TcpClient(); c.Connect(ep); // why")]
    [InlineData(
        "var c = [|new TcpClient(ep)|]; c.GetStream();",
        "var c = new TcpClient(); c.Connect(ep); c.GetStream();")]
    [InlineData(
        "Use([|new TcpClient(remoteEP)|]);",
        "Use(new TcpClient(remoteEP.Address.ToString(), remoteEP.Port));")]
    [InlineData(
        "using (var c = [|new TcpClient(ep)|]) c.GetStream();",
        "using (var c = new TcpClient(ep.Address.ToString(), ep.Port)) c.GetStream();")]
    public Task The_client_connects(string before, string after) =>
        Verify.VerifyCodeFixAsync(TcpClientBoundToRemoteTests.InMethod(before), TcpClientBoundToRemoteTests.InMethod(after));

    [Fact]
    public Task The_connect_gets_a_line_of_its_own() => Verify.VerifyCodeFixAsync(
        TcpClientBoundToRemoteTests.InMethod("""
            // The server.
                    using TcpClient c = [|new(new IPEndPoint(address, 80))|]; // why
                    c.GetStream();
            """),
        TcpClientBoundToRemoteTests.InMethod("""
            // The server.
                    using TcpClient c = new(); // why
                    c.Connect(new IPEndPoint(address, 80));
                    c.GetStream();
            """));

    [Theory]
    [InlineData("[|new TcpClient(new IPEndPoint(address, 80))|].GetStream();")]
    [InlineData("Use([|new TcpClient(new IPEndPoint(address, 80))|]);")]
    [InlineData("var c = [|new TcpClient(ep) { NoDelay = true }|]; c.GetStream();")]
    public Task What_would_be_evaluated_twice_gets_no_fix(string statement) =>
        Verify.VerifyNoCodeFixAsync(TcpClientBoundToRemoteTests.InMethod(statement));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        TcpClientBoundToRemoteTests.InMethod("var a = new TcpClient(ep); a.Connect(ep); Use(new TcpClient(remoteEP));"),
        TcpClientBoundToRemoteTests.InMethod(
            "var a = new TcpClient(); a.Connect(ep); Use(new TcpClient(remoteEP.Address.ToString(), remoteEP.Port));"));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(
        TcpClientBoundToRemoteTests.InMethod("var c = new TcpClient(remoteEP); c.Connect(remoteEP); new TcpClient(ep).GetStream();"));
}
