using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.UnfinishedConnectAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class UnfinishedConnectTests
{
    private const string Begin = "var r = s.BeginConnect(ep, null, null); ";

    [Theory]
    [InlineData(Begin + "[|r.AsyncWaitHandle.WaitOne(1000)|]; if (!r.IsCompleted) return;")]
    [InlineData(Begin + "if (![|r.AsyncWaitHandle.WaitOne(1000, true)|]) s.Close();")]
    [InlineData(Begin + "bool done = [|r.AsyncWaitHandle.WaitOne()|]; Console.WriteLine(done);")]
    [InlineData(Begin + "r?[|.AsyncWaitHandle.WaitOne(1000)|]; r = null;")]
    [InlineData(Begin + "r?.AsyncWaitHandle?[|.WaitOne(1000)|];")]
    [InlineData(Begin + "var h = [|r.AsyncWaitHandle|]; h.WaitOne(1000); h.Close();")]
    [InlineData(Begin + "var h = r?[|.AsyncWaitHandle|]; h?.WaitOne(1000);")]
    [InlineData(Begin + "r?[|.AsyncWaitHandle|].Log();")]
    [InlineData(Begin + "WaitHandle.WaitAny(new[] { [|r.AsyncWaitHandle|] }, 1000);")]
    [InlineData(Begin + "while (![|r.IsCompleted|]) { }")]
    [InlineData(Begin + "while (![|r.IsCompleted|] && limit-- > 0) { }")]
    [InlineData(Begin + "[|r.AsyncWaitHandle.WaitOne(1000)|]; r.AsyncWaitHandle.Close();")]
    [InlineData(Begin + "[|r.AsyncWaitHandle.WaitOne(1000)|]; Console.WriteLine(r.AsyncState);")]
    [InlineData(Begin + "[|r.AsyncWaitHandle.WaitOne(1000)|]; Console.WriteLine(r.CompletedSynchronously);")]
    [InlineData(Begin + "[|r.AsyncWaitHandle.WaitOne(1000)|]; Console.WriteLine(nameof(r));")]
    [InlineData(Begin + "[|r.AsyncWaitHandle.WaitOne(1000)|]; s.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive);")]
    [InlineData(Begin + "[|r.AsyncWaitHandle.WaitOne(1000)|]; Console.WriteLine(System.Diagnostics.TraceLevel.Error);")]
    [InlineData("[|s.BeginConnect(ep, null, null).AsyncWaitHandle.WaitOne(1000)|];")]
    [InlineData("IAsyncResult r; r = c.BeginConnect(host, 80, null, null); [|r.AsyncWaitHandle.WaitOne(1000)|];")]
    [InlineData("var r = c.BeginConnect(host, 80, requestCallback: default, state: c); "
        + "[|r.AsyncWaitHandle.WaitOne(1000)|];")]
    [InlineData("Action a = () => { " + Begin + "[|r.AsyncWaitHandle.WaitOne(1000)|]; };")]
    [InlineData("void F() { " + Begin + "[|r.AsyncWaitHandle.WaitOne(1000)|]; } F();")]
    [InlineData("[|c.ConnectAsync(host, 80).Wait(1000)|];")]
    [InlineData("_ = [|c.ConnectAsync(host, 80).Wait(TimeSpan.FromSeconds(1))|];")]
    [InlineData("[|s.ConnectAsync(ep, default).AsTask().Wait(1000)|];")]
    [InlineData("var t = c.ConnectAsync(host, 80); [|t.Wait(1000)|];")]
    [InlineData("var t = c.ConnectAsync(host, 80); [|Task.WaitAny(new[] { t }, 1000)|];")]
    [InlineData("await [|Task.WhenAny(c.ConnectAsync(host, 80), Task.Delay(1000))|];")]
    [InlineData("var t = c.ConnectAsync(host, 80); await [|Task.WhenAny(t, Task.Delay(1000))|].ConfigureAwait(false);")]
    [InlineData("var t = s.ConnectAsync(ep, default).AsTask(); await [|Task.WhenAny(t, Task.Delay(1000))|];")]
    public Task A_wait_that_nobody_asks_the_end_of_is_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Theory]
    [InlineData(Begin + "if (!r.AsyncWaitHandle.WaitOne(1000)) throw new TimeoutException(); s.EndConnect(r);")]
    [InlineData(Begin + "r.AsyncWaitHandle.WaitOne(1000); Action end = () => s.EndConnect(r);")]
    [InlineData(Begin + "r.AsyncWaitHandle.WaitOne(1000); Finish(r);")]
    [InlineData(Begin + "r.AsyncWaitHandle.WaitOne(1000); _result = r;")]
    [InlineData(Begin + "s.EndConnect(r);")]
    [InlineData(Begin + "r.AsyncWaitHandle.WaitOne(1000); "
        + "if ((int)s.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)! != 0) return;")]
    [InlineData(Begin + "r.AsyncWaitHandle.WaitOne(1000); Console.WriteLine(r.Ended);")]
    [InlineData(Begin + "r?.Parts[0].AsyncWaitHandle.WaitOne(1000);")]
    [InlineData(Begin + "r.AsyncWaitHandle.Close();")]
    [InlineData(Begin + "if (r.IsCompleted) return;")]
    [InlineData(Begin + "while (Convert.ToBoolean(r.IsCompleted)) { }")]
    [InlineData(Begin + "while (limit-- > 0) { if (r.IsCompleted) return; }")]
    [InlineData(Begin)]
    [InlineData("s.BeginConnect(ep, null, null);")]
    [InlineData("var r = s.BeginConnect(ep, Finish, null); r.AsyncWaitHandle.WaitOne(1000);")]
    [InlineData("var r = s.BeginConnect(ep, x => s.EndConnect(x), null); r.AsyncWaitHandle.WaitOne(1000);")]
    [InlineData("_result = s.BeginConnect(ep, null, null); _result.AsyncWaitHandle.WaitOne(1000);")]
    [InlineData("s.EndConnect(s.BeginConnect(ep, null, null));")]
    [InlineData("var r = s.BeginDisconnect(true, null, null); r.AsyncWaitHandle.WaitOne(1000);")]
    [InlineData("c.ConnectAsync(host, 80).Wait();")]
    [InlineData("if (!c.ConnectAsync(host, 80).Wait(1000)) throw new TimeoutException();")]
    [InlineData("bool done = c.ConnectAsync(host, 80).Wait(1000); Console.WriteLine(done);")]
    [InlineData("var t = c.ConnectAsync(host, 80); t.Wait(1000); if (t.IsCompleted) return;")]
    [InlineData("var t = c.ConnectAsync(host, 80); await Task.WhenAny(t, Task.Delay(1000)); await t;")]
    [InlineData("var t = c.ConnectAsync(host, 80); if (await Task.WhenAny(t, Task.Delay(1000)) != t) return; await t;")]
    [InlineData("var t = c.ConnectAsync(host, 80); if (await Task.WhenAny(t, Task.Delay(1000)) != t) return;")]
    [InlineData("await c.ConnectAsync(host, 80);")]
    [InlineData("await c.ConnectAsync(host, 80).WaitAsync(TimeSpan.FromSeconds(1));")]
    [InlineData("_ = c.ConnectAsync(host, 80);")]
    [InlineData("await Task.WhenAll(c.ConnectAsync(host, 80), Task.Delay(1));")]
    [InlineData("Task.Delay(1).Wait(1000);")]
    [InlineData("s.AcceptAsync().Wait(1000);")]
    [InlineData("((Own)c.ConnectAsync(host, 80)).Wait(1000);")]
    [InlineData("var t = c.ConnectAsync(host, 80); t.Equals(c);")]
    [InlineData("var t = c.ConnectAsync(host, 80).ContinueWith(ended => ended.Exception); t.Wait(1000);")]
    [InlineData("_ = Task.WhenAny(Task.Run(async () => await c.ConnectAsync(host, 80)), Task.Delay(1000));")]
    [InlineData("await Racing.WhenAny(c.ConnectAsync(host, 80), Task.Delay(1000));")]
    [InlineData("Task first = await Task.WhenAny(c.ConnectAsync(host, 80), Task.Delay(1000)); await first;")]
    [InlineData("var e = new SocketAsyncEventArgs(); if (!s.ConnectAsync(e)) return;")]
    [InlineData("Assert.Throws(() => c.ConnectAsync(host, 80).Wait(1000));")]
    public Task What_asks_how_it_ended_or_does_not_wait_is_not_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Theory]
    [InlineData(Begin + "r.AsyncWaitHandle.WaitOne(1000); if (!s.Connected) return;")]
    [InlineData("var r = c.BeginConnect(host, 80, null, null); r.AsyncWaitHandle.WaitOne(1000); "
        + "if (!c.Client.Connected) return;")]
    [InlineData("c.ConnectAsync(host, 80).Wait(1000); if (!c.Connected) return;")]
    public async Task Who_asks_for_Connected_gets_a_suggestion(string statements) => Assert.Equal(
        [DiagnosticSeverity.Info], await Verify.SeveritiesAsync(InMethod(statements)));

    [Theory]
    [InlineData(Begin + "r.AsyncWaitHandle.WaitOne(1000); if (!c.Connected) return;")]
    [InlineData(Begin + "r.AsyncWaitHandle.WaitOne(1000); if (!s.Blocking) return;")]
    [InlineData("var two = new Two(); var r = two.BeginConnect(host, 80, null, null); r.AsyncWaitHandle.WaitOne(1000); "
        + "if (!two.Other.Connected) return;")]
    [InlineData("c.ConnectAsync(host, 80).Wait(1000); if (!((Own)c).Connected) return;")]
    public async Task Connected_of_another_socket_and_other_properties_say_nothing(string statements) => Assert.Equal(
        [DiagnosticSeverity.Warning], await Verify.SeveritiesAsync(InMethod(statements)));

    [Fact]
    public Task A_connect_that_a_field_begins_with_is_not_flagged() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Sockets;
        using System.Threading.Tasks;
        class C
        {
            static readonly Task Connecting = new TcpClient().ConnectAsync("host", 80);
            static readonly Task<Task> First = Task.WhenAny(new TcpClient().ConnectAsync("host", 80), Task.Delay(1000));
        }
        """);

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net.Sockets;
        using var client = new TcpClient();
        var result = client.BeginConnect("example.com", 80, null, null);
        [|result.AsyncWaitHandle.WaitOne(1000)|];
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        using System;
        using System.Threading.Tasks;
        sealed class Socket
        {
            public IAsyncResult BeginConnect(string host, AsyncCallback? callback, object? state) => Task.CompletedTask;
            public Task ConnectAsync(string host) => Task.CompletedTask;
        }
        class C
        {
            static void M(Socket s)
            {
                s.BeginConnect("", null, null).AsyncWaitHandle.WaitOne(1000);
                s.ConnectAsync("").Wait(1000);
            }
        }
        """);

    [Theory]
    [InlineData(Begin + "r.AsyncWaitHandle.WaitOne(1000);",
        "'WaitOne' only says that the attempt ended, not that it succeeded: call EndConnect")]
    [InlineData("c.ConnectAsync(host, 80).Wait(1000);",
        "'Wait' only says that the wait is over, not that the attempt is: use its result")]
    [InlineData("await Task.WhenAny(c.ConnectAsync(host, 80), Task.Delay(1));",
        "'WhenAny' only says that one of the tasks ended, not that it succeeded: await the connect")]
    public async Task The_message_says_what_is_missing(string statements, string message) =>
        Assert.Equal([message], await Verify.MessagesAsync(InMethod(statements)));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(InMethod(
        Begin + "r.AsyncWaitHandle.WaitOne(1000); await Task.WhenAny(c.ConnectAsync(host, 80), Task.Delay(1));"));

    private static string InMethod(string statements) => $$"""
        using System;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading;
        using System.Threading.Tasks;
        static class Assert { public static void Throws(Action action) { } }
        static class Racing { public static Task WhenAny(params Task[] tasks) => tasks[0]; }
        static class Results
        {
            extension(IAsyncResult result) { public bool Ended => result.IsCompleted; public IAsyncResult[] Parts => [result]; }
            public static void Log(this object value) { }
        }
        class Own
        {
            public static explicit operator Own(Task task) => new();
            public static explicit operator Own(TcpClient client) => new();
            public bool Connected => true;
            public bool Wait(int limit) => true;
        }
        class Two : TcpClient { public Socket Other => Client; }
        partial class C { private IAsyncResult? _result; static void Finish(IAsyncResult r) { } }
        partial class C
        {
            async Task M(Socket s, TcpClient c, EndPoint ep, string host, int limit)
            {
                await Task.Yield();
                {{statements}}
            }
        }
        """;
}
