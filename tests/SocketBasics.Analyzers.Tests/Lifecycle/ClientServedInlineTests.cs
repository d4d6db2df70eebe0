using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<SocketBasics.Analyzers.ClientServedInlineAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ClientServedInlineTests
{
    [Theory]
    [InlineData("while (true) { Socket p = [|connected.Accept()|]; while (p.Receive(bytes) > 0) { } p.Close(); }")]
    [InlineData("for (;;) { using Socket p = [|connected.Accept()|]; int n; while ((n = p.Receive(bytes)) > 0) p.Send(bytes); }")]
    [InlineData("while (true) { using var p = [|tcp.AcceptTcpClient()|]; NetworkStream s = p.GetStream(); int n; while ((n = s.Read(bytes)) != 0) s.Write(bytes); }")]
    [InlineData("while (true) { using var p = await [|tcp.AcceptTcpClientAsync()|]; using var s = p.GetStream(); while (await s.ReadAsync(bytes) > 0) { } }")]
    [InlineData("while (true) { using var p = await [|connected.AcceptAsync()|].ConfigureAwait(false); while (await p.ReceiveAsync(bytes).ConfigureAwait(false) > 0) { } }")]
    [InlineData("while (true) { using var p = await [|connected.AcceptAsync()|].WaitAsync(TimeSpan.FromDays(1)); while (p.Receive(bytes) > 0) { } }")]
    [InlineData("while (true) { using (var p = [|tcp.AcceptTcpClient()|]) { var r = new System.IO.StreamReader(p.GetStream()); while (r.ReadLine() is { } line) Console.WriteLine(line); } }")]
    [InlineData("void Run() { while (true) { Socket p = [|connected.Accept()|]; do { p.Receive(bytes); } while (p.Available > 0); } } Run();")]
    [InlineData("while (true) { Socket p = [|connected.Accept()|]; int n = p.Receive(bytes); while (n > 0) { n = p.Receive(bytes); } }")]
    [InlineData("while (true) { Socket p = [|connected.Accept()|]; Action log = () => Console.WriteLine(); while (p.Receive(bytes) > 0) log(); }")]
    [InlineData("while (true) { Socket p = [|connected.Accept()|]; Socket same = p; while (same.Receive(bytes) > 0) { } }")]
    [InlineData("while (true) { Socket p = [|connected.Accept()|]; using var s = new NetworkStream(p); while (s.Read(bytes) > 0) { } }")]
    [InlineData("while (true) { using var p = [|tcp.AcceptTcpClient()|]; System.IO.Stream s = p.GetStream(); while (s.ReadByte() >= 0) { } }")]
    [InlineData("while (true) { using var p = [|tcp.AcceptTcpClient()|]; var r = new System.IO.BinaryReader(p.GetStream()); "
        + "var w = new System.IO.BinaryWriter(p.GetStream()); while (r.ReadString() != \"\") w.Write(1); }")]
    [InlineData("while (true) { using var p = [|tcp.AcceptTcpClient()|]; NetworkStream s = p.GetStream(); var r = new System.IO.StreamReader(s); "
        + "var w = new System.IO.StreamWriter(s); while (await r.ReadLineAsync() is { } line) w.WriteLine(line); }")]
    public Task A_client_that_is_read_to_its_end_is_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(ListeningSource.InMethod(statements));

    [Theory]
    [InlineData("Socket p = connected.Accept(); while (p.Receive(bytes) > 0) { }")]
    [InlineData("while (true) { Socket p = connected.Accept(); p.Receive(bytes); p.Close(); }")]
    [InlineData("while (true) { Socket p = connected.Accept(); Use(p); }")]
    [InlineData("while (true) { Socket p = connected.Accept(); _ = Task.Run(() => { while (p.Receive(bytes) > 0) { } }); }")]
    [InlineData("while (true) { Socket p = connected.Accept(); new System.Threading.Thread(() => { while (p.Receive(bytes) > 0) { } }).Start(); }")]
    [InlineData("while (true) { Socket p = connected.Accept(); Serve(); void Serve() { while (p.Receive(bytes) > 0) { } } }")]
    [InlineData("while (true) { Socket p = connected.Accept(); while (client.Client.Receive(bytes) > 0) { } p.Close(); }")]
    [InlineData("while (true) { using TcpClient p = tcp.AcceptTcpClient(); p.GetStream().Write(bytes); }")]
    [InlineData("while (true) { Socket p = connected.Accept(); for (int i = 0; i < 3; i++) p.Send(bytes); p.Close(); }")]
    [InlineData("while (true) { Socket p = connected.Accept(); Use(p); while (p.Receive(bytes) > 0) { } }")]
    [InlineData("while (true) { Socket p = connected.Accept(); _ = new Lazy<Socket>(p); while (p.Receive(bytes) > 0) { } }")]
    [InlineData("while (true) { Socket p = connected.Accept(); var kept = new { p }; while (p.Receive(bytes) > 0) { } }")]
    [InlineData("while (true) { Action serve = () => { Socket p = connected.Accept(); while (p.Receive(bytes) > 0) { } }; Task.Run(serve); }")]
    [InlineData("while (true) { Task.Run(Serve); void Serve() { Socket p = connected.Accept(); while (p.Receive(bytes) > 0) { } } }")]
    public Task What_goes_elsewhere_or_is_short_is_not_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(ListeningSource.InMethod(statements));

    [Fact]
    public Task A_client_that_EndAccept_returns_is_missed() => Verify.VerifyAnalyzerAsync(ListeningSource.InMethod(
        "while (true) { Socket p = connected.EndAccept(connected.BeginAccept(null, null)); while (p.Receive(bytes) > 0) { } }"));

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        using System.Net.Sockets;
        var tcp = new TcpListener(IPAddress.Loopback, 0);
        tcp.Start();
        while (true)
        {
            using Socket peer = [|tcp.AcceptSocket()|];
            while (peer.Receive(new byte[1]) > 0) { }
        }
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class Socket { public Socket Accept() => this; public int Receive() => 0; }
        class C { static void M(Socket s) { while (true) { Socket p = s.Accept(); while (p.Receive() > 0) { } } } }
        """);

    [Fact]
    public async Task The_message_names_the_connection() => Assert.Equal(
        ["While the loop below reads from 'p', nobody accepts: one client that sends nothing stops all others"],
        await Verify.MessagesAsync(ListeningSource.InMethod("while (true) { Socket p = connected.Accept(); while (p.Receive(bytes) > 0) { } }")));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(
        ListeningSource.InMethod("while (true) { Socket p = connected.Accept(); while (p.Receive(bytes) > 0) { } }"));
}
