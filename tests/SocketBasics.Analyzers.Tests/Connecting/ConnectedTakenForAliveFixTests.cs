using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.ConnectedTakenForAliveAnalyzer,
    SocketBasics.Analyzers.CodeFixes.ConnectedTakenForAliveCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ConnectedTakenForAliveFixTests
{
    [Fact]
    public Task The_test_is_removed() => Verify.VerifyCodeFixAsync(
        BytesSource.InMethod("""
            socket.Connect("a", 1); // why
                    // done
                    if (![|socket.Connected|])
                    {
                        throw new IOException();
                    }

                    Use(socket);
            """),
        BytesSource.InMethod("""
            socket.Connect("a", 1); // why
                    // done

                    Use(socket);
            """));

    [Theory]
    [InlineData("socket.Connect(\"a\", 1); if (![|socket.Connected|]) return; else Use(1);")]
    [InlineData("while ([|client.Connected|]) { network.Read(buffer); }")]
    public Task With_an_else_or_in_a_loop_there_is_no_fix(string statements) =>
        Verify.VerifyNoCodeFixAsync(BytesSource.InMethod(statements));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        BytesSource.InMethod("""
            socket.Connect("a", 1);
                    if (!socket.Connected) return;
                    await client.ConnectAsync("a", 1);
                    if (!client.Connected) return;
                    Use(1);
            """),
        BytesSource.InMethod("""
            socket.Connect("a", 1);
                    await client.ConnectAsync("a", 1);
                    Use(1);
            """));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(BytesSource.InMethod(
        "socket.Connect(\"a\", 1); if (!socket.Connected) return; while (client.Connected) { network.Read(buffer); }"));
}
