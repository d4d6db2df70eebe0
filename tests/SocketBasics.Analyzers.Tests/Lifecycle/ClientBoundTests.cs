using Microsoft.CodeAnalysis;
using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<SocketBasics.Analyzers.ClientBoundAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class ClientBoundTests
{
    public static TheoryData<string> Certain =>
    [
        // Bound to what it connects to.
        "[|s.Bind(remote)|]; s.Connect(remote);",
        "[|s.Bind(remote)|]; await s.ConnectAsync(remote);",
        "[|s.Bind(remote)|]; await s.ConnectAsync(remote, default).ConfigureAwait(false);",
        "[|s.Bind(remote)|]; s.BeginConnect(remote, null, null);",
        "var here = new IPEndPoint(address, port); [|s.Bind(here)|]; s.Connect(here);",
        "EndPoint path = new UnixDomainSocketEndPoint(\"/tmp/a\"); [|s.Bind(path)|]; s.Connect(path);",
        "s?.Connect(remote); s?[|.Bind(remote)|];",
        "[|s.Bind(remote)|]; Action dial = () => s.Connect(remote);",

        // A constant port.
        "[|s.Bind(new IPEndPoint(IPAddress.Any, 5000))|]; s.Connect(remote);",
        "[|s.Bind(new IPEndPoint(IPAddress.Any, port: 5000))|]; await s.ConnectAsync(\"localhost\", 80);",
        "[|s.Bind(new IPEndPoint(address, 5000))|]; s.Connect(remote);",
        "const int Mine = 5000; [|s.Bind(new IPEndPoint(IPAddress.Loopback, Mine))|]; s.Connect(remote);",
        "var here = new IPEndPoint(IPAddress.IPv6Any, 65535); [|s.Bind(here)|]; s.Connect(remote);",
        "[|s.Bind(IPEndPoint.Parse(\"192.0.2.1:5000\"))|]; s.Connect(remote);",
        "[|s.Bind(new IPEndPoint(IPAddress.Parse(\"192.0.2.1\"), 5000))|]; s.Connect(remote); Use(s);",
        "var c = [|new TcpClient(new IPEndPoint(IPAddress.Any, 5000))|]; c.Connect(\"192.0.2.1\", 80);",
        "using TcpClient c = [|new(new IPEndPoint(IPAddress.Any, 5000))|]; await c.ConnectAsync(remote).ConfigureAwait(false);",
        "var c = new TcpClient(); [|c.Client.Bind(new IPEndPoint(IPAddress.Any, 5000))|]; c.Connect(remote);",
        "void Dial() { using var t = new Socket(SocketType.Stream, ProtocolType.Tcp); [|t.Bind(remote)|]; t.Connect(remote); } Dial();",
        "var options = new ConnectOptions { [|LocalEndpoint = Endpoint.Any(5000)|] };",
        "ConnectOptions options = new() { NoDelay = true, [|LocalEndpoint = Endpoint.IP(address, 5000)|] };",
        "var options = new ConnectOptions() with { [|LocalEndpoint = Endpoint.Parse(\"192.0.2.1:5000\")|] };",
        "Socket? t = null; t = new Socket(SocketType.Stream, ProtocolType.Tcp); [|t.Bind(remote)|]; t.Connect(remote);",
        "Socket? t = default; t = new Socket(SocketType.Stream, ProtocolType.Tcp); [|t.Bind(remote)|]; t.Connect(remote);",
        "s.NoDelay = true; [|s.Bind(new IPEndPoint(IPAddress.Any, 5000))|]; s.Connect(remote);",
        "s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true); [|s.Bind(new IPEndPoint(IPAddress.Any, 5000))|]; s.Connect(remote);",
        "s.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress); [|s.Bind(new IPEndPoint(IPAddress.Any, 5000))|]; s.Connect(remote);",
        "await ClientSocket.ConnectAsync(Endpoint.Loopback(80), new() { [|LocalEndpoint = Endpoint.LoopbackV6(5000)|] });",
    ];

    public static TheoryData<string> Needless =>
    [
        "[|s.Bind(new IPEndPoint(IPAddress.Any, 0))|]; s.Connect(remote);",
        "[|s.Bind(new IPEndPoint(IPAddress.IPv6Any, 0))|]; await s.ConnectAsync(remote);",
        "[|s.Bind(new IPEndPoint(IPAddress.Parse(\"127.0.0.1\"), 0))|]; s.Connect(remote);",
        "var c = [|new TcpClient(new IPEndPoint(IPAddress.Any, 0))|]; c.Connect(\"localhost\", 80);",
        "var options = new ConnectOptions { [|LocalEndpoint = Endpoint.Any(0)|] };",
        "var options = new ConnectOptions { [|LocalEndpoint = Endpoint.IP(IPAddress.Any, 0)|] };",
        "var options = new ConnectOptions { [|LocalEndpoint = Endpoint.AnyV6(0)|] };",
        "var options = new ConnectOptions { [|LocalEndpoint = Endpoint.IP(IPAddress.Loopback, 0)|] };",
        "var options = new ConnectOptions { [|LocalEndpoint = Endpoint.IP(IPAddress.IPv6Loopback, 0)|] };",
        "Endpoint any = Endpoint.AnyV4(0); var options = new ConnectOptions { [|LocalEndpoint = any|] };",
    ];

    [Theory]
    [MemberData(nameof(Certain))]
    public async Task A_bind_that_does_harm_is_a_warning(string statement)
    {
        await Verify.VerifyAnalyzerAsync(InMethod(statement));
        Assert.Equal([DiagnosticSeverity.Warning], await Verify.SeveritiesAsync(InMethod(Markup.Parse(statement).Source)));
    }

    [Theory]
    [MemberData(nameof(Needless))]
    public async Task A_bind_that_does_nothing_is_a_suggestion(string statement)
    {
        await Verify.VerifyAnalyzerAsync(InMethod(statement));
        Assert.Equal([DiagnosticSeverity.Info], await Verify.SeveritiesAsync(InMethod(Markup.Parse(statement).Source)));
    }

    [Theory]
    [InlineData("s.Connect(remote);")]
    [InlineData("s.Bind(local); s.Connect(remote);")]
    [InlineData("s.Bind(new IPEndPoint(address, port)); s.Connect(remote);")]
    [InlineData("s.Bind(new IPEndPoint(address, 0)); s.Connect(remote);")]
    [InlineData("s.Bind(new IPEndPoint(IPAddress.Parse(\"192.0.2.1\"), 0)); s.Connect(remote);")]
    [InlineData("s.Bind(new IPEndPoint(IPAddress.Any, port)); s.Connect(remote);")]
    [InlineData("s.Bind(new IPEndPoint(IPAddress.Any, 20)); s.Connect(remote);")]
    [InlineData("s.Bind(new IPEndPoint(IPAddress.Any, 1023)); s.Connect(remote);")]
    [InlineData("s.Bind(new IPEndPoint(IPAddress.Any, 5000)); s.Listen();")]
    [InlineData("s.Bind(new IPEndPoint(IPAddress.Any, 5000)); if (port > 0) s.Listen(); else s.Connect(remote);")]
    [InlineData("s.Bind(new IPEndPoint(IPAddress.Any, 5000)); Use(s);")]
    [InlineData("s.Bind(new IPEndPoint(IPAddress.Any, 5000)); s.SendTo(bytes, remote);")]
    [InlineData("s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true); s.Bind(new IPEndPoint(IPAddress.Any, 5000)); s.Connect(remote);")]
    [InlineData("s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ExclusiveAddressUse, false); s.Bind(new IPEndPoint(IPAddress.Any, 5000)); s.Connect(remote);")]
    [InlineData("s.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseUnicastPort, true); s.Bind(new IPEndPoint(IPAddress.Any, 5000)); s.Connect(remote);")]
    [InlineData("s.SetRawSocketOption(1, 15, bytes); s.Bind(new IPEndPoint(IPAddress.Any, 5000)); s.Connect(remote);")]
    [InlineData("s.ExclusiveAddressUse = false; s.Bind(new IPEndPoint(IPAddress.Any, 5000)); s.Connect(remote);")]
    [InlineData("var e = local; s.Bind(e); e = remote; s.Connect(e);")]
    [InlineData("s.Bind(local); local = remote; s.Connect(local);")]
    [InlineData("var e = new IPEndPoint(IPAddress.Any, 5000); e = local; s.Bind(e); s.Connect(remote);")]
    [InlineData("var u = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp); u.Bind(new IPEndPoint(IPAddress.Any, 5000)); u.Connect(remote);")]
    [InlineData("var u = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp); u.Bind(new IPEndPoint(IPAddress.Any, 0)); u.Connect(remote);")]
    [InlineData("var u = new UdpClient(new IPEndPoint(IPAddress.Any, 5000)); u.Connect(remote);")]
    [InlineData("var u = new Socket(AddressFamily.InterNetwork, type, ProtocolType.IP); u.Bind(new IPEndPoint(IPAddress.Any, 5000)); u.Connect(remote);")]
    [InlineData("var u = new Socket(AddressFamily.Unix, type, ProtocolType.IP); u.Bind(remote); u.Connect(remote);")]
    [InlineData("var u = new Socket(AddressFamily.Unix, SocketType.Seqpacket, ProtocolType.IP); u.Bind(remote); u.Connect(remote);")]
    [InlineData("var m = new Mine(SocketType.Stream); m.Bind(remote); m.Connect(remote);")]
    [InlineData("var m = (Mine)new Socket(SocketType.Stream, ProtocolType.Tcp); m.Bind(); m.Connect(remote);")]
    [InlineData("foreach (Socket t in new[] { given }) { t.Bind(remote); t.Connect(remote); }")]
    [InlineData("if ((object)given is Socket t) { t.Bind(new IPEndPoint(IPAddress.Any, 5000)); t.Connect(remote); }")]
    [InlineData("Make(out Socket t); t.Bind(new IPEndPoint(IPAddress.Any, 0)); t.Connect(remote);")]
    [InlineData("given.Bind(remote); given.Connect(remote);")]
    [InlineData("var c = new TcpClient(local); c.Connect(remote);")]
    [InlineData("var c = new TcpClient(new IPEndPoint(address, port)); c.Connect(remote);")]
    [InlineData("var c = new TcpClient(remote); c.Connect(remote);")]
    [InlineData("var here = new IPEndPoint(IPAddress.Any, 5000); var c = new TcpClient(here); c.Connect(here);")]
    [InlineData("var c = new TcpClient(new IPEndPoint(IPAddress.Any, 5000));")]
    [InlineData("var listener = new TcpListener(new IPEndPoint(IPAddress.Any, 5000)); listener.Start();")]
    [InlineData("var options = new ConnectOptions { LocalEndpoint = null };")]
    [InlineData("var options = new ConnectOptions { LocalEndpoint = Endpoint.IP(address, 0) };")]
    [InlineData("var options = new ConnectOptions { LocalEndpoint = Endpoint.Parse(\"192.0.2.1:0\") };")]
    [InlineData("var options = new ConnectOptions { LocalEndpoint = Endpoint.Any(port) };")]
    [InlineData("var options = new ConnectOptions { LocalEndpoint = Endpoint.Local(\"/tmp/a\") };")]
    public Task What_is_chosen_or_is_no_client_is_not_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Fact]
    public Task Fields_are_looked_at_in_all_parts_of_their_class() => Verify.VerifyAnalyzerAsync("""
        using System.Net;
        using System.Net.Sockets;
        partial class C
        {
            private readonly Socket _client = new(SocketType.Stream, ProtocolType.Tcp);
            private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp);
            internal readonly Socket Shared = new(SocketType.Stream, ProtocolType.Tcp);
            public void Bind()
            {
                [|_client.Bind(new IPEndPoint(IPAddress.Any, 5000))|];
                _server.Bind(new IPEndPoint(IPAddress.Any, 5000));
                Shared.Bind(new IPEndPoint(IPAddress.Any, 5000));
            }
        }
        partial class C
        {
            public void Go(IPEndPoint remote) { _client.Connect(remote); _server.Connect(remote); Shared.Connect(remote); }
        }
        partial class C
        {
            public void Listen() => _server.Listen();
        }
        """);

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        using System.Net.Sockets;
        var server = new IPEndPoint(IPAddress.Loopback, 80);
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        [|client.Bind(server)|];
        await client.ConnectAsync(server);
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets SocketBasics
        sealed class IPEndPoint(int port) { public int Port => port; }
        sealed class Socket { public void Bind(IPEndPoint local) => _ = local; public void Connect(IPEndPoint remote) => _ = remote; }
        sealed class ConnectOptions { public IPEndPoint? LocalEndpoint { get; set; } }
        class C
        {
            static void M(IPEndPoint remote) { var s = new Socket(); s.Bind(remote); s.Connect(remote); _ = new ConnectOptions { LocalEndpoint = new(5000) }; }
        }
        """);

    [Fact]
    public Task Options_of_the_same_names_in_another_assembly_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        using System.Net;
        sealed class ConnectOptions { public IPEndPoint? LocalEndpoint { get; set; } }
        class C
        {
            static ConnectOptions Make() => new() { LocalEndpoint = new(IPAddress.Any, 5000) };
        }
        """);

    [Fact]
    public Task What_a_network_tells_of_an_attempt_is_not_flagged() => Verify.VerifyAnalyzerAsync("""
        #pragma warning disable SB0001
        using SocketBasics;
        using SocketBasics.Networks;
        class C
        {
            static NetworkAttempt Make() => new() { LocalEndpoint = Endpoint.Any(5000) };
        }
        """);

    [Theory]
    [InlineData(
        "s.Bind(remote); s.Connect(remote);",
        "A client needs no bind to 'remote': it is the endpoint that the client connects to, which is not this machine's to bind")]
    [InlineData(
        "var options = new ConnectOptions { LocalEndpoint = Endpoint.Any(5000) };",
        "A client needs no bind to 'Endpoint.Any(5000)': connecting again from the same port fails until TIME-WAIT is over; leave it to the system")]
    [InlineData(
        "var options = new ConnectOptions { LocalEndpoint = Endpoint.Any(0) };",
        "A client needs no bind to 'Endpoint.Any(0)': the system chooses the local endpoint by itself")]
    public async Task The_message_tells_why(string statement, string message) =>
        Assert.Equal([message], await Verify.MessagesAsync(InMethod(statement)));

    internal static string InMethod(string statements) => $$"""
        using System;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        using SocketBasics;
        class C
        {
            static async Task M(Socket given, IPEndPoint remote, IPEndPoint local, IPAddress address, int port, SocketType type, byte[] bytes)
            {
                await Task.Yield();
                var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                {{statements}}
            }

            static void Use(Socket socket) { }
            static void Make(out Socket socket) => socket = new Socket(SocketType.Dgram, ProtocolType.Udp);
            sealed class Mine(SocketType type) : Socket(type, ProtocolType.Tcp) { public void Bind() { } }
        }
        """;
}
