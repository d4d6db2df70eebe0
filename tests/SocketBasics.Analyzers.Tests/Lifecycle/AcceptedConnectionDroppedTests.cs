using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.AcceptedConnectionDroppedAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class AcceptedConnectionDroppedTests
{
    [Theory]
    [InlineData("[|connected.Accept()|];")]
    [InlineData("_ = [|connected.Accept()|];")]
    [InlineData("Socket peer = [|connected.Accept()|];")]
    [InlineData("await [|connected.AcceptAsync()|];")]
    [InlineData("_ = await [|connected.AcceptAsync()|].ConfigureAwait(false);")]
    [InlineData("[|tcp.AcceptTcpClient()|];")]
    [InlineData("[|tcp.AcceptSocket()|];")]
    [InlineData("await [|tcp.AcceptTcpClientAsync()|];")]
    [InlineData("await [|tcp.AcceptSocketAsync()|];")]
    [InlineData("maybe?[|.AcceptTcpClient()|];")]
    [InlineData("connected.BeginAccept(result => [|connected.EndAccept(result)|], null);")]
    [InlineData("tcp.BeginAcceptTcpClient(result => [|tcp.EndAcceptTcpClient(result)|], null);")]
    [InlineData("tcp.BeginAcceptSocket(result => [|tcp.EndAcceptSocket(result)|], null);")]
    [InlineData("if ([|tcp.AcceptTcpClient()|] != null) return;")]
    [InlineData("if (null == [|tcp.AcceptTcpClient()|]) return;")]
    [InlineData("if ([|tcp.AcceptTcpClient()|] is not null) return;")]
    [InlineData("while ([|tcp.AcceptSocket()|] is null) { }")]
    [InlineData("int got = [|connected.Accept()|].Receive(bytes);")]
    [InlineData("[|connected.Accept()|].Send(bytes);")]
    [InlineData("(await [|connected.AcceptAsync()|]).Send(bytes);")]
    [InlineData("await (await [|connected.AcceptAsync()|].ConfigureAwait(false)).SendAsync(bytes);")]
    [InlineData("await [|connected.Accept()|].ReceiveAsync(bytes);")]
    [InlineData("[|connected.Accept()|].SendFile(\"file\");")]
    [InlineData("await [|connected.Accept()|].SendFileAsync(\"file\");")]
    [InlineData("Console.WriteLine([|connected.Accept()|].Available);")]
    [InlineData("Console.WriteLine([|tcp.AcceptTcpClient()|].Connected);")]
    [InlineData("Console.WriteLine([|connected.Accept()|].LocalEndPoint);")]
    [InlineData("Console.WriteLine([|connected.Accept()|].RemoteEndPoint);")]
    [InlineData("void Run() => [|connected.Accept()|].Send(bytes); Run();")]
    public Task A_connection_that_is_kept_nowhere_is_flagged(string statement) =>
        Verify.VerifyAnalyzerAsync(ListeningSource.InMethod(statement));

    [Theory]
    [InlineData("using Socket peer = connected.Accept();")]
    [InlineData("using var _ = connected.Accept();")]
    [InlineData("using (connected.Accept()) { }")]
    [InlineData("using (Socket peer = connected.Accept()) { }")]
    [InlineData("using Socket peer = await connected.AcceptAsync().ConfigureAwait(false);")]
    [InlineData("connected.Accept().Dispose();")]
    [InlineData("connected.Accept().Close();")]
    [InlineData("tcp.AcceptTcpClient().Close();")]
    [InlineData("(await tcp.AcceptTcpClientAsync()).Dispose();")]
    [InlineData("using NetworkStream s = tcp.AcceptTcpClient().GetStream();")]
    [InlineData("Socket peer = connected.Accept(); peer.Send(bytes);")]
    [InlineData("Socket peer = connected.Accept(); peer.Close();")]
    [InlineData("Use(connected.Accept());")]
    [InlineData("Use(await connected.AcceptAsync());")]
    [InlineData("var all = new List<Socket>(); all.Add(tcp.AcceptSocket());")]
    [InlineData("using var s = new NetworkStream(connected.Accept(), ownsSocket: true);")]
    [InlineData("Func<Socket> accept = () => connected.Accept();")]
    [InlineData("_ = connected.AcceptAsync();")]
    [InlineData("Task<TcpClient> pending = tcp.AcceptTcpClientAsync();")]
    [InlineData("await Task.Run(() => { connected.AcceptAsync(); });")]
    [InlineData("if (connected.Accept() == connected) return;")]
    [InlineData("if (tcp.AcceptTcpClient() is not { } peer) return; peer.Close();")]
    [InlineData("Console.WriteLine((tcp.AcceptSocketAsync() is null).ToString().Length);")]
    [InlineData("connected.BeginAccept(_ => { }, null);")]
    [InlineData("using var e = new SocketAsyncEventArgs(); connected.AcceptAsync(e);")]
    [InlineData("using var into = new Socket(SocketType.Stream, ProtocolType.Tcp); await connected.AcceptAsync(into);")]
    [InlineData("if (tcp.AcceptTcpClient() is { } peer) peer.Close();")]
    [InlineData("Socket peer; if ((peer = connected.Accept()) != null) peer.Close();")]
    [InlineData("Console.WriteLine(nameof(connected.Accept));")]
    public Task What_is_kept_or_closed_is_not_flagged(string statement) =>
        Verify.VerifyAnalyzerAsync(ListeningSource.InMethod(statement));

    [Fact]
    public Task Fields_and_expression_bodies_are_looked_at() => Verify.VerifyAnalyzerAsync(ListeningSource.InClass("""
        private Socket? _peer;
            private static readonly Task<Socket> Pending = new Socket(SocketType.Stream, ProtocolType.Tcp).AcceptAsync();
            public Task<Socket> First => Pending;
            public void Keep() => _peer = _listener!.Accept();
            public Socket Give() => _listener!.Accept();
            public void Lose() => [|_listener!.Accept()|];
            public Socket? Peer => _peer;
        """));

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        using System.Net.Sockets;
        var tcp = new TcpListener(IPAddress.Loopback, 0);
        tcp.Start();
        await [|tcp.AcceptTcpClientAsync()|];
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task What_a_test_expects_to_fail_or_states_is_not_flagged() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        static class Assert
        {
            public static Task ThrowsAsync<T>(Func<Task> action) => action();
            public static void DoesNotThrow(Action action) => action();
        }
        static class Assertions { public static void Should(this int value) { } }
        class C
        {
            static Task M(Socket s) => Assert.ThrowsAsync<SocketException>(async () => await s.AcceptAsync());
            static void Stated(Socket s) => s.Accept().Available.Should();
            static void Works(Socket s) => Assert.DoesNotThrow(() => { [|s.Accept()|]; });
        }
        """);

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class Socket { public Socket Accept() => this; public void Send() { } }
        class C { static void M(Socket socket) { socket.Accept(); socket.Accept().Send(); } }
        """);

    [Fact]
    public async Task The_message_names_the_method() => Assert.Equal(
        ["'AcceptTcpClient' returns the new connection; it is lost here and never closed"],
        await Verify.MessagesAsync(ListeningSource.InMethod("tcp.AcceptTcpClient();")));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(
        ListeningSource.InMethod("(await tcp.AcceptSocketAsync()).Send(bytes); if (maybe?.AcceptTcpClient() is not null) { }"));
}
