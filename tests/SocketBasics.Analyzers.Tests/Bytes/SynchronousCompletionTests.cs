using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.SynchronousCompletionAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class SynchronousCompletionTests
{
    [Theory]
    [InlineData("[|s.AcceptAsync(e)|];")]
    [InlineData("[|s.ConnectAsync(e)|];")]
    [InlineData("[|s.ReceiveAsync(e)|];")]
    [InlineData("[|s.ReceiveFromAsync(e)|];")]
    [InlineData("[|s.ReceiveMessageFromAsync(e)|];")]
    [InlineData("[|s.SendAsync(e)|];")]
    [InlineData("[|s.SendToAsync(e)|];")]
    [InlineData("[|s.SendPacketsAsync(e)|];")]
    [InlineData("[|s.DisconnectAsync(e)|];")]
    [InlineData("[|Socket.ConnectAsync(SocketType.Stream, ProtocolType.Tcp, e)|];")]
    [InlineData("_ = [|s.SendAsync(e)|];")]
    [InlineData("s?[|.SendAsync(e)|];")]
    [InlineData("bool pending = [|s.SendAsync(e)|];")]
    [InlineData("bool pending; pending = [|s.SendAsync(e)|];")]
    [InlineData("Action a = () => [|s.SendAsync(e)|];")]
    [InlineData("void F() => [|s.SendAsync(e)|]; F();")]
    [InlineData("while (true) { [|s.AcceptAsync(e)|]; await Task.Yield(); }")]
    [InlineData("[|s.ReceiveAsync(_args)|];")]
    [InlineData("[|s.ReceiveAsync(new Own())|];")]
    [InlineData("var made = new SocketAsyncEventArgs(); made.Completed += OnCompleted; [|s.AcceptAsync(made)|];")]
    [InlineData("var made = new SocketAsyncEventArgs(); Prepare(made); [|s.AcceptAsync(made)|];")]
    [InlineData("SocketAsyncEventArgs made; made = Find(); [|s.AcceptAsync(made)|];")]
    [InlineData("var made = new Own(); [|s.AcceptAsync(made)|];")]
    public Task A_result_that_is_ignored_is_flagged(string statements) => Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Theory]
    [InlineData("if (!s.AcceptAsync(e)) OnCompleted(s, e);")]
    [InlineData("while (!s.AcceptAsync(e)) OnCompleted(s, e);")]
    [InlineData("bool pending = s.AcceptAsync(e); if (!pending) OnCompleted(s, e);")]
    [InlineData("if (s?.AcceptAsync(e) == false) OnCompleted(s, e);")]
    [InlineData("_pending = s.AcceptAsync(e);")]
    [InlineData("_pending |= s.AcceptAsync(e);")]
    [InlineData("Func<bool> start = () => s.AcceptAsync(e);")]
    [InlineData("Console.WriteLine(s.AcceptAsync(e));")]
    [InlineData("Assert.Throws(() => s.AcceptAsync(e));")]
    [InlineData("Socket.CancelConnectAsync(e);")]
    [InlineData("await s.AcceptAsync();")]
    [InlineData("_ = s.AcceptAsync();")]
    [InlineData("s.SendAsync(new byte[1], SocketFlags.None);")]
    [InlineData("new Session().SendAsync(e);")]
    [InlineData("new Session().SendAsync();")]
    [InlineData("new DerivedSocket().SendAsync(e, 1);")]
    [InlineData("s.Poll(1000, SelectMode.SelectRead);")]
    public Task Other_calls_are_not_flagged(string statements) => Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Theory]
    [InlineData("var made = new SocketAsyncEventArgs(); made.SetBuffer(new byte[1]); s.SendAsync(made);")]
    [InlineData("var made = new SocketAsyncEventArgs { RemoteEndPoint = null }; s.SendToAsync(made);")]
    [InlineData("s.DisconnectAsync(new SocketAsyncEventArgs());")]
    public Task An_operation_that_tells_nobody_how_it_ends_is_not_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net.Sockets;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var arguments = new SocketAsyncEventArgs();
        arguments.Completed += (_, _) => { };
        [|socket.AcceptAsync(arguments)|];
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class SocketAsyncEventArgs { }
        sealed class Socket { public bool SendAsync(SocketAsyncEventArgs e) => e is null; }
        class C { static void M(Socket s, SocketAsyncEventArgs e) => s.SendAsync(e); }
        """);

    [Fact]
    public async Task The_message_names_the_call() => Assert.Equal(
        ["When 'AcceptAsync' returns false the operation is already over, and Completed is not raised"],
        await Verify.MessagesAsync(InMethod("s.AcceptAsync(e);")));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(
        InMethod("var made = new SocketAsyncEventArgs(); made.Completed += OnCompleted; s?.AcceptAsync(made);"));

    internal static string InMethod(string statements) => $$"""
        using System;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        static class Assert { public static void Throws(Action action) { } }
        class Own : SocketAsyncEventArgs { protected override void OnCompleted(SocketAsyncEventArgs e) { } }
        class DerivedSocket() : Socket(SocketType.Stream, ProtocolType.Tcp)
        {
            public bool SendAsync(SocketAsyncEventArgs e, int number) => false;
        }
        class Session { public bool SendAsync() => true; public bool SendAsync(SocketAsyncEventArgs e) => true; }
        partial class C
        {
            private readonly SocketAsyncEventArgs _args = new();
            private bool _pending;
            void OnCompleted(object? sender, SocketAsyncEventArgs e) { }
            static void Prepare(SocketAsyncEventArgs e) { }
            static SocketAsyncEventArgs Find() => null!;
        }
        partial class C
        {
            async Task M(Socket s, SocketAsyncEventArgs e)
            {
                await Task.Yield();
                {{statements}}
            }
        }
        """;
}
