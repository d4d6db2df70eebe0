using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<SocketBasics.Analyzers.PortReadTooEarlyAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class PortReadTooEarlyTests
{
    [Theory]
    [InlineData("var e = new IPEndPoint(IPAddress.Loopback, 0); s.Bind(e); s.Listen(); int port = [|e.Port|];")]
    [InlineData("IPEndPoint e = new(IPAddress.Any, 0); s.Bind(e); Console.WriteLine($\"listening on {[|e.Port|]}\");")]
    [InlineData("var e = new IPEndPoint(address, port: 0); s?.Bind(e); await Task.Delay([|e.Port|]).ConfigureAwait(false);")]
    [InlineData("const int Free = 0; var e = new IPEndPoint(address, Free); s.Bind(e); int? port = e?[|.Port|];")]
    [InlineData("var e = new IPEndPoint(address, 0); var l = new TcpListener(e); l.Start(); int port = [|e.Port|];")]
    [InlineData("var e = new IPEndPoint(address, 0); using var u = new UdpClient(e); int port = [|e.Port|];")]
    [InlineData("var e = new IPEndPoint(address, 0); s.Bind(e); Func<int> port = () => [|e.Port|];")]
    [InlineData("var e = IPEndPoint.Parse(\"127.0.0.1:0\"); s.Bind(e); int port = [|e.Port|];")]
    [InlineData("Endpoint e = Endpoint.Loopback(0); var bound = ServerSocket.Create().Bind(e); int port = [|e.Port|];")]
    [InlineData("var e = new IPEndPoint(address, 0); e.Address = address; s.Bind(e); int port = [|e.Port|];")]
    [InlineData("var e = new IPEndPoint(address, 0); s.Bind(e); number = [|e.Port|];")]
    [InlineData("var e = new IPEndPoint(address, 0); var o = new IPEndPoint(address, 0); o.Port = 80; s.Bind(e); int port = [|e.Port|];")]
    [InlineData("var e = new IPEndPoint(address, 0); s.Bind(e); int port = [|e.Port|]; new UdpClient(e).Dispose();")]
    [InlineData("Endpoint e = Endpoint.Any(0); using var d = DatagramSocket.Bind(e); int port = [|e.Port|];")]
    public Task The_port_of_the_endpoint_that_was_bound_is_flagged(string statements) => Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Theory]
    [InlineData("var e = new IPEndPoint(address, 0); s.Bind(e); int port = ((IPEndPoint)s.LocalEndPoint!).Port;")]
    [InlineData("var e = new IPEndPoint(address, 0); s.Bind(e); e = (IPEndPoint)s.LocalEndPoint!; int port = e.Port;")]
    [InlineData("var e = new IPEndPoint(address, 0); s.Bind(e); e.Port = 80; int port = e.Port;")]
    [InlineData("var e = new IPEndPoint(address, 0); int port = e.Port; s.Bind(e);")]
    [InlineData("var e = new IPEndPoint(address, 0); int port = e.Port;")]
    [InlineData("var e = new IPEndPoint(address, 0); s.SendTo(new byte[1], e); int port = e.Port;")]
    [InlineData("var e = new IPEndPoint(address, 0); void Bind(IPEndPoint own) { } Bind(e); int port = e.Port;")]
    [InlineData("var e = new IPEndPoint(address, 0); s.Bind(new IPEndPoint(address, 80)); int port = e.Port;")]
    [InlineData("var e = new IPEndPoint(address, 0); new TcpListener(address, 80).Start(); int port = e.Port;")]
    [InlineData("var e = new IPEndPoint(address, 0); var entry = new KeyValuePair<string, EndPoint>(\"a\", e); int port = e.Port;")]
    [InlineData("var e = new IPEndPoint(address, 80); s.Bind(e); int port = e.Port;")]
    [InlineData("var e = new IPEndPoint(address, number); s.Bind(e); int port = e.Port;")]
    [InlineData("var e = new IPEndPoint(address, 0); s.Bind(e); Console.WriteLine(e.Address);")]
    [InlineData("EndPoint e = new IPEndPoint(IPAddress.Any, 0); s.Bind(e); s.ReceiveFrom(new byte[1], ref e); int port = ((IPEndPoint)e).Port;")]
    [InlineData("var e = new IPEndPoint(IPAddress.Any, 0); using var u = new UdpClient(e); u.Receive(ref e); int port = e.Port;")]
    [InlineData("var e = new IPEndPoint(address, 0); s.Bind(e); Console.WriteLine(nameof(e.Port));")]
    [InlineData("Endpoint e = Endpoint.Loopback(0); var bound = ServerSocket.Create().Bind(e); Console.WriteLine(bound);")]
    public Task The_port_of_anything_else_is_not_flagged(string statements) => Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Theory]
    [InlineData("var l = new TcpListener(address, 0); int port = [|((IPEndPoint)l.LocalEndpoint).Port|]; l.Start();")]
    [InlineData("var l = new TcpListener(port: 0, localaddr: address); "
        + "int port = [|((IPEndPoint)l.LocalEndpoint!).Port|]; l.Start(5);")]
    [InlineData("TcpListener l = new(new IPEndPoint(address, 0)); "
        + "Console.WriteLine([|((IPEndPoint)l.LocalEndpoint).Port|]); l.Start();")]
    [InlineData("var l = TcpListener.Create(0); "
        + "await Task.Delay([|((IPEndPoint)l.LocalEndpoint).Port|]).ConfigureAwait(false); l.Start();")]
    [InlineData("var l = new TcpListener(0); int port = [|((IPEndPoint)l.LocalEndpoint).Port|]; l.Start();")]
    [InlineData("Action a = () => { var l = TcpListener.Create(0); l.ExclusiveAddressUse = true; "
        + "int port = [|((IPEndPoint)l.LocalEndpoint).Port|]; l.Start(); };")]
    [InlineData("var l = TcpListener.Create(0); l.ExclusiveAddressUse = true; "
        + "int? port = (l.LocalEndpoint as IPEndPoint)?[|.Port|]; l.Start();")]
    [InlineData("Action a = () => { var l = TcpListener.Create(0); "
        + "int port = [|((IPEndPoint)l.LocalEndpoint).Port|]; l.Start(); };")]
    public Task The_port_of_a_listener_that_is_not_started_is_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Theory]
    [InlineData("var l = TcpListener.Create(0); l.Start(); int port = ((IPEndPoint)l.LocalEndpoint).Port;")]
    [InlineData("var l = TcpListener.Create(0); if (number > 0) l.Start(); "
        + "int port = ((IPEndPoint)l.LocalEndpoint).Port; l.Start();")]
    [InlineData("var l = TcpListener.Create(0); int port = ((IPEndPoint)l.LocalEndpoint).Port;")]
    [InlineData("var l = TcpListener.Create(0); void Begin() => l.Stop(); Begin(); "
        + "int port = ((IPEndPoint)l.LocalEndpoint).Port; l.Start();")]
    [InlineData("var l = new TcpListener(address, 80); int port = ((IPEndPoint)l.LocalEndpoint).Port; l.Start();")]
    [InlineData("var l = new Own(address, 0); int port = ((IPEndPoint)l.LocalEndpoint).Port; l.Start();")]
    [InlineData("var l = new Own(0); int port = ((IPEndPoint)l.LocalEndpoint).Port; l.Start();")]
    [InlineData("var l = Own.Create(0); int port = ((IPEndPoint)l.LocalEndpoint).Port; l.Start();")]
    [InlineData("var l = TcpListener.Create(80); int port = ((IPEndPoint)l.LocalEndpoint).Port; l.Start();")]
    [InlineData("var l = TcpListener.Create(number); int port = ((IPEndPoint)l.LocalEndpoint).Port; l.Start();")]
    [InlineData("var l = TcpListener.Create(0); Begin(l); int port = ((IPEndPoint)l.LocalEndpoint).Port; l.Start();")]
    [InlineData("var l = TcpListener.Create(0); Action begin = () => l.Start(); begin(); "
        + "int port = ((IPEndPoint)l.LocalEndpoint).Port; l.Start();")]
    [InlineData("var l = TcpListener.Create(0); Action begin = () => l.Stop(); begin(); "
        + "int port = ((IPEndPoint)l.LocalEndpoint).Port; l.Start();")]
    [InlineData("var l = TcpListener.Create(0); Func<int> port = () => ((IPEndPoint)l.LocalEndpoint).Port; l.Start();")]
    [InlineData("var l = TcpListener.Create(0); "
        + "while (number-- > 0) { int port = ((IPEndPoint)l.LocalEndpoint).Port; l.Start(); }")]
    [InlineData("var l = TcpListener.Create(0); l = TcpListener.Create(80); "
        + "int port = ((IPEndPoint)l.LocalEndpoint).Port; l.Start();")]
    [InlineData("var l = TcpListener.Create(0); Console.WriteLine(nameof(IPEndPoint.Port)); l.Start();")]
    public Task The_port_of_a_listener_that_may_be_started_is_not_flagged(string statements) =>
        Verify.VerifyAnalyzerAsync(InMethod(statements));

    [Fact]
    public async Task The_message_tells_to_start_first() => Assert.Equal(
        ["'((IPEndPoint)l.LocalEndpoint).Port' is still 0: Start is what binds the listener; read the port after it"],
        await Verify.MessagesAsync(InMethod("var l = TcpListener.Create(0); "
            + "int port = ((IPEndPoint)l.LocalEndpoint).Port; l.Start();")));

    [Fact]
    public Task Top_level_statements_are_looked_at() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        using System.Net.Sockets;
        var endpoint = new IPEndPoint(IPAddress.Loopback, 0);
        var tcp = new TcpListener(endpoint);
        tcp.Start();
        System.Console.WriteLine([|endpoint.Port|]);
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task The_same_names_in_another_namespace_are_not_flagged() => Verify.VerifyAnalyzerAsync("""
        // System.Net.Sockets
        sealed class IPEndPoint(int port) { public int Port { get; set; } = port; }
        sealed class Socket { public void Bind(IPEndPoint endpoint) => endpoint.Port = 5; }
        class C { static int M(Socket s) { var e = new IPEndPoint(0); s.Bind(e); return e.Port; } }
        """);

    [Fact]
    public async Task The_message_names_the_port() => Assert.Equal(
        ["'e.Port' is still 0: bind does not change the endpoint it is given; read the local endpoint of the socket"],
        await Verify.MessagesAsync(InMethod("var e = new IPEndPoint(address, 0); s.Bind(e); int port = e.Port;")));

    internal static string InMethod(string statements) => $$"""
        #pragma warning disable CS0618
        using System;
        using System.Collections.Generic;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        using SocketBasics;
        class C
        {
            static void Begin(TcpListener listener) => listener.Start();
            sealed class Own(int port)
            {
                public Own(IPAddress address, int port) : this(port) => _ = address;
                public EndPoint LocalEndpoint => new IPEndPoint(0L, port);
                public void Start() { }
                public static Own Create(int port) => new(port);
            }

            static async Task M(IPAddress address, int number)
            {
                await Task.Yield();
                var s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                {{statements}}
            }
        }
        """;
}
