using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.SwappedPortAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class SwappedPortTests
{
    [Theory]
    [InlineData("new IPEndPoint(address, [|IPAddress.HostToNetworkOrder((short)port)|]);")]
    [InlineData("new IPEndPoint(0L, [|(ushort)IPAddress.HostToNetworkOrder((short)port)|]);")]
    [InlineData("new IPEndPoint(address, [|IPAddress.HostToNetworkOrder(port)|]);")]
    [InlineData("new IPEndPoint(address, [|IPAddress.HostToNetworkOrder(port) >> 16|]);")]
    [InlineData("new IPEndPoint(address, [|(int)((uint)IPAddress.HostToNetworkOrder(port) >> 16)|]);")]
    [InlineData("new IPEndPoint(address, [|IPAddress.HostToNetworkOrder(port) & 0xFFFF|]);")]
    [InlineData("new IPEndPoint(address, [|unchecked((ushort)IPAddress.HostToNetworkOrder((short)port))|]);")]
    [InlineData("new IPEndPoint(address, [|IPAddress.NetworkToHostOrder((short)8080)|]);")]
    [InlineData("new IPEndPoint(address, [|(ushort)IPAddress.NetworkToHostOrder((short)port)|]);")]
    [InlineData("new IPEndPoint(address, port: [|BinaryPrimitives.ReverseEndianness((ushort)port)|]);")]
    [InlineData("new IPEndPoint(address, [|BinaryPrimitives.ReverseEndianness((ushort)int.Parse(text))|]);")]
    [InlineData("new IPEndPoint(address, 0) { Port = [|IPAddress.HostToNetworkOrder((short)443)|] };")]
    [InlineData("endPoint.Port = [|(ushort)IPAddress.HostToNetworkOrder((short)endPoint.Port)|];")]
    [InlineData("new DnsEndPoint(text, [|Htons(80)|]);")]
    [InlineData("new IPEndPoint(address, [|IPAddress.HostToNetworkOrder(0x1F1F)|]);")]
    [InlineData("new IPEndPoint(address, [|IPAddress.HostToNetworkOrder(port) >>> 16|]);")]
    [InlineData("new IPEndPoint(address, [|!BitConverter.IsLittleEndian ? port : BinaryPrimitives.ReverseEndianness((ushort)port)|]);")]
    [InlineData("new IPEndPoint(address, [|IPAddress.HostToNetworkOrder(BitConverter.ToUInt16(bytes, 8)) & 0xFFFF|]);")]
    [InlineData("SocketTaskExtensions.ConnectAsync(socket, text, [|IPAddress.HostToNetworkOrder((short)80)|]);")]
    [InlineData("new TcpListener(address, [|htons((ushort)port)|]);")]
    [InlineData("TcpListener.Create([|IPAddress.HostToNetworkOrder((short)80)|]);")]
    [InlineData("new TcpClient(text, [|IPAddress.HostToNetworkOrder((short)80)|]);")]
    [InlineData("new UdpClient([|IPAddress.HostToNetworkOrder((short)53)|]);")]
    [InlineData("new UdpClient().Send(new byte[1], 1, text, [|IPAddress.HostToNetworkOrder((short)53)|]);")]
    [InlineData("new UdpClient().Connect(text, [|(ushort)IPAddress.HostToNetworkOrder((short)53)|]);")]
    [InlineData("socket.Connect(address, [|(port << 8 | port >> 8) & 0xFFFF|]);")]
    [InlineData("socket.Connect(text, [|((port & 0xFF) << 8) | ((port >> 8) & 0xFF)|]);")]
    [InlineData("socket.Connect(text, [|(port % 256) * 256 + port / 256|]);")]
    [InlineData("socket.BeginConnect(text, [|IPAddress.HostToNetworkOrder((short)port)|], null, null);")]
    [InlineData("socket?.Connect(text, [|Convert.ToInt32(IPAddress.HostToNetworkOrder((short)port))|]);")]
    [InlineData("Action connect = () => socket.Connect(text, [|IPAddress.HostToNetworkOrder((short)port)|]);")]
    [InlineData("void Connect(int to) => socket.Connect(text, [|IPAddress.HostToNetworkOrder((short)to)|]); Connect(1);")]
    [InlineData("int swapped = IPAddress.HostToNetworkOrder((short)port); new IPEndPoint(address, [|swapped|]);")]
    [InlineData("var p = (ushort)IPAddress.HostToNetworkOrder((short)port); int q = p; new IPEndPoint(address, [|q|]);")]
    [InlineData("port = IPAddress.HostToNetworkOrder((short)port); new TcpClient(text, [|port|]);")]
    [InlineData("if (BitConverter.IsLittleEndian) port = BinaryPrimitives.ReverseEndianness((ushort)port); new TcpClient(text, [|port|]);")]
    [InlineData("new TcpClient(text, [|BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness((ushort)port) : port|]);")]
    [InlineData("new TcpClient(text, [|text == \"\" ? IPAddress.HostToNetworkOrder((short)1) : IPAddress.HostToNetworkOrder((short)2)|]);")]
    [InlineData("new TcpClient(text, [|BitConverter.ToUInt16(BitConverter.GetBytes((ushort)port).Reverse().ToArray(), 0)|]);")]
    [InlineData("var b = BitConverter.GetBytes((ushort)port); Array.Reverse(b); new TcpClient(text, [|BitConverter.ToUInt16(b, 0)|]);")]
    [InlineData("Span<byte> b = stackalloc byte[2]; BinaryPrimitives.WriteUInt16BigEndian(b, (ushort)port); new TcpClient(text, [|BitConverter.ToUInt16(b)|]);")]
    [InlineData("const int local = (8080 >> 8) | ((8080 & 0xFF) << 8); new TcpClient(text, [|(8080 >> 8) | ((8080 & 0xFF) << 8)|]);")]
    [InlineData("new SocketAsyncEventArgs().RemoteEndPoint = new IPEndPoint(address, [|(int)(ushort)IPAddress.HostToNetworkOrder((short)port)|]);")]
    [InlineData("socket.Bind(new IPEndPoint(address, [|IPAddress.HostToNetworkOrder(unchecked((short)port))|]));")]
    [InlineData("new SocketBasics.ConnectOptions { LocalEndpoint = SocketBasics.Endpoint.AnyV4([|Htons(80)|]) };")]
    [InlineData("if (ushort.TryParse(text, out ushort parsed)) new TcpClient(text, [|BinaryPrimitives.ReverseEndianness(parsed)|]);")]
    [InlineData("new TcpClient(text, [|BinaryPrimitives.ReverseEndianness((ushort)new Uri(text).Port)|]);")]
    [InlineData("new TcpClient(text, [|IPAddress.HostToNetworkOrder((short)Options.Port)|]);")]
    [InlineData("new TcpClient(text, [|Swapped|]);")]
    [InlineData("new TcpClient(text, [|AutoSwapped|]);")]
    [InlineData("new TcpClient(text, [|Convert2(port)|]);")]
    [InlineData("new TcpClient(text, [|Convert2(port)|]).Dispose();")]
    [InlineData("SocketBasics.Endpoint.Any([|IPAddress.HostToNetworkOrder((short)80)|]);")]
    [InlineData("SocketBasics.Endpoint.AnyV4([|IPAddress.HostToNetworkOrder((short)80)|]);")]
    [InlineData("SocketBasics.Endpoint.AnyV6([|Htons(80)|]);")]
    [InlineData("SocketBasics.Endpoint.Loopback([|(ushort)IPAddress.HostToNetworkOrder((short)port)|]);")]
    [InlineData("SocketBasics.Endpoint.LoopbackV6([|BinaryPrimitives.ReverseEndianness((ushort)80)|]);")]
    [InlineData("SocketBasics.Endpoint.IP(address, [|IPAddress.HostToNetworkOrder((short)80)|]);")]
    [InlineData("SocketBasics.Endpoint.Loopback(0).WithPort([|IPAddress.HostToNetworkOrder((short)80)|]);")]
    [InlineData("SocketBasics.ClientSocket.ConnectAsync(text, [|IPAddress.HostToNetworkOrder((short)80)|]);")]
    public Task A_swapped_port_is_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Theory]
    [InlineData("await socket.ConnectAsync(text, [|IPAddress.HostToNetworkOrder((short)port)|]);")]
    [InlineData("await socket.ConnectAsync(address, [|Htons(port)|]).ConfigureAwait(false);")]
    [InlineData("await new TcpClient().ConnectAsync(text, [|IPAddress.HostToNetworkOrder((short)port)|], default);")]
    [InlineData("await SocketBasics.ClientSocket.ConnectAsync(text, [|IPAddress.HostToNetworkOrder((short)port)|]).ConfigureAwait(false);")]
    public Task A_swapped_port_of_an_asynchronous_call_is_flagged(string statement) =>
        Verify.VerifyAnalyzerAsync(InMethod(statement).Replace("static void M", "static async Task M", StringComparison.Ordinal));

    [Theory]
    [InlineData("new IPEndPoint(address, port);")]
    [InlineData("new IPEndPoint(address, (ushort)port);")]
    [InlineData("new IPEndPoint(address, port & 0xFFFF);")]
    [InlineData("new IPEndPoint(IPAddress.HostToNetworkOrder(0x7F000001) & 0xFFFFFFFFL, port);")]
    [InlineData("new IPEndPoint(address, (ushort)IPAddress.NetworkToHostOrder((short)native.sin_port));")]
    [InlineData("new IPEndPoint(address, (ushort)IPAddress.HostToNetworkOrder((short)native.sin_port));")]
    [InlineData("new IPEndPoint(address, BinaryPrimitives.ReverseEndianness(native.sin_port));")]
    [InlineData("new IPEndPoint(address, BinaryPrimitives.ReverseEndianness(row.LocalPort));")]
    [InlineData("new IPEndPoint(address, (ushort)IPAddress.NetworkToHostOrder((short)row.LocalPort));")]
    [InlineData("new IPEndPoint(address, IPAddress.NetworkToHostOrder(BitConverter.ToInt16(bytes, 2)));")]
    [InlineData("new IPEndPoint(address, (ushort)IPAddress.HostToNetworkOrder(BitConverter.ToInt16(bytes, 2)));")]
    [InlineData("new IPEndPoint(address, BinaryPrimitives.ReverseEndianness(BitConverter.ToUInt16(bytes, 2)));")]
    [InlineData("new IPEndPoint(address, BinaryPrimitives.ReverseEndianness(System.Runtime.InteropServices.MemoryMarshal.Read<ushort>(bytes)));")]
    [InlineData("new IPEndPoint(address, (ushort)IPAddress.NetworkToHostOrder(reader.ReadInt16()));")]
    [InlineData("ushort raw = reader.ReadUInt16(); new IPEndPoint(address, BinaryPrimitives.ReverseEndianness(raw));")]
    [InlineData("new IPEndPoint(address, BinaryPrimitives.ReadUInt16BigEndian(bytes));")]
    [InlineData("new IPEndPoint(address, (bytes[0] << 8) | bytes[1]);")]
    [InlineData("new IPEndPoint(address, bytes[0] * 256 + bytes[1]);")]
    [InlineData("Array.Reverse(bytes); new IPEndPoint(address, BitConverter.ToUInt16(bytes, 0));")]
    [InlineData("new IPEndPoint(address, (ushort)IPAddress.NetworkToHostOrder(IPAddress.HostToNetworkOrder((short)port)));")]
    [InlineData("ushort wire = (ushort)IPAddress.HostToNetworkOrder((short)port); native.sin_port = wire; new IPEndPoint(address, port);")]
    [InlineData("int p = IPAddress.HostToNetworkOrder((short)port); p = port; new IPEndPoint(address, p);")]
    [InlineData("int old = port; port = IPAddress.HostToNetworkOrder((short)port); new IPEndPoint(address, old);")]
    [InlineData("new IPEndPoint(address, port); port = IPAddress.HostToNetworkOrder((short)port);")]
    [InlineData("new IPEndPoint(address, Math.Clamp(port, 1, 65535));")]
    [InlineData("new IPEndPoint(address, (port >> 8) | 1);")]
    [InlineData("new IPEndPoint(address, IPAddress.HostToNetworkOrder((short)0));")]
    [InlineData("new IPEndPoint(address, Next(port));")]
    [InlineData("new IPEndPoint(address, IPAddress.HostToNetworkOrder(BitConverter.ToUInt16(bytes, 8)) & 0xFF);")]
    [InlineData("new IPEndPoint(address, IPAddress.HostToNetworkOrder(BitConverter.ToUInt16(bytes, 8)) | 0xFFFF);")]
    [InlineData("socket.Listen(IPAddress.HostToNetworkOrder((short)5));")]
    [InlineData("Mine.Port = IPAddress.HostToNetworkOrder((short)port);")]
    [InlineData("new IPEndPoint(address, Options.Port);")]
    [InlineData("new IPEndPoint(address, ntohs(native.sin_port));")]
    [InlineData("SocketBasics.Endpoint.IP(address, BinaryPrimitives.ReverseEndianness(native.sin_port));")]
    [InlineData("SocketBasics.Endpoint.Any(port);")]
    [InlineData("writer.Write(IPAddress.HostToNetworkOrder((short)port));")]
    [InlineData("native.sin_port = (ushort)IPAddress.HostToNetworkOrder((short)port);")]
    [InlineData("new Mine.IPEndPoint(address, IPAddress.HostToNetworkOrder((short)port));")]
    [InlineData("Mine.Bind(IPAddress.HostToNetworkOrder((short)port));")]
    [InlineData("foreach (var r in new Row[1]) new IPEndPoint(r.Address, (ushort)IPAddress.NetworkToHostOrder((short)r.LocalPort));")]
    [InlineData("IPEndPoint Decode(uint ip, ushort port) => new(ip, BinaryPrimitives.ReverseEndianness(port)); Decode(0, 0);")]
    [InlineData("IPEndPoint Decode(IPAddress ip, ushort networkPort) => new(ip, BinaryPrimitives.ReverseEndianness(networkPort)); Decode(address, 0);")]
    [InlineData("IPEndPoint Decode(IPAddress ip, short rawPort) => new(ip, (ushort)IPAddress.HostToNetworkOrder(rawPort)); Decode(address, 0);")]
    public Task What_is_in_host_order_is_not_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement));

    [Fact]
    public Task Top_level_statements_are_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using System.Net;
        using System.Net.Sockets;
        int port = args.Length;
        var listener = new TcpListener(IPAddress.Any, [|IPAddress.HostToNetworkOrder((short)port)|]);
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public Task Initializers_bases_and_parts_of_a_class_are_flagged() => Verify.VerifyAnalyzerAsync("""
        using System.Net;
        using System.Net.Sockets;
        class Client(int port) : TcpClient("host", [|IPAddress.HostToNetworkOrder((short)port)|]);
        partial class C
        {
            private readonly TcpListener _listener = new(IPAddress.Any, [|(ushort)IPAddress.HostToNetworkOrder((short)80)|]);
            private readonly int _port = IPAddress.HostToNetworkOrder((short)80);
        }
        partial class C
        {
            private int _other;
            public C(int other) => _other = IPAddress.HostToNetworkOrder((short)other);
            public IPEndPoint EndPoint => new(IPAddress.Any, [|_port|]);
            public IPEndPoint Other { get { return new(IPAddress.Any, [|_other|]); } }
        }
        """);

    [Fact]
    public async Task The_message_tells_the_port_that_comes_of_it() => Assert.Equal(
        ["'IPEndPoint' already expects a port in host byte order; do not convert it with 'HostToNetworkOrder': port 8080 becomes 36895"],
        await Verify.MessagesAsync(InMethod("new IPEndPoint(address, IPAddress.HostToNetworkOrder((short)8080));")));

    [Theory]
    [InlineData("(ushort)IPAddress.HostToNetworkOrder(8080)", ": port 8080 becomes 0")]
    [InlineData("(char)IPAddress.HostToNetworkOrder(8080)", ": port 8080 becomes 0")]
    [InlineData("IPAddress.HostToNetworkOrder(8080) & 0xFFFF", ": port 8080 becomes 0")]
    [InlineData("IPAddress.HostToNetworkOrder((short)-2)", "")]
    [InlineData("(ushort)IPAddress.HostToNetworkOrder(70000)", "")]
    public async Task The_message_tells_no_port_of_what_is_none(string port, string consequence) => Assert.Equal(
        ["'IPEndPoint' already expects a port in host byte order; do not convert it with 'HostToNetworkOrder'" + consequence],
        await Verify.MessagesAsync(InMethod($"new IPEndPoint(address, {port});")));

    private static string InMethod(string statement) => $$"""
        using System;
        using System.Buffers.Binary;
        using System.IO;
        using System.Linq;
        using System.Net;
        using System.Net.Sockets;
        using System.Runtime.InteropServices;
        using System.Threading.Tasks;
        [StructLayout(LayoutKind.Sequential)] struct sockaddr_in { public ushort sin_family, sin_port; public uint sin_addr; }
        [StructLayout(LayoutKind.Sequential)] struct Row { public uint Address; public ushort LocalPort; }
        static class Options { public static int Port { get; set; } }
        static class Mine
        {
            public sealed record IPEndPoint(IPAddress Address, int port);
            public static void Bind(int port) { }
            public static int Port { get; set; }
        }
        class C
        {
            private const int Plain = 8080;
            private static readonly int Swapped = IPAddress.HostToNetworkOrder((short)Plain);
            private static int AutoSwapped { get; } = (ushort)IPAddress.HostToNetworkOrder((short)Plain);
            private static ushort Htons(int port) => (ushort)((port << 8) | (port >> 8));
            private static int Convert2(int port) => (ushort)IPAddress.HostToNetworkOrder((short)port);
            private static int Next(int port) => port + 1;
            [DllImport("libc")] private static extern ushort htons(ushort port);
            [DllImport("libc")] private static extern ushort ntohs(ushort port);
            static void M(Socket socket, IPAddress address, IPEndPoint endPoint, int port, string text)
            {
                sockaddr_in native = default; Row row = default; byte[] bytes = new byte[16];
                var reader = new BinaryReader(Stream.Null); var writer = new BinaryWriter(Stream.Null);
                {{statement}}
            }
        }
        """;
}
