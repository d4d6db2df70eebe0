using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.ListeningSocketUsedAsConnectionAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ListeningSocketUsedAsConnectionTests
{
    [Theory]
    [InlineData("if ([|tcp.Server.Connected|]) tcp.Stop();")]
    [InlineData("bool isClosed = ![|tcp.Server.Connected|];")]
    [InlineData("while (![|(tcp.Server).Connected|]) await Task.Yield();")]
    [InlineData("bool? on = maybe?[|.Server.Connected|];")]
    [InlineData("bool? on = maybe?.Server?[|.Connected|];")]
    [InlineData("[|tcp.Server.Send(bytes)|];")]
    [InlineData("await [|tcp.Server.SendAsync(bytes)|];")]
    [InlineData("await [|tcp.Server.SendAsync(bytes, SocketFlags.None)|].ConfigureAwait(false);")]
    [InlineData("[|tcp.Server.BeginSend(bytes, 0, 1, SocketFlags.None, null, null)|];")]
    [InlineData("[|tcp.Server.SendFile(\"index.html\")|];")]
    [InlineData("int got = [|tcp.Server.Receive(bytes)|];")]
    [InlineData("int got = await [|tcp.Server.ReceiveAsync(bytes)|];")]
    [InlineData("[|tcp.Server.BeginReceive(bytes, 0, 1, SocketFlags.None, null, null)|];")]
    [InlineData("string peer = [|tcp.Server.RemoteEndPoint|]!.ToString()!;")]
    [InlineData("var peer = (IPEndPoint?)[|tcp.Server.RemoteEndPoint|];")]
    [InlineData("if ([|tcp.Server.Available|] > 0) return;")]
    [InlineData("var stream = [|new NetworkStream(tcp.Server)|];")]
    [InlineData("using var stream = [|new NetworkStream(tcp.Server, ownsSocket: true)|];")]
    [InlineData("Action send = () => [|tcp.Server.Send(bytes)|];")]
    [InlineData("void Send() => [|tcp.Server.Send(bytes)|]; Send();")]
    [InlineData("Func<byte[], int> send = [|tcp.Server.Send|];")]
    [InlineData("var server = tcp.Server; if ([|server.Connected|]) return;")]
    [InlineData("Socket server = tcp.Server ?? throw new InvalidOperationException(); if ([|server.Connected|]) { }")]
    [InlineData("Socket? server = bytes.Length > 0 ? tcp.Server : null; if ([|server!.Connected|]) { }")]
    [InlineData("Socket? server = bytes.Length > 0 ? tcp.Server : default(Socket); if ([|server!.Connected|]) { }")]
    [InlineData("Socket server = tcp.Server; Console.WriteLine([|server.RemoteEndPoint|]);")]
    public Task The_socket_of_a_TcpListener_that_is_used_as_a_connection_is_flagged(string statement) =>
        Verify.VerifyAnalyzerAsync(ListeningSource.InMethod(statement));

    [Theory]
    [InlineData("Socket peer = listener.Accept(); [|listener.Send(bytes)|];")]
    [InlineData("Socket peer = await listener.AcceptAsync(); await [|listener.SendAsync(bytes)|];")]
    [InlineData("using (Socket peer = listener.Accept()) { while ([|listener.Receive(bytes)|] > 0) { } }")]
    [InlineData("var stream = [|new NetworkStream(listener)|];")]
    [InlineData("Console.WriteLine($\"{[|listener.RemoteEndPoint|]}\");")]
    [InlineData("listener.BeginAccept(_ => [|listener.Send(bytes)|], listener);")]
    [InlineData("listener.BeginAccept(Done, listener); void Done(IAsyncResult result) { listener.EndAccept(result); [|listener.Receive(bytes)|]; }")]
    [InlineData("var all = new List<Socket> { listener }; Socket.Select(all, null, null, 1000); if ([|listener.Available|] > 0) { }")]
    [InlineData("while ([|listener.Connected|]) { Socket peer = listener.Accept(); Use(peer); }")]
    [InlineData("listener = null!; if ([|listener.Connected|]) { }")]
    [InlineData("listener ??= new Socket(SocketType.Stream, ProtocolType.Tcp); if ([|listener.Connected|]) { }")]
    [InlineData("Socket Get() => listener; if ([|listener.Connected|]) Get();")]
    [InlineData("if (listener is null) return; if ([|listener.Connected|]) { }")]
    [InlineData("if (listener is { IsBound: true }) { if ([|listener.Connected|]) { } }")]
    [InlineData("using (listener) { } if ([|listener.Connected|]) { }")]
    [InlineData("bool isSocket = listener is Socket; if ([|listener.Connected|]) { }")]
    [InlineData("Console.WriteLine(nameof(listener)); if ([|listener.Connected|]) { }")]
    [InlineData("Console.WriteLine($\"{listener}\"); if ([|listener.Connected|]) { }")]
    [InlineData("Console.WriteLine(listener.ToString()); if ([|listener.Connected|]) { }")]
    public Task A_local_that_only_listens_is_flagged(string statement) =>
        Verify.VerifyAnalyzerAsync(ListeningSource.OnLocal(statement));

    [Theory]
    [InlineData("public bool IsUp => [|_listener!.Connected|];")]
    [InlineData("public bool? IsUp => _listener?[|.Connected|];")]
    [InlineData("public string Peer => [|this._listener!.RemoteEndPoint|]!.ToString()!;")]
    [InlineData("public int Run(byte[] bytes) { using Socket peer = _listener!.Accept(); return [|_listener.Receive(bytes)|]; }")]
    [InlineData("public async Task RunAsync(byte[] bytes) { using Socket peer = await _listener!.AcceptAsync().ConfigureAwait(false); await [|_listener.SendAsync(bytes)|].ConfigureAwait(false); }")]
    [InlineData("public void Stop() { if (_listener != null) { if ([|_listener.Connected|]) _listener.Close(); _listener = null; } }")]
    [InlineData("sealed class Session(C owner) { public bool IsUp => [|owner._listener!.Connected|]; }")]
    [InlineData("public void Begin() => _listener!.BeginAccept(Done, _listener); void Done(IAsyncResult result) { lock (_listener!) [|_listener.Send(new byte[1])|]; }")]
    public Task A_private_field_that_only_listens_is_flagged(string members) =>
        Verify.VerifyAnalyzerAsync(ListeningSource.InClass(members));

    [Theory]
    [InlineData("using Socket peer = tcp.Server.Accept(); peer.Send(bytes);")]
    [InlineData("using TcpClient peer = tcp.AcceptTcpClient(); if (peer.Connected) peer.Client.Send(bytes);")]
    [InlineData("if (connected.Connected) connected.Send(bytes);")]
    [InlineData("bool waits = tcp.Server.Poll(1000, SelectMode.SelectRead);")]
    [InlineData("tcp.Server.NoDelay = true; tcp.Server.SendTimeout = 1; tcp.Server.ReceiveBufferSize = 1; tcp.Server.SendBufferSize = 1;")]
    [InlineData("Console.WriteLine(tcp.Server.LocalEndPoint);")]
    [InlineData("bool bound = tcp.Server.IsBound;")]
    [InlineData("Console.WriteLine(nameof(tcp.Server.Connected));")]
    [InlineData("tcp.Server.Accept().Send(bytes);")]
    [InlineData("var entry = new KeyValuePair<string, Socket>(\"web\", tcp.Server);")]
    [InlineData("var server = tcp.Server; server = connected; server.Send(bytes);")]
    [InlineData("var server = connected.Connected ? connected : tcp.Server; server.Send(bytes);")]
    [InlineData("Socket s = client.Client; if (s.Connected) s.Send(bytes);")]
    [InlineData("var udp = new UdpClient(0); udp.Client.Receive(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Connect(endpoint); s.Send(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); if (s.Connected) s.Send(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); if (bytes.Length > 0) s.Listen(); else s.Connect(endpoint); Console.WriteLine(s.RemoteEndPoint);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); if (bytes.Length > 0) s.Listen(); else Use(s); Console.WriteLine(s.RemoteEndPoint);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Listen(); s = s.Accept(); s.Send(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Listen(); s = await s.AcceptAsync().ConfigureAwait(false); s.Send(bytes);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Listen(); Func<IPEndPoint, Task> dial = s.ConnectAsync; Console.WriteLine(s.RemoteEndPoint);")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Listen(); Socket other; other = s; other.Connect(endpoint); bool on = s.Connected;")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Listen(); Socket? other = null; other ??= s; other.Connect(endpoint); bool on = s.Connected;")]
    [InlineData("var s = new Socket(SocketType.Stream, ProtocolType.Tcp); s.Listen(); s?.DialTo(endpoint); bool on = s!.Connected;")]
    [InlineData("var s = new SocketAsyncEventArgs().AcceptSocket!; s.Listen(); bool on = s.Connected;")]
    [InlineData("Socket s = new Own(); s.Listen(); bool on = s.Connected;")]
    [InlineData("var s = new Socket(new SafeSocketHandle(0, true)); s.Listen(); bool on = s.Connected;")]
    [InlineData("void Done(IAsyncResult result) { var s = (Own)result.AsyncState!; s.EndAccept(result); s.Dial(); bool on = s.Connected; }")]
    [InlineData("connected.Listen(); connected.Send(bytes);")]
    [InlineData("foreach (Socket s in new[] { connected }) { s.Listen(); s.Send(bytes); }")]
    [InlineData("if (tcp.Server is { } s) { s.Listen(); s.Send(bytes); }")]
    public Task What_may_be_a_connection_is_not_flagged(string statement) =>
        Verify.VerifyAnalyzerAsync(ListeningSource.InMethod(statement));

    [Theory]
    [InlineData("public void Dial(IPEndPoint remote) { _listener = new Socket(SocketType.Stream, ProtocolType.Tcp); _listener.Connect(remote); } public bool IsUp => _listener!.Connected;")]
    [InlineData("public Task DialAsync(IPEndPoint remote) => _listener!.ConnectAsync(remote); public bool IsUp => _listener!.Connected;")]
    [InlineData("public void Begin(IPEndPoint remote) => _listener?.BeginConnect(remote, null, null); public bool IsUp => _listener!.Connected;")]
    [InlineData("public void Run() { _listener = _listener!.Accept(); _listener.Send(new byte[1]); }")]
    [InlineData("public void Done(IAsyncResult result) { _listener = _listener!.EndAccept(result); _listener.Send(new byte[1]); }")]
    [InlineData("public C(Socket socket) => _listener = socket; public bool IsUp => _listener!.Connected;")]
    [InlineData("public void Done(SocketAsyncEventArgs e) { _listener = e.AcceptSocket; _listener!.Send(new byte[1]); }")]
    [InlineData("public void Dial() => Dialer.Connect(_listener!); public bool IsUp => _listener!.Connected; static class Dialer { public static void Connect(Socket socket) { } }")]
    [InlineData("public void Swap(ref Socket? other) => (_listener, other) = (other, _listener); public bool IsUp => _listener!.Connected;")]
    [InlineData("public void Swap() => Swap(ref _listener); static void Swap(ref Socket? socket) { } public bool IsUp => _listener!.Connected;")]
    [InlineData("public Socket? Inner => _listener; public bool IsUp => _listener!.Connected;")]
    [InlineData("public void Swap(Socket other) => System.Threading.Interlocked.Exchange(ref _listener, other); public bool IsUp => _listener!.Connected;")]
    [InlineData("public void Keep() => System.Own.Keep(_listener!); public bool IsUp => _listener!.Connected;")]
    [InlineData("Socket Chosen { get => throw null!; set { } } public void Listen() { Chosen = new(SocketType.Stream, ProtocolType.Tcp); Chosen.Listen(); } public bool IsUp => Chosen.Connected;")]
    [InlineData("internal Socket Shared { get; set; } = new(SocketType.Stream, ProtocolType.Tcp); public void Listen() => Shared.Listen(); public bool IsUp => Shared.Connected;")]
    [InlineData("public void Into(Socket peer) => peer.BeginAccept(_listener, 0, null, null); public bool IsUp => _listener!.Connected;")]
    [InlineData("sealed class Dialer(C owner) { public void Dial(IPEndPoint remote) => owner._listener!.Connect(remote); } public bool IsUp => _listener!.Connected;")]
    [InlineData("public void Dial(IPEndPoint remote) { if (_listener is { } socket) socket.Connect(remote); } public bool IsUp => _listener!.Connected;")]
    [InlineData("public void Dial(IPEndPoint remote) { var socket = _listener!; socket.Connect(remote); } public bool IsUp => _listener!.Connected;")]
    public Task A_field_with_two_roles_is_not_flagged(string members) =>
        Verify.VerifyAnalyzerAsync(ListeningSource.InClass(members));

    [Theory]
    [InlineData("internal")]
    [InlineData("public")]
    [InlineData("protected")]
    public Task A_field_that_others_can_assign_is_not_flagged(string access) => Verify.VerifyAnalyzerAsync($$"""
        using System.Net.Sockets;
        class C
        {
            {{access}} Socket Listener = new(SocketType.Stream, ProtocolType.Tcp);
            public void Start() => Listener.Listen();
            public bool IsUp => Listener.Connected;
        }
        """);

    [Fact]
    public Task Parts_of_a_class_are_one() => Verify.VerifyAnalyzerAsync("""
        using System.Net;
        using System.Net.Sockets;
        partial class C
        {
            private readonly Socket _a = new(SocketType.Stream, ProtocolType.Tcp);
            private readonly Socket _b = new(SocketType.Stream, ProtocolType.Tcp);
            private Socket A { get; } = new(SocketType.Stream, ProtocolType.Tcp);
            public bool IsUp => [|_a.Connected|] || _b.Connected || [|A.Connected|];
        }
        partial class C
        {
            public void Start() { _a.Listen(); _b.Listen(); A.Listen(); }
        }
        partial class C
        {
            public void Dial(IPEndPoint remote) => _b.Connect(remote);
        }
        """);

    [Fact]
    public Task Classes_in_classes_are_looked_at() => Verify.VerifyAnalyzerAsync("""
        using System.Net.Sockets;
        class C
        {
            sealed class Server
            {
                private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp);
                public void Start() => _socket.Listen();
                public bool IsUp => [|_socket.Connected|];
            }
        }
        """);

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        using System.Net.Sockets;
        var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        using Socket peer = listener.Accept();
        [|listener.Send(new byte[1])|];
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task A_class_derived_from_TcpListener_has_the_same_socket() => Verify.VerifyAnalyzerAsync("""
        using System.Net;
        using System.Net.Sockets;
        sealed class Listener() : TcpListener(IPAddress.Any, 0)
        {
            public bool IsUp => [|Server.Connected|] || Active;
        }
        """);

    [Fact]
    public Task What_a_test_expects_to_fail_is_not_flagged() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Net.Sockets;
        static class Assert
        {
            public static void False(bool value) { }
            public static void Null(object? value) { }
            public static void Throws<T>(Action action) { }
        }
        class C
        {
            static void M(TcpListener tcp)
            {
                Assert.False(tcp.Server.Connected);
                Assert.Null(tcp.Server.RemoteEndPoint);
                Assert.Throws<SocketException>(() => tcp.Server.Send(new byte[1]));
            }
        }
        """);

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class Socket { public bool Connected => true; public void Listen() { } public int Send(byte[] bytes) => 0; }
        sealed class TcpListener { public Socket Server { get; } = new(); }
        class C
        {
            private readonly Socket _socket = new();
            bool M(TcpListener tcp) { _socket.Listen(); return tcp.Server.Connected || tcp.Server.Send([]) > 0 || _socket.Connected; }
        }
        """);

    [Fact]
    public Task A_facade_with_a_Server_of_its_own_is_not_flagged() => Verify.VerifyAnalyzerAsync("""
        using System.Net;
        using System.Net.Sockets;
        sealed class Listener(Socket server) { public Socket Server => server; public void Start() => server.Listen(); }
        sealed class Facade : TcpListener
        {
            public Facade() : base(IPAddress.Any, 0) { }
            public new Socket Server => throw null!;
        }
        sealed class Own() : Socket(SocketType.Stream, ProtocolType.Tcp) { public new bool Connected => true; }
        class C
        {
            static bool M(Listener a, Facade b) => a.Server.Connected || b.Server.Connected;
            static bool Done(System.IAsyncResult result) { var s = (Own)result.AsyncState!; s.EndAccept(result); return s.Connected; }
        }
        """);

    [Fact]
    public async Task The_message_names_the_socket_and_what_comes_of_it() => Assert.Equal(
        [
            "'tcp.Server' is the listening socket: it never carries data, and 'Connected' is always false; "
                + "use the socket that Accept returns",
        ],
        await Verify.MessagesAsync(ListeningSource.InMethod("if (tcp.Server.Connected) return;")));

    [Fact]
    public Task Incomplete_code_never_throws() =>
        Verify.VerifyIncompleteCodeAsync(ListeningSource.OnLocal("listener?.Send(bytes); tcp?.Server?.Send(bytes);"));
}
