using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.PortOutOfRangeAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class PortOutOfRangeTests
{
    [Theory]
    [InlineData("new IPEndPoint(address, [|65536|]);")]
    [InlineData("new IPEndPoint(address, [|-1|]);")]
    [InlineData("new IPEndPoint(address, port: [|70000|]);")]
    [InlineData("endPoint.Port = [|100000|];")]
    [InlineData("new TcpListener(address, [|Huge|]);")]
    [InlineData("new DnsEndPoint(\"h\", [|65536|]);")]
    [InlineData("new UdpClient([|99999|]);")]
    [InlineData("int port = 70000; new IPEndPoint(address, [|port|]);")]
    [InlineData("new TcpClient(\"h\", [|0|]);")]
    [InlineData("new UdpClient(\"h\", [|0|]);")]
    [InlineData("new UdpClient().Connect(\"h\", [|0|]);")]
    [InlineData("await SocketTaskExtensions.ConnectAsync(socket, \"h\", [|0|]);")]
    [InlineData("socket.Connect(\"h\", [|0|]);")]
    [InlineData("socket?.Connect(\"h\", [|0|]);")]
    [InlineData("await socket.ConnectAsync(address, [|0|]).ConfigureAwait(false);")]
    [InlineData("socket.Connect(new IPEndPoint(address, [|0|]));")]
    [InlineData("socket.Connect(IPAddress.Loopback, [|0|]);")]
    [InlineData("Action a = () => socket.Connect(\"h\", [|0|]);")]
    [InlineData("void F() => new IPEndPoint(address, [|65536|]); F();")]
    [InlineData("SocketBasics.Endpoint.Any([|65536|]);")]
    [InlineData("await SocketBasics.ClientSocket.ConnectAsync(\"h\", [|0|]);")]
    [InlineData("await SocketBasics.ClientSocket.ConnectAsync(SocketBasics.Endpoint.Loopback([|0|]));")]
    [InlineData("SocketBasics.DatagramSocket d = null!; d.Connect(SocketBasics.Endpoint.LoopbackV6([|0|]));")]
    [InlineData("SocketBasics.DatagramSocket d = null!; "
        + "await d.SendToAsync(default, SocketBasics.Endpoint.Loopback([|0|]));")]
    public Task What_is_no_port_is_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Theory]
    [InlineData("new IPEndPoint(address, 65535);")]
    [InlineData("socket.Bind(new IPEndPoint(address, 0));")]
    [InlineData("new TcpListener(address, 0);")]
    [InlineData("new UdpClient(0);")]
    [InlineData("SocketBasics.Endpoint.Loopback(0);")]
    [InlineData("using var d = SocketBasics.DatagramSocket.Bind(SocketBasics.Endpoint.AnyV4(0));")]
    [InlineData("SocketBasics.RawSocket r = null!; await r.SendToAsync(default, SocketBasics.Endpoint.Loopback(0));")]
    [InlineData("await SocketBasics.ClientSocket.ConnectAsync(SocketBasics.Endpoint.Loopback(1), new() { LocalEndpoint = SocketBasics.Endpoint.AnyV4(0) });")]
    [InlineData("EndPoint from = new IPEndPoint(address, 0);")]
    [InlineData("new IPEndPoint(address, number);")]
    [InlineData("int port = 70000; port = 80; new IPEndPoint(address, port);")]
    [InlineData("int port = 70000; new IPEndPoint(address, (ushort)port);")]
    [InlineData("int port = 70000; new IPEndPoint(address, port & 0xFFFF);")]
    [InlineData("new Uri(\"http://h:80\"); new N.IPEndPoint(70000);")]
    [InlineData("Assert.Throws(() => new IPEndPoint(address, 65536));")]
    [InlineData("Assert.Throws(() => { socket.Connect(\"h\", 0); });")]
    [InlineData("socket.Connect(new IPEndPoint(IPAddress.Any, 0));")]
    [InlineData("socket.Connect(IPAddress.IPv6Any, 0);")]
    [InlineData("await socket.ConnectAsync(IPAddress.Any, 0);")]
    [InlineData("SocketBasics.DatagramSocket d = null!; d.Connect(SocketBasics.Endpoint.AnyV4(0));")]
    public Task What_is_a_port_or_expected_to_throw_is_not_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Fact]
    public Task Top_level_statements_and_parts_are_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        using System.Net.Sockets;
        new TcpListener(IPAddress.Any, [|80000|]).Start();
        partial class C { const int P = 80000; }
        partial class C { TcpListener l = new(IPAddress.Any, [|P|]); }
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public async Task The_message_tells_the_range() => Assert.Equal(
        [
            "65536 is no port for 'IPEndPoint': ports are 0 to 65535",
            "0 is no port for 'Socket.Connect': port 0 asks the system for a free port to bind, and cannot be connected to",
        ],
        await Verify.MessagesAsync(InMethod("new IPEndPoint(address, 65536); socket.Connect(\"h\", 0);")));

    [Fact]
    public Task Incomplete_code_never_throws() =>
        Verify.VerifyIncompleteCodeAsync(InMethod("int port = 70000; new IPEndPoint(address, port); socket.Connect(new IPEndPoint(address, 0));"));

    private static string InMethod(string statement) => $$"""
        using System;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading.Tasks;
        namespace N { class IPEndPoint(int port) { public int Port => port; } }
        static class Assert { public static void Throws(Action a) { } }
        class C
        {
            private const int Huge = 1 << 20;
            static async Task M(Socket socket, IPAddress address, IPEndPoint endPoint, int number)
            {
                await Task.Yield();
                {{statement}}
            }
        }
        """;
}
