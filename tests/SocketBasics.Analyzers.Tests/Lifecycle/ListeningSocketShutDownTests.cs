using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ListeningSocketShutDownAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ListeningSocketShutDownTests
{
    [Theory]
    [InlineData("[|tcp.Server.Shutdown(SocketShutdown.Both)|]; tcp.Stop();")]
    [InlineData("try { [|tcp.Server.Shutdown(SocketShutdown.Both)|]; tcp.Stop(); } catch (SocketException) { }")]
    [InlineData("[|tcp.Server.Disconnect(false)|];")]
    [InlineData("[|tcp.Server.Disconnect(reuseSocket: true)|];")]
    [InlineData("await [|tcp.Server.DisconnectAsync(true)|];")]
    [InlineData("await [|tcp.Server.DisconnectAsync(true)|].ConfigureAwait(false);")]
    [InlineData("[|tcp.Server.BeginDisconnect(false, null, null)|];")]
    [InlineData("maybe?[|.Server.Shutdown(SocketShutdown.Receive)|];")]
    [InlineData("maybe?.Server?[|.Shutdown(SocketShutdown.Send)|];")]
    [InlineData("Action stop = () => [|tcp.Server.Shutdown(SocketShutdown.Both)|];")]
    [InlineData("void Stop() => [|tcp.Server.Shutdown(SocketShutdown.Both)|]; Stop();")]
    [InlineData("Action<SocketShutdown> stop = [|tcp.Server.Shutdown|];")]
    [InlineData("Socket server = tcp.Server; [|server.Shutdown(SocketShutdown.Both)|];")]
    [InlineData("tcp.Stop(); [|tcp.Server.Shutdown(SocketShutdown.Both)|];")]
    [InlineData("tcp.Stop(); [|tcp.Server.Close()|];")]
    [InlineData("tcp.Stop(); [|tcp.Server.Dispose()|];")]
    [InlineData("tcp.Stop(); Console.WriteLine(\"stopped\"); [|tcp.Server.Close()|];")]
    [InlineData("tcp.Dispose(); [|tcp.Server.Close(5)|];")]
    [InlineData("maybe?.Stop(); maybe?[|.Server.Dispose()|];")]
    [InlineData("if (tcp.Pending()) [|tcp.Server.Shutdown(SocketShutdown.Both)|];")]
    [InlineData("maybe?.Stop(); maybe?.Server?[|.Dispose()|];")]
    public Task The_end_of_a_connection_that_is_asked_of_a_TcpListener_is_flagged(string statement) =>
        Verify.VerifyAnalyzerAsync(ListeningSource.InMethod(statement));

    [Theory]
    [InlineData("[|listener.Shutdown(SocketShutdown.Both)|]; listener.Close();")]
    [InlineData("try { Socket peer = listener.Accept(); Console.WriteLine(peer); } finally { [|listener.Shutdown(SocketShutdown.Both)|]; }")]
    [InlineData("[|listener.Disconnect(true)|];")]
    [InlineData("await [|listener.DisconnectAsync(false)|];")]
    [InlineData("if (listener != null) { [|listener.Shutdown(SocketShutdown.Both)|]; listener.Dispose(); }")]
    [InlineData("Console.CancelKeyPress += (_, _) => [|listener.Shutdown(SocketShutdown.Both)|];")]
    public Task A_local_that_only_listens_is_flagged(string statement) =>
        Verify.VerifyAnalyzerAsync(ListeningSource.OnLocal(statement));

    [Theory]
    [InlineData("public void Stop() { try { [|_listener!.Shutdown(SocketShutdown.Both)|]; } catch { } _listener!.Close(); }")]
    [InlineData("public void Stop() => _listener?[|.Shutdown(SocketShutdown.Both)|];")]
    [InlineData("public Task StopAsync() => [|_listener!.DisconnectAsync(false)|].AsTask();")]
    [InlineData("public void Run() { Socket peer = _listener!.Accept(); peer.Shutdown(SocketShutdown.Both); peer.Close(); [|_listener.Shutdown(SocketShutdown.Both)|]; }")]
    public Task A_private_field_that_only_listens_is_flagged(string members) =>
        Verify.VerifyAnalyzerAsync(ListeningSource.InClass(members));

    [Theory]
    [InlineData("tcp.Stop();")]
    [InlineData("tcp.Server.Close();")]
    [InlineData("tcp.Server.Dispose(); tcp.Stop();")]
    [InlineData("using TcpClient peer = tcp.AcceptTcpClient(); peer.Client.Shutdown(SocketShutdown.Send);")]
    [InlineData("using Socket peer = tcp.AcceptSocket(); peer.Shutdown(SocketShutdown.Both); peer.Disconnect(false);")]
    [InlineData("tcp.AcceptSocket().Shutdown(SocketShutdown.Both);")]
    [InlineData("tcp.Server.Accept().Shutdown(SocketShutdown.Both);")]
    [InlineData("connected.Shutdown(SocketShutdown.Both); connected.Disconnect(true); connected.Close();")]
    [InlineData("client.Client.Shutdown(SocketShutdown.Both);")]
    [InlineData("tcp.Stop(); tcp.Start(); tcp.Server.Close();")]
    [InlineData("tcp.Stop(); tcp = new TcpListener(endpoint); tcp.Server.Close();")]
    [InlineData("tcp.Stop(); maybe!.Server.Close();")]
    [InlineData("if (bytes.Length > 0) tcp.Stop(); tcp.Server.Close();")]
    [InlineData("tcp.Stop(); if (Start()) tcp.Server.Close(); bool Start() { tcp.Start(); return true; }")]
    [InlineData("tcp.Stop(); tcp.Server.NoDelay = true; tcp.Start();")]
    [InlineData("tcp.Stop(); tcp.Server.Bind(endpoint);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(endpoint); s.Shutdown(SocketShutdown.Both);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Listen(); s = s.Accept(); s.Shutdown(SocketShutdown.Both);")]
    [InlineData("var s = new Socket(SocketType.Dgram, ProtocolType.Udp); s.Bind(endpoint); s.Shutdown(SocketShutdown.Both);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Bind(endpoint); s.Shutdown(SocketShutdown.Both);")]
    [InlineData("var s = tcp.Server; s = connected; s.Shutdown(SocketShutdown.Both);")]
    [InlineData("connected.Listen(); connected.Shutdown(SocketShutdown.Both);")]
    [InlineData("Console.WriteLine(nameof(tcp.Server.Shutdown));")]
    [InlineData("var udp = new UdpClient(0); udp.Client.Shutdown(SocketShutdown.Both);")]
    [InlineData("foreach (Socket peer in new[] { connected }) peer.Shutdown(SocketShutdown.Both);")]
    public Task What_is_closed_or_may_be_a_connection_is_not_flagged(string statement) =>
        Verify.VerifyAnalyzerAsync(ListeningSource.InMethod(statement));

    [Theory]
    [InlineData("public void Stop() => _listener?.Close();")]
    [InlineData("public void Dial(IPEndPoint remote) { _listener = new Socket(SocketType.Stream, ProtocolType.Tcp); _listener.Connect(remote); } public void Stop() => _listener!.Shutdown(SocketShutdown.Both);")]
    [InlineData("public C(Socket socket) => _listener = socket; public void Stop() => _listener!.Shutdown(SocketShutdown.Both);")]
    [InlineData("public void Done(IAsyncResult result) => _listener = _listener!.EndAccept(result); public void Stop() => _listener!.Shutdown(SocketShutdown.Both);")]
    [InlineData("private Socket? _peer; public void Run() => _peer = _listener!.Accept(); public void Stop() => _peer!.Shutdown(SocketShutdown.Both);")]
    [InlineData("public void Stop(Socket _listener) => _listener.Shutdown(SocketShutdown.Both);")]
    public Task A_field_with_two_roles_is_not_flagged(string members) =>
        Verify.VerifyAnalyzerAsync(ListeningSource.InClass(members));

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        using System.Net.Sockets;
        var tcp = new TcpListener(IPAddress.Loopback, 0);
        tcp.Start();
        [|tcp.Server.Shutdown(SocketShutdown.Both)|];
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task Parts_of_a_class_are_one() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Sockets;
        partial class C
        {
            private readonly Socket _listener = new(SocketType.Stream, ProtocolType.Tcp);
            public void Stop() => [|_listener.Shutdown(SocketShutdown.Both)|];
        }
        partial class C
        {
            public void Start() => _listener.Listen();
        }
        """);

    [Fact]
    public Task A_Stop_of_another_class_closes_what_it_likes() => Verify.VerifyAnalyzerAsync("""
        using System.Net;
        using System.Net.Sockets;
        sealed class Own() : TcpListener(IPAddress.Any, 0)
        {
            public new void Stop() { }
        }
        class C
        {
            static void M(Own own) { own.Stop(); own.Server.Close(); }
        }
        """);

    [Fact]
    public Task What_a_test_expects_to_fail_is_not_flagged() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Sockets;
        static class Assert { public static void Throws<T>(Action action) { } }
        class C
        {
            static void M(TcpListener tcp) => Assert.Throws<SocketException>(() => tcp.Server.Shutdown(SocketShutdown.Both));
        }
        """);

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class Socket { public void Listen() { } public void Shutdown() { } public void Close() { } }
        sealed class TcpListener { public Socket Server { get; } = new(); public void Stop() { } }
        class C
        {
            private readonly Socket _socket = new();
            void M(TcpListener tcp) { tcp.Server.Shutdown(); tcp.Stop(); tcp.Server.Close(); _socket.Listen(); _socket.Shutdown(); }
        }
        """);

    [Theory]
    [InlineData(
        "tcp.Server.Disconnect(false);",
        "'Disconnect' of the listening socket 'tcp.Server': it has no connection to end, and on Windows this throws; close it instead")]
    [InlineData(
        "tcp.Stop(); tcp.Server.Close();",
        "'Close' of the listening socket 'tcp.Server': Stop has closed it, and 'Server' creates a new one; remove this")]
    public async Task The_message_tells_why(string statement, string message) =>
        Assert.Equal([message], await Verify.MessagesAsync(ListeningSource.InMethod(statement)));
}
