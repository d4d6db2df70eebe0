using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.ListeningSocketShutDownAnalyzer,
    SocketBasics.Analyzers.CodeFixes.ListeningSocketShutDownCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ListeningSocketShutDownFixTests
{
    [Theory]
    [InlineData("[|tcp.Server.Shutdown(SocketShutdown.Both)|]; // why", "tcp.Stop(); // why")]
    [InlineData("if (true) [|tcp.Server.Disconnect(false)|];", "if (true) tcp.Stop();")]
    [InlineData("await [|tcp.Server.DisconnectAsync(false)|].ConfigureAwait(false);", "tcp.Stop();")]
    public Task The_listener_is_closed(string before, string after) =>
        Verify.VerifyCodeFixAsync(ListeningSource.InMethod(before), ListeningSource.InMethod(after));

    [Fact]
    public Task A_socket_is_closed() => Verify.VerifyCodeFixAsync(
        ListeningSource.OnLocal("[|listener.Shutdown(SocketShutdown.Both)|]; // why"),
        ListeningSource.OnLocal("listener.Close(); // why"));

    [Fact]
    public Task A_socket_in_a_property_is_closed()
    {
        const string Before = "Socket Own { get; } = new(SocketType.Stream, ProtocolType.Tcp); void Run() { Own.Listen(); [|Own.Shutdown(SocketShutdown.Both)|]; }";
        const string After = "Socket Own { get; } = new(SocketType.Stream, ProtocolType.Tcp); void Run() { Own.Listen(); Own.Close(); }";
        return Verify.VerifyCodeFixAsync(ListeningSource.InClass(Before), ListeningSource.InClass(After));
    }

    [Fact]
    public Task Nothing_is_left_when_it_is_closed_anyway() => Verify.VerifyCodeFixAsync(
        ListeningSource.OnLocal("""
            // before
                    [|listener.Shutdown(SocketShutdown.Both)|];
                    listener.Dispose(); // after
            """),
        ListeningSource.OnLocal("""
            // before
                    listener.Dispose(); // after
            """));

    [Fact]
    public Task Nothing_is_left_of_a_second_close() => Verify.VerifyCodeFixAsync(
        ListeningSource.InMethod("""
            tcp.Stop();
                    [|tcp.Server.Close()|];
            """),
        ListeningSource.InMethod("tcp.Stop();"));

    [Theory]
    [InlineData("maybe?[|.Server.Shutdown(SocketShutdown.Both)|];")]
    [InlineData("Action stop = () => [|tcp.Server.Shutdown(SocketShutdown.Both)|];")]
    [InlineData("var ended = [|tcp.Server.DisconnectAsync(false)|]; await ended;")]
    [InlineData("tcp.Stop(); maybe = tcp; if (true) [|tcp.Server.Disconnect(false)|]; tcp.Stop();")]
    public Task What_is_no_statement_of_its_own_gets_no_fix(string statement) =>
        Verify.VerifyNoCodeFixAsync(ListeningSource.InMethod(statement));

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        ListeningSource.InMethod("tcp.Server.Shutdown(SocketShutdown.Both); maybe!.Server.Disconnect(false);"),
        ListeningSource.InMethod("tcp.Stop(); maybe!.Stop();"));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(
        ListeningSource.OnLocal("listener.Shutdown(SocketShutdown.Both); tcp.Stop(); tcp?.Server?.Close();"));
}
