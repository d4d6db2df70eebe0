using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.AsyncTimeoutAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class AsyncTimeoutTests
{
    private const string New = "var s = new Socket(SocketType.Stream, ProtocolType.Tcp); ";
    private const string Client = "using var c = new TcpClient(\"host\", 80); ";

    [Theory]
    [InlineData(New + "[|s.ReceiveTimeout|] = 500; await s.ReceiveAsync(bytes);")]
    [InlineData(New + "[|s.ReceiveTimeout|] = limit; await s.ReceiveAsync(bytes).ConfigureAwait(false);")]
    [InlineData(New + "[|s.SendTimeout|] = 500; await s.SendAsync(bytes); s.Receive(bytes);")]
    [InlineData(New + "[|s.ReceiveTimeout|] = 500; s.BeginReceive(bytes, 0, 1, SocketFlags.None, null, null);")]
    [InlineData(New + "[|s.ReceiveTimeout|] = 500; s.ReceiveAsync(new SocketAsyncEventArgs());")]
    [InlineData(New + "s?[|.ReceiveTimeout|] = 500; if (s is not null) await s.ReceiveAsync(bytes);")]
    [InlineData(New + "[|s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReceiveTimeout, 500)|]; "
        + "await s.ReceiveAsync(bytes);")]
    [InlineData(New + "[|s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.SendTimeout, 500)|]; "
        + "await s.SendAsync(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp) { [|ReceiveTimeout|] = 500 }; "
        + "await s.ReceiveAsync(bytes);")]
    [InlineData("var s = await listener.AcceptAsync(); [|s.ReceiveTimeout|] = 500; await s.ReceiveAsync(bytes); "
        + "s.Close();")]
    [InlineData(Client + "[|c.ReceiveTimeout|] = 500; await c.GetStream().ReadAsync(bytes);")]
    [InlineData(Client + "[|c.Client.ReceiveTimeout|] = 500; await c.GetStream().ReadExactlyAsync(bytes);")]
    [InlineData(Client + "[|c.GetStream().ReadTimeout|] = 500; await c.Client.ReceiveAsync(bytes);")]
    [InlineData(Client + "[|c.ReceiveTimeout|] = 500; var n = c.GetStream(); await n.ReadAsync(bytes); "
        + "n.Write(bytes);")]
    [InlineData(Client + "[|c.SendTimeout|] = 500; using Stream n = c.GetStream(); await n.WriteAsync(bytes); "
        + "n.Flush();")]
    [InlineData(Client + "NetworkStream n = c.GetStream(); [|n.ReadTimeout|] = 500; [|n.WriteTimeout|] = 5; "
        + "await n.ReadAsync(bytes); n.BeginWrite(bytes, 0, 1, null, null);")]
    [InlineData(New + "var n = new NetworkStream(s, true); [|n.ReadTimeout|] = 500; await n.ReadAsync(bytes);")]
    [InlineData(New + "using var n = new NetworkStream(s); [|s.ReceiveTimeout|] = 500; await n.ReadAsync(bytes);")]
    [InlineData("var n = given.GetStream(); [|n.ReadTimeout|] = 500; await n.ReadAsync(bytes);")]
    [InlineData("using var u = new UdpClient(0); [|u.Client.ReceiveTimeout|] = 500; await u.ReceiveAsync();")]
    [InlineData(New + "[|s.ReceiveTimeout|] = 500; Func<Task> f = async () => await s.ReceiveAsync(bytes);")]
    [InlineData(New + "[|s.ReceiveTimeout|] = 500; async Task F() => await s.ReceiveAsync(bytes); await F();")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s.ReceiveTimeout|] = 500; if (s != null) await s.ReceiveAsync(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s.ReceiveTimeout|] = 500; if (s is Socket) await s.ReceiveAsync(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s.ReceiveTimeout|] = 500; if (s is null) return; await s.ReceiveAsync(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s.ReceiveTimeout|] = 500; Use($\"{s}\"); await s.ReceiveAsync(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s.ReceiveTimeout|] = 500; Use(nameof(s)); await s.ReceiveAsync(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s.ReceiveTimeout|] = 500; lock (s) Use(1); await s.ReceiveAsync(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s.ReceiveTimeout|] = 500; using (s) await s.ReceiveAsync(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s.ReceiveTimeout|] = 500; Use(s.GetType()); await s.ReceiveAsync(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s.ReceiveTimeout|] = 500; await s.ReceiveFromAsync(bytes, ep);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s.ReceiveTimeout|] = 500; await s.ReceiveMessageFromAsync(bytes, ep);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s.SendTimeout|] = 500; await s.SendToAsync(bytes, ep);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s.SendTimeout|] = 500; await s.SendFileAsync(\"x\");")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); [|s.SendTimeout|] = 500; s.SendPacketsAsync(new SocketAsyncEventArgs());")]
    [InlineData("using var c = new TcpClient(\"host\", 80); [|c.ReceiveTimeout|] = 500; await c.GetStream().ReadAtLeastAsync(bytes, 1);")]
    [InlineData("using var c = new TcpClient(\"host\", 80); [|c.ReceiveTimeout|] = 500; await c.GetStream().CopyToAsync(other);")]
    [InlineData("using var c = new TcpClient(\"host\", 80); if (c.Client != null) { } c.GetStream(); [|c.ReceiveTimeout|] = 500; await c.GetStream().ReadAsync(bytes);")]
    [InlineData("var s = given.Client; [|s.ReceiveTimeout|] = 500; await s.ReceiveAsync(bytes);")]
    [InlineData("using var c = await tcp.AcceptTcpClientAsync(); [|c.ReceiveTimeout|] = 500; await c.GetStream().ReadAsync(bytes);")]
    [InlineData("var s = tcp.AcceptSocket(); [|s.ReceiveTimeout|] = 500; await s.ReceiveAsync(bytes);")]
    public Task A_time_out_of_a_socket_with_asynchronous_calls_only_is_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Theory]
    [InlineData(New + "s.ReceiveTimeout = 500; s.Receive(bytes);")]
    [InlineData(New + "s.ReceiveTimeout = 500; s.Receive(bytes); await s.ReceiveAsync(bytes);")]
    [InlineData(New + "s.ReceiveTimeout = 500; await s.SendAsync(bytes);")]
    [InlineData(New + "s.SendTimeout = 500; await s.ReceiveAsync(bytes);")]
    [InlineData(New + "s.SendTimeout = 500; s.Connect(ep); await s.SendAsync(bytes);")]
    [InlineData(New + "s.ReceiveTimeout = 500; s.Accept(); await s.ReceiveAsync(bytes);")]
    [InlineData(New + "s.ReceiveTimeout = 500;")]
    [InlineData(New + "s.ReceiveTimeout = 0; await s.ReceiveAsync(bytes);")]
    [InlineData(New + "s.ReceiveTimeout = Timeout.Infinite; await s.ReceiveAsync(bytes);")]
    [InlineData(New + "s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReceiveTimeout, 0); "
        + "await s.ReceiveAsync(bytes);")]
    [InlineData(New + "s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReceiveBuffer, 5); "
        + "await s.ReceiveAsync(bytes);")]
    [InlineData(New + "int t = s.ReceiveTimeout; await s.ReceiveAsync(bytes);")]
    [InlineData(New + "s.ReceiveTimeout = 500; Use(s); await s.ReceiveAsync(bytes);")]
    [InlineData(New + "s.ReceiveTimeout = 500; all.Add(s); await s.ReceiveAsync(bytes);")]
    [InlineData(New + "s.ReceiveTimeout = 500; s.Drain(); await s.ReceiveAsync(bytes);")]
    [InlineData(New + "s.ReceiveTimeout = 500; Public = s; await s.ReceiveAsync(bytes);")]
    [InlineData(New + "s.ReceiveTimeout = 500; Use(s.Handle); await s.ReceiveAsync(bytes);")]
    [InlineData(New + "s.ReceiveTimeout = 500; var same = s; same.Receive(bytes); await s.ReceiveAsync(bytes);")]
    [InlineData(New + "if (limit > 0) s = socket; s.ReceiveTimeout = 500; await s.ReceiveAsync(bytes);")]
    [InlineData("socket.ReceiveTimeout = 500; await socket.ReceiveAsync(bytes);")]
    [InlineData("var s = socket; s.ReceiveTimeout = 500; await s.ReceiveAsync(bytes);")]
    [InlineData(Client + "c.ReceiveTimeout = 500; var n = c.GetStream(); n.ReadByte(); await n.ReadAsync(bytes);")]
    [InlineData(Client + "c.ReceiveTimeout = 500; var n = c.GetStream(); await n.ReadAsync(bytes); "
        + "c.Client.Receive(bytes);")]
    [InlineData(Client + "c.ReceiveTimeout = 500; using var r = new StreamReader(c.GetStream()); "
        + "await r.ReadLineAsync();")]
    [InlineData(Client + "c.ReceiveTimeout = 500; var n = c.GetStream(); using var r = new StreamReader(n); "
        + "r.ReadLine(); await n.ReadAsync(bytes);")]
    [InlineData(New + "var n = new NetworkStream(s); n.ReadTimeout = 500; await n.ReadAsync(bytes); s.Receive(bytes);")]
    [InlineData("Stream n = File.OpenRead(\"x\"); n.ReadTimeout = 500; await n.ReadAsync(bytes);")]
    [InlineData("Stream n = other; n.ReadTimeout = 500; await n.ReadAsync(bytes);")]
    [InlineData("Stream n = new BufferedStream(other); n.ReadTimeout = 500; await n.ReadAsync(bytes);")]
    [InlineData("var s = Public!; s.ReceiveTimeout = 500; await s.ReceiveAsync(bytes);")]
    [InlineData("var s = Accept(); s.ReceiveTimeout = 500; await s.ReceiveAsync(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.ReceiveTimeout = 500; if (s is { } same) same.Receive(bytes); await s.ReceiveAsync(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); var n = new NetworkStream(s); n.ReadTimeout = 500; n.Socket.Receive(bytes); await n.ReadAsync(bytes);")]
    [InlineData("NetworkStream n = given.GetStream(); n.ReadTimeout = 500; ((Drained)n).Drain(); await n.ReadAsync(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.ReceiveTimeout = 500; Use(s.SafeHandle); await s.ReceiveAsync(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.ReceiveTimeout = 500; Use(s.DuplicateAndClose(1)); await s.ReceiveAsync(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.SendBuffer, 5); await s.SendAsync(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); limit = s.ReceiveTimeout; await s.ReceiveAsync(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.SendBufferSize = 500; await s.SendAsync(bytes);")]
    [InlineData("using var c = new TcpClient(\"host\", 80); c.SendTimeout = 500; var n = c.GetStream(); n.WriteByte(1); await n.WriteAsync(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); Assert.Throws(() => s.ReceiveTimeout = 500); await s.ReceiveAsync(bytes);")]
    [InlineData("using var c = new TcpClient(\"host\", 80); c.ReceiveTimeout = 500; using var r = new StreamReader(c.GetStream()); r.ReadLine(); await c.GetStream().ReadAsync(bytes);")]
    public Task Where_it_may_have_an_effect_it_is_not_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Theory]
    [InlineData("await _stream!.ReadAsync(new byte[1]);", true)]
    [InlineData("_stream!.Read(new byte[1]); await _stream!.ReadAsync(new byte[1]);", false)]
    public Task The_parts_of_a_type_are_looked_at_together(string read, bool isFlagged) => Verify.VerifyAnalyzerAsync($$"""
        using System.Net.Sockets;
        using System.Threading.Tasks;
        partial class C
        {
            private readonly TcpClient _client = new() { {{(isFlagged ? "[|ReceiveTimeout|]" : "ReceiveTimeout")}} = 500 };
            private NetworkStream? _stream;
            async Task Open() { await _client.ConnectAsync("host", 80); _stream = _client.GetStream(); }
        }
        partial class C
        {
            async Task Read() { {{read}} }
        }
        """);

    [Fact]
    public Task Fields_and_properties_made_of_each_other_are_looked_at_together() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Sockets;
        using System.Threading.Tasks;
        class C
        {
            private static readonly TcpClient s_one = new("host", 80) { [|ReceiveTimeout|] = 500 };
            private static readonly NetworkStream s_stream = s_one.GetStream();
            private static readonly TcpClient s_other = new("host", 80) { [|ReceiveTimeout|] = 500 };
            private static NetworkStream Stream { get; } = s_other.GetStream();
            static async Task Read(byte[] bytes) { await s_stream.ReadAsync(bytes); await Stream.ReadAsync(bytes); }
        }
        """);

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net.Sockets;
        using var client = new TcpClient("example.com", 80);
        [|client.ReceiveTimeout|] = 500;
        await client.GetStream().ReadExactlyAsync(new byte[1]);
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class Socket { public int ReceiveTimeout { get; set; } public void ReceiveAsync() { } }
        class C { static void M() { var s = new Socket(); s.ReceiveTimeout = 500; s.ReceiveAsync(); } }
        """);

    [Fact]
    public async Task The_message_names_the_time_out() => Assert.Equal(
        ["'SendTimeout' only applies to synchronous calls, and there are none; "
            + "pass a CancellationToken to the asynchronous ones"],
        await Verify.MessagesAsync(InMethod(New + "s.SendTimeout = 500; await s.SendAsync(bytes);")));

    [Fact]
    public Task Incomplete_code_never_throws() => Verify.VerifyIncompleteCodeAsync(InMethod(
        Client + "c.ReceiveTimeout = 500; var n = c.GetStream(); await n.ReadAsync(bytes); "
            + "var m = new NetworkStream(c.Client);"));

    // Only files that speak of a time-out are looked at.
    private static string InMethod(string statements) => $$"""
        // Timeout
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading;
        using System.Threading.Tasks;
        static class Assert { public static void Throws(Action action) { } }
        sealed class Drained(Socket socket) : NetworkStream(socket) { public void Drain() { } }
        static class Extensions { public static void Drain(this Socket s) { } }
        class C
        {
            public static Socket? Public { get; set; }
            static void Use(object o) { }
            static Socket Accept() => Public!;
            static async Task M(
                Socket socket, Socket listener, TcpListener tcp, TcpClient given, Stream other, List<Socket> all, EndPoint ep, byte[] bytes, int limit)
            {
                await Task.Yield();
                {{statements}}
            }
        }
        """;
}
