using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.ConnectionNotDisposedAnalyzer,
    SocketBasics.Analyzers.CodeFixes.ConnectionNotDisposedCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ConnectionNotDisposedFixTests
{
    [Theory]
    [InlineData(
        "var [|c|] = await listener.AcceptAsync(); c.ShutdownSend(); // Bye.",
        "using var c = await listener.AcceptAsync(); c.ShutdownSend(); // Bye.")]
    [InlineData(
        "/* who */ Connection [|c|] = await listener.AcceptAsync(); c.NoDelay = true; { int d = 1; d = 2; }",
        "/* who */ using Connection c = await listener.AcceptAsync(); c.NoDelay = true; { int d = 1; d = 2; }")]
    public Task The_declaration_gets_a_using(string before, string after) =>
        Verify.VerifyCodeFixAsync(OwnerSource.InMethod(before), OwnerSource.InMethod(after));

    [Fact]
    public Task Comments_and_line_breaks_are_kept() => Verify.VerifyCodeFixAsync(
        OwnerSource.InMethod("""
            // The listener.
                    ListeningSocket [|made|] = ServerSocket.Create()
                        .Bind(remote) // where
                        .Listen(); // now
            """),
        OwnerSource.InMethod("""
            // The listener.
                    using ListeningSocket made = ServerSocket.Create()
                        .Bind(remote) // where
                        .Listen(); // now
            """));

    [Fact]
    public Task Top_level_statements_are_fixed() => Verify.VerifyCodeFixAsync(
        """
        using SocketBasics;

        // Forever.
        var [|listener|] = ServerSocket.Create().Bind(Endpoint.Any(0)).Listen();
        """,
        """
        using SocketBasics;

        // Forever.
        using var listener = ServerSocket.Create().Bind(Endpoint.Any(0)).Listen();
        """,
        new() { IsProgram = true });

    [Theory]
    [InlineData("Connection c; [|c|] = await listener.AcceptAsync(); c.ShutdownSend();")]
    [InlineData("Connection? [|c|] = await listener.AcceptAsync(); c.ShutdownSend(); c = null;")]
    [InlineData("Connection? [|c|] = await listener.AcceptAsync(); c.ShutdownSend(); given.TryGetConnection(out c);")]
    [InlineData("Connection [|c|] = await listener.AcceptAsync(), d = c; c.ShutdownSend();")]
    [InlineData("switch (1) { case 1: var [|c|] = await listener.AcceptAsync(); c.ShutdownSend(); break; }")]
    [InlineData("await foreach (var [|c|] in listener.AcceptAllAsync()) c.ShutdownSend();")]
    [InlineData("if (await ClientSocket.ConnectAsync(remote) is Connected(var [|c|])) c.ShutdownSend();")]
    public Task No_fix_is_offered_where_using_cannot_stand(string statement) =>
        Verify.VerifyNoCodeFixAsync(OwnerSource.InMethod(statement));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope)
    {
        const string Before = "class C { void M() { var l = X.Bind().Listen(); { var d = X.Bind(); } } }";
        const string Using = "using var l = X.Bind().Listen(); { using var d = X.Bind(); }";
        return Verify.VerifyFixAllAsync(scope, Source(Before), Source($"class C {{ void M() {{ {Using} }} }}"));

        static string Source(string text) =>
            "using SocketBasics;\n" + text.Replace("X.Bind()", "ServerSocket.Create().Bind(Endpoint.Any(0))");
    }

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(OwnerSource.InMethod(
        "Connection c = await listener.AcceptAsync(); c.ShutdownSend(); var d = c; d = null; out c"));
}
