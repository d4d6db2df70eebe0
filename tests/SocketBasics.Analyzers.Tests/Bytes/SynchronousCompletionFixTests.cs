using Microsoft.CodeAnalysis.CodeFixes;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpCodeFixVerifier<
    SocketBasics.Analyzers.SynchronousCompletionAnalyzer,
    SocketBasics.Analyzers.CodeFixes.SynchronousCompletionCodeFix>;

namespace SocketBasics.Analyzers.Tests;

public sealed class SynchronousCompletionFixTests
{
    [Theory]
    [InlineData("[|s.AcceptAsync(_args)|];", "if (!s.AcceptAsync(_args))\n            OnCompleted(s, _args);")]
    [InlineData("_ = [|s.AcceptAsync(_args)|];", "if (!s.AcceptAsync(_args))\n            OnCompleted(s, _args);")]
    [InlineData("s?[|.AcceptAsync(_args)|];",
        "if (s?.AcceptAsync(_args) == false)\n            OnCompleted(s, _args);")]
    [InlineData("[|_socket.AcceptAsync(_args)|]; // why",
        "if (!_socket.AcceptAsync(_args))\n            OnCompleted(_socket, _args); // why")]
    [InlineData("[|s.AcceptAsync(_wrapped)|];", "if (!s.AcceptAsync(_wrapped))\n            OnCompleted(s, _wrapped);")]
    [InlineData(
        "void Done(object? o, SocketAsyncEventArgs a) { } e.Completed += Done; [|s.SendAsync(e)|];",
        "void Done(object? o, SocketAsyncEventArgs a) { } e.Completed += Done; "
            + "if (!s.SendAsync(e))\n            Done(s, e);")]
    public Task The_handler_is_called(string before, string after) => Verify.VerifyCodeFixAsync(
        InType(before), InType(after));

    [Fact]
    public Task A_comment_before_it_stays() => Verify.VerifyCodeFixAsync(
        InType("""
            // before
                    [|s.AcceptAsync(_args)|]; // after
                    s.Close();
            """),
        InType("""
            // before
                    if (!s.AcceptAsync(_args))
                        OnCompleted(s, _args); // after
                    s.Close();
            """));

    [Theory]
    [InlineData("[|s.AcceptAsync(e)|];")]
    [InlineData("[|s.AcceptAsync(_twice)|];")]
    [InlineData("[|s.AcceptAsync(_lambda)|];")]
    [InlineData("[|s.AcceptAsync(_foreign)|];")]
    [InlineData("[|Find().AcceptAsync(_args)|];")]
    [InlineData("[|Socket.ConnectAsync(SocketType.Stream, ProtocolType.Tcp, _args)|];")]
    [InlineData("if (s.Connected) [|s.AcceptAsync(_args)|]; else s.Close();")]
    [InlineData("Action a = () => [|s.AcceptAsync(_args)|];")]
    [InlineData("bool pending = [|s.AcceptAsync(_args)|];")]
    public Task Where_the_handler_is_not_known_or_cannot_be_called_there_is_no_fix(string statement) =>
        Verify.VerifyNoCodeFixAsync(InType(statement));

    [Fact]
    public Task In_its_own_handler_there_is_no_fix() =>
        Verify.VerifyNoCodeFixAsync(InType("", "[|((Socket)sender!).AcceptAsync(_args)|];"));

    [Fact]
    public Task A_static_member_has_no_object_to_call() => Verify.VerifyNoCodeFixAsync("""
        using System.Net.Sockets;
        class C
        {
            private static readonly SocketAsyncEventArgs Args = new();
            C() => Args.Completed += OnCompleted;
            void OnCompleted(object? sender, SocketAsyncEventArgs e) { }
            static void M(Socket s) { [|s.AcceptAsync(Args)|]; }
        }
        """);

    [Theory]
    [InlineData(FixAllScope.Document)]
    [InlineData(FixAllScope.Project)]
    [InlineData(FixAllScope.Solution)]
    public Task All_are_fixed_at_once(FixAllScope scope) => Verify.VerifyFixAllAsync(
        scope,
        InType("s.AcceptAsync(_args); s.SendAsync(_wrapped);").Replace("Other", "Foreign"),
        InType("if (!s.AcceptAsync(_args))\n            OnCompleted(s, _args); "
            + "if (!s.SendAsync(_wrapped))\n            OnCompleted(s, _wrapped);")
            .Replace("Other", "Foreign"));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(InType("s?.AcceptAsync(_args);"));

    private static string InType(string statements, string inHandler = "") => $$"""
        using System;
        using System.Net.Sockets;
        partial class C
        {
            sealed class Other { public void Handle(object? sender, SocketAsyncEventArgs e) { } }
            private readonly Socket _socket = Find();
            private readonly SocketAsyncEventArgs _args = new(), _wrapped = new(), _twice = new(), _lambda = new(), _foreign = new();
            void Subscribe(Other other)
            {
                _args.Completed += OnCompleted;
                _wrapped.Completed += new EventHandler<SocketAsyncEventArgs>(OnCompleted);
                _twice.Completed += OnCompleted;
                _twice.Completed += other.Handle;
                _lambda.Completed += (_, _) => { };
                _foreign.Completed += other.Handle;
            }

            void OnCompleted(object? sender, SocketAsyncEventArgs e) { {{inHandler}} }
            static Socket Find() => throw null!;
            void M(Socket s, SocketAsyncEventArgs e)
            {
                {{statements}}
            }
        }
        """;
}
