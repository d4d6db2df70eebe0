using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.WildcardConnectAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class WildcardConnectTests
{
    [Theory]
    [InlineData("socket.Connect([|IPAddress.Any|], 80);")]
    [InlineData("socket.Connect([|\"0.0.0.0\"|], 80);")]
    [InlineData("socket.Connect([|\"::\"|], 80);")]
    [InlineData("socket.Connect([|new IPEndPoint(IPAddress.IPv6Any, 80)|]);")]
    [InlineData("socket.Connect([|new IPEndPoint(0, 80)|]);")]
    [InlineData("socket.Connect([|IPEndPoint.Parse(\"0.0.0.0:80\")|]);")]
    [InlineData("socket.Connect([|new IPEndPoint(IPAddress.Parse(\"0.0.0.0\"), 80)|]);")]
    [InlineData("await socket.ConnectAsync([|IPAddress.Any|], 80).ConfigureAwait(false);")]
    [InlineData("await socket.ConnectAsync([|new DnsEndPoint(\"0.0.0.0\", 80)|]);")]
    [InlineData("socket.BeginConnect([|IPAddress.Any|], 80, null, null);")]
    [InlineData("new TcpClient([|\"0.0.0.0\"|], 80);")]
    [InlineData("new TcpClient().Connect([|IPAddress.Any|], 80);")]
    [InlineData("client?.Connect([|\"0.0.0.0\"|], 80);")]
    [InlineData("var ep = new IPEndPoint(IPAddress.Any, 80); socket.Connect([|ep|]);")]
    [InlineData("Action a = () => socket.Connect([|IPAddress.Any|], 80);")]
    [InlineData("var d = new Socket(SocketType.Dgram, ProtocolType.Udp); client!.Connect([|IPAddress.Any|], 80);")]
    [InlineData("void F() => socket.Connect([|Remote|]); F();")]
    [InlineData("await SocketBasics.ClientSocket.ConnectAsync([|SocketBasics.Endpoint.Any(80)|]);")]
    [InlineData("await SocketBasics.ClientSocket.ConnectAsync([|SocketBasics.Endpoint.AnyV4(80)|]);")]
    [InlineData("await SocketBasics.ClientSocket.ConnectAsync([|SocketBasics.Endpoint.IP(IPAddress.Any, 80)|]);")]
    [InlineData("await SocketBasics.ClientSocket.ConnectAsync([|\"0.0.0.0\"|], 80);")]
    [InlineData("await SocketBasics.ClientSocket.ConnectAsync([|SocketBasics.Endpoint.Any(1).WithPort(80)|]);")]
    [InlineData("await SocketBasics.ClientSocket.ConnectAsync([|SocketBasics.Endpoint.FromIPEndPoint(new IPEndPoint(IPAddress.Any, 80))|]);")]
    [InlineData("await SocketBasics.ClientSocket.ConnectAsync([|SocketBasics.Endpoint.Parse(\"0.0.0.0:80\")|]);")]
    [InlineData("socket.Connect([|IPEndPoint.Parse(\"[::]:80\")|]);")]
    public Task A_connect_to_the_wildcard_is_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Theory]
    [InlineData("socket.Bind(new IPEndPoint(IPAddress.Any, 80));")]
    [InlineData("new TcpListener(IPAddress.Any, 80).Start();")]
    [InlineData("new TcpClient(new IPEndPoint(IPAddress.Any, 0));")]
    [InlineData("socket.Connect(IPAddress.Loopback, 80);")]
    [InlineData("socket.Connect(\"127.0.0.1\", 80);")]
    [InlineData("socket.Connect(\"localhost\", 80);")]
    [InlineData("socket.Connect(address, 80);")]
    [InlineData("EndPoint from = new IPEndPoint(IPAddress.Any, 0); socket.ReceiveFrom(new byte[1], ref from);")]
    [InlineData("var ep = new IPEndPoint(IPAddress.Any, 80); ep = new IPEndPoint(address, 80); socket.Connect(ep);")]
    [InlineData("var ep = new IPEndPoint(IPAddress.Any, 80); if (address != null) ep = new IPEndPoint(address, 80); socket.Connect(ep);")]
    [InlineData("var udp = new UdpClient(); udp.Connect(IPAddress.Any, 0);")]
    [InlineData("var udp = new UdpClient(); udp.Client.Connect(IPAddress.Any, 0);")]
    [InlineData("var d = new Socket(SocketType.Dgram, ProtocolType.Udp); d.Connect(IPAddress.Any, 0);")]
    [InlineData("await SocketBasics.ClientSocket.ConnectAsync(SocketBasics.Endpoint.Loopback(80), new() { LocalEndpoint = SocketBasics.Endpoint.AnyV4(0) });")]
    [InlineData("N.Connect(IPAddress.Any, 80);")]
    [InlineData("Assert.Throws(() => socket.Connect(IPAddress.Any, 80));")]
    public Task What_listens_receives_or_connects_elsewhere_is_not_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Fact]
    public Task Top_level_statements_are_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        using System.Net.Sockets;
        new TcpClient().Connect([|IPAddress.Any|], 80);
        partial class C { static readonly IPAddress A = IPAddress.Any; }
        partial class C { void M(Socket s) => s.Connect([|A|], 1); }
        class D { public Socket S = new(SocketType.Dgram, ProtocolType.Udp); }
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public async Task The_message_names_method_and_address() => Assert.Equal(
        ["'Connect' connects to 0.0.0.0, which is an address to listen on; connect to the server's address, or to loopback on this machine"],
        await Verify.MessagesAsync(InMethod("socket.Connect(IPAddress.Any, 80);")));

    [Fact]
    public async Task The_message_names_the_class_of_a_constructor() => Assert.StartsWith(
        "'TcpClient' connects to 0.0.0.0, ", Assert.Single(await Verify.MessagesAsync(InMethod("new TcpClient(\"0.0.0.0\", 80);"))));

    [Fact]
    public Task A_datagram_socket_of_top_level_statements_is_left_alone() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        using System.Net.Sockets;
        var socket = new Socket(SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(IPAddress.Any, 0);
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task Incomplete_code_never_throws() =>
        Verify.VerifyIncompleteCodeAsync(InMethod("socket.Connect(new IPEndPoint(IPAddress.Any, 80));"));

    private static string InMethod(string statement) => $$"""
        using System;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        static class N { public static void Connect(IPAddress address, int port) { } }
        static class Assert { public static void Throws(Action a) { } }
        class C
        {
            private static readonly IPEndPoint Remote = new(IPAddress.Any, 80);
            static async Task M(Socket socket, TcpClient? client, IPAddress address)
            {
                await Task.Yield();
                {{statement}}
            }
        }
        """;
}
