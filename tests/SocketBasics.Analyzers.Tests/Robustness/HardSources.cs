using System.Globalization;

namespace SocketBasics.Analyzers.Tests.Robustness;

/// <summary>Sources that are hard on whoever walks through them; some of them do not compile.</summary>
internal static class HardSources
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["nested blocks"] = InMethod(Nested(400, "if (port > #) { ", "socket.Listen(0);", " }")),
        ["nested lambdas"] = InMethod(Nested(150, "Action a# = () => { ", "socket.Listen(0); socket.Send(buffer);", " };")),
        ["nested local functions"] = InMethod(Nested(150, "void F#() { ", "socket.Bind(new IPEndPoint(0, port));", " }")),
        ["nested try"] = InMethod(Nested(200, "try { ", "socket.Receive(buffer);", " } catch (SocketException e#) when (e#.ErrorCode == 10061) { }")),
        ["a long sum as port"] = InMethod($"new TcpClient(\"x\", {Repeated(3000, "port", " + ")});"),
        ["deep parentheses as port"] = InMethod($"new TcpClient(\"x\", {Nested(300, "(int)(", "port", ")")});"),
        ["deep calls as port"] = InMethod(
            $"new TcpClient(\"x\", {Nested(200, "IPAddress.HostToNetworkOrder((short)", "port", ")")});"),
        ["a long chain of conditions"] = InMethod($"var e = {Nested(300, "port == # ? IPAddress.Any : ", "null", "")}; socket.Connect(e, 0);"),
        ["a long chain of calls"] = InMethod($"var t = socket{Nested(500, ".ConnectAsync(null).ConfigureAwait(false).GetAwaiter()", "", "")};"),
        ["a long chain of question marks"] = InMethod($"var t = socket{Nested(300, "?.LocalEndPoint", "", "")};"),
        ["a long else if"] = InMethod($"{Nested(1000, "if (port == #) socket.Listen(#); else ", "socket.Listen(0);", "")}"),
        ["a long switch"] = InMethod($$"""switch (port) { {{Nested(2000, "case #: socket.Listen(0); break; ", "", "")}} }"""),
        ["a variable that goes round"] = InMethod("int a = port, b = a; a = b; b = a; new TcpClient(\"x\", a); Socket s = socket; s = s; s.Listen(0); s.Connect(null!);"),
        ["methods that are named like the framework's and take nothing"] =
            """
            using System; using System.Buffers.Binary; using System.Net; using System.Net.Sockets; using System.Runtime.InteropServices; using System.Text;
            namespace System { static class Packed { public static byte[] GetBytes() => new byte[4]; } }
            class Mine
            {
                public static implicit operator Mine(byte[] bytes) => new();
                public void CopyTo() { }
                public static Span<byte> AsSpan() => default;
                public static ReadOnlyMemory<byte> Slice() => default;
                public static void WriteUInt16BigEndian() { }
            }
            class MemoryStream { public void Write() { } }
            class List { public void Add() { } public void AddRange() { } }
            class StringBuilder { public StringBuilder Append() => this; public int Length; }
            class Words : UTF8Encoding { public string GetString() => ""; }
            static class Marshal { public static int SizeOf() => 16; }
            static class Convert { public static int ToInt32() => 80; public static int ToUInt16() { ToInt32(); return 80; } }
            struct sockaddr_in { public ushort sin_port; }
            unsafe class C
            {
                [DllImport("libc")] static extern int bind(int s, sockaddr_in* address, int length);
                void M(Socket socket, NetworkStream stream, sockaddr_in address)
                {
                    byte[] size = BitConverter.GetBytes(size!.Length);
                    byte[] length = BitConverter.GetBytes(socket.Available + 4);
                    ((Mine)length).CopyTo(); ((Mine)BitConverter.GetBytes(length.Length)).CopyTo();
                    socket.Send(length); socket.Send(Packed.GetBytes());
                    socket.Receive(Mine.AsSpan()); stream.ReadAsync(Mine.Slice());
                    var words = new Words(); var text = new StringBuilder(); var list = new List(); var whole = new MemoryStream();
                    byte[] buffer = new byte[100]; int count;
                    while ((count = socket.Receive(buffer)) > 0)
                    {
                        string s = words.GetString(); s += Encoding.UTF8.GetString(Mine.AsSpan());
                        text.Append(); list.Add(); list.AddRange(); whole.Write(); s = s + words.GetString();
                    }
                    while (text.Length < 4) { socket.Receive(buffer); text.Append(); }
                    byte[] two = new byte[2]; Mine.WriteUInt16BigEndian();
                    address.sin_port = BitConverter.ToUInt16(two, 0); address.sin_port = (ushort)Convert.ToInt32();
                    bind(3, &address, Marshal.SizeOf());
                    new TcpClient("localhost", Convert.ToInt32()); new TcpClient("localhost", Convert.ToUInt16());
                }
            }
            """,
        ["sockets of one's own, whose methods take nothing"] =
            """
            using System; using System.Net; using System.Net.Sockets;
            class MySocket() : Socket(SocketType.Stream, ProtocolType.Tcp)
            {
                public void Bind() { } public void Connect() { } public void ConnectAsync() { } public Socket Accept(int n) => this;
                public int Receive() => 0; public int Send() => 0; public void Listen(string s) { } public void Shutdown() { } public void SetSocketOption() { }
            }
            class MyClient : TcpClient { public void Connect() { } public void ConnectAsync() { } public void BeginConnect() { } }
            class MyListener() : TcpListener(IPAddress.Any, 0) { public void Bind() { } public int Start(string s) => 0; }
            class MyUdp : UdpClient { public int Send() => 0; public byte[] Receive() => []; public void Connect() { } }
            class MyStream(Socket s) : NetworkStream(s) { public int Read() => 0; public void Write() { } public void ReadExactly() { } }
            static class Math { public static int Max() => 80; }
            namespace System { class Own() : Net.Sockets.Socket(Net.Sockets.SocketType.Stream, Net.Sockets.ProtocolType.Tcp) { public void Bind() { } } }
            class C
            {
                void M(Socket socket, int port)
                {
                    var own = new MySocket(); own.Bind(); own.Listen(10); own.Accept(1).Send([1]); own.Connect(); own.Receive(); own.Send();
                    own.ConnectAsync(); own.SetSocketOption(); own.Shutdown(); while (own.Receive() > 0) { }
                    var connected = new MySocket(); connected.Bind(); connected.Connect(); connected.Connect("x", 1);
                    using var client = new MyClient(); client.Connect(); client.ConnectAsync(); client.BeginConnect();
                    var listener = new MyListener(); listener.Bind(); listener.Start(); listener.Start("");
                    var udp = new MyUdp(); udp.Send(); udp.Receive(); udp.Connect();
                    using var stream = new MyStream(socket); while (stream.Read() > 0) { } stream.Write(); stream.ReadExactly();
                    var same = (System.Own)new Socket(SocketType.Stream, ProtocolType.Tcp); same.Bind(); same.Listen(10);
                    new TcpClient("localhost", port switch { }); new TcpClient("localhost", Math.Max());
                }
            }
            """,
        ["tuples that do not fit"] =
            """
            using System.Runtime.InteropServices;
            [StructLayout(LayoutKind.Sequential)] struct sockaddr_in { public short sin_family; public ushort sin_port; public uint sin_addr; }
            class C
            {
                void M(sockaddr_in a, ushort port)
                {
                    (a.sin_family, a.sin_port) = ((short)2, port); (a.sin_family, a.sin_addr, a.sin_port) = ((short)2, port);
                    (a.sin_family, a.sin_port) = (2, port, 5); (a.sin_port, a.sin_addr) = (port); (port, a.sin_port) = ();
                    int x, y, p, q; (x, y, p) = (1, 2); a.sin_port = (ushort)p; ((x, q), y) = ((1, 2), 3, 4); a.sin_port = (ushort)q;
                }
            }
            """,
        ["types that derive from each other"] =
            "using System.Net.Sockets; class A : B { Socket s; void M() => s.Listen(0); } class B : A { Socket s; void M() => s.Send(null!); }",
        ["a type that holds itself"] =
            "using System.Net.Sockets; struct sockaddr_in { sockaddr_in inner; ushort sin_port; void M() => sin_port = 80; }",
        ["an interface that derives from itself"] =
            "using System.Net.Sockets; interface I : I { Socket S { get; } void M() => S.Listen(0); }",
        ["a socket of one's own"] =
            "using System.Net.Sockets; class A : Socket { public A() : base(this) { Bind(LocalEndPoint); Listen(0); Connect(LocalEndPoint); } }",
        ["a generic type within itself"] =
            "using System.Net.Sockets; class A<T> : A<A<T>> where T : Socket { T s; void M() { s.Listen(0); s.Receive(new byte[1]); } }",
        ["unsafe code"] =
            """
            using System.Net; using System.Net.Sockets; using System.Runtime.InteropServices;
            unsafe struct sockaddr_in { public ushort sin_family, sin_port; public fixed byte rest[12]; }
            unsafe class C
            {
                [DllImport("libc")] static extern int connect(int s, void* address, int length);
                [DllImport("libc")] static extern int bind(int s, sockaddr_in* address, uint length);
                void M(int s, sockaddr_in* a)
                {
                    a->sin_port = 80; (*a).sin_port = 80; a[3].sin_port = 80; ((sockaddr_in*)(void*)a)->sin_port = 80;
                    sockaddr_in b = default; b.sin_port = 80; connect(s, &b, sizeof(void*)); bind(s, a + 1, (uint)sizeof(sockaddr_in*));
                    delegate*<Socket, void> f = null; f(null!);
                }
            }
            """,
        ["a port of a method that returns nothing"] =
            "using System.Net.Sockets; class C { static int Port() { } static int Other() { ; } void M() { new TcpClient(\"x\", Port()); new TcpClient(\"x\", Other()); } }",
        ["expressions that are nothing"] = InMethod("socket.; socket.Listen(; new Socket(; new TcpClient(,); socket?.; await; => ; IPAddress.Parse(\"\\"),
        ["names that are nothing"] = "using System.Net.Sockets; class C { Sockett s; void M() { s.Listen(0); s = new Nothing(s.Accept(Missing)); Socket.Missing(); Connect(port: , 5); } }",
        ["no end of braces"] = "using System.Net.Sockets; " + new string('{', 300),
        ["strings without end"] = "using System.Net.Sockets; class C { string s = $\"{new Socket($\"{$\"{",
        ["nothing"] = "",
        ["only comments"] = "// System.Net.Sockets\n/* IPAddress */",
        ["only directives"] = "#if System\nSystem.Net.Sockets\n#elif IPAddress\n#endif\n#error EndPoint\n#line hidden",
    };

    private static string InMethod(string body) => $$"""
        using System; using System.Net; using System.Net.Sockets; using System.Threading.Tasks; using SocketBasics;
        class C
        {
            async Task M(Socket socket, int port, byte[] buffer)
            {
                {{body}}
            }
        }
        """;

    private static string Nested(int depth, string before, string middle, string after) =>
        string.Concat(Enumerable.Range(0, depth).Select(i => Numbered(before, i)))
        + middle
        + string.Concat(Enumerable.Range(0, depth).Reverse().Select(i => Numbered(after, i)));

    private static string Repeated(int count, string part, string between) =>
        string.Join(between, Enumerable.Repeat(part, count));

    private static string Numbered(string text, int number) =>
        text.Replace("#", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
