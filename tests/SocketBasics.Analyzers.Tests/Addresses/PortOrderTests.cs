using SocketBasics.Analyzers.Tests.Verification;
using Swapped = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<SocketBasics.Analyzers.SwappedPortAnalyzer>;
using Unswapped = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<SocketBasics.Analyzers.UnswappedPortAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>What is known of the byte order of an expression, told by what the rules say of it and of its swaps.</summary>
public sealed class PortOrderTests
{
    public enum Order
    {
        /// <summary>Unknown, or the same in both.</summary>
        Unknown,
        Plain,
        Host,
        Network,
    }

    [Theory]

    // Calls.
    [InlineData("int.Parse(text)", Order.Host)]
    [InlineData("short.Parse(text)", Order.Host)]
    [InlineData("uint.Parse(text)", Order.Host)]
    [InlineData("long.Parse(text)", Order.Host)]
    [InlineData("Mine.Parse(text)", Order.Plain)]
    [InlineData("BinaryPrimitives.ReadUInt16BigEndian(bytes)", Order.Host)]
    [InlineData("BinaryPrimitives.ReadInt16BigEndian(bytes)", Order.Host)]
    [InlineData("new Random().Next()", Order.Host)]
    [InlineData("RandomNumberGenerator.GetInt32(9)", Order.Host)]
    [InlineData("Mine.Next()", Order.Plain)]
    [InlineData("Convert.ToInt32(text)", Order.Host)]
    [InlineData("Convert.ToInt32(any)", Order.Host)]
    [InlineData("Convert.ToInt16(text)", Order.Host)]
    [InlineData("Convert.ToUInt32(text)", Order.Host)]
    [InlineData("Math.Min(port, 80)", Order.Host)]
    [InlineData("Math.Clamp(port, 1, 80)", Order.Host)]
    [InlineData("Math.Abs(port)", Order.Host)]
    [InlineData("int.Max(port, 80)", Order.Host)]
    [InlineData("ushort.Max((ushort)port, 80)", Order.Host)]
    [InlineData("Mine.Max(port, 80)", Order.Unknown)]
    [InlineData("maybe.GetValueOrDefault()", Order.Host)]
    [InlineData("map.GetValueOrDefault(text)", Order.Unknown)]
    [InlineData("json.GetInt32()", Order.Plain)]
    [InlineData("json.GetUInt16()", Order.Plain)]
    [InlineData("Mine.Get(1)", Order.Plain)]
    [InlineData("Mine.GetValue(1)", Order.Plain)]
    [InlineData("Mine.NetworkPort()", Order.Unknown)]
    [InlineData("Console.Read()", Order.Unknown)]
    [InlineData("Mine.Load(text)", Order.Plain)]
    [InlineData("Mine.Load(true)", Order.Plain)]
    [InlineData("Mine.Load(1)", Order.Unknown)]
    [InlineData("first.Numbered(port)", Order.Unknown)]
    [InlineData("second.Numbered(port)", Order.Unknown)]
    [InlineData("Local(port)", Order.Host)]
    [InlineData("Captures(bytes[0], bytes[1], bytes[2])", Order.Host)]
    [InlineData("Mine.First(text)", Order.Plain)]
    [InlineData("Mine.Swapped(Mine.PortInNetworkOrder)", Order.Host)]
    [InlineData("Mine.Swapped(BitConverter.ToUInt16(bytes))", Order.Unknown)]
    [InlineData("Mine.Same((ushort)port)", Order.Host)]
    [InlineData("Mine.Narrow(port)", Order.Host)]
    [InlineData("Mine.Second(bytes[0], port)", Order.Host)]
    [InlineData("Mine.Loop(port)", Order.Unknown)]
    [InlineData("await Mine.PortAsync()", Order.Plain)]

    // Members and elements.
    [InlineData("pair.Port", Order.Plain)]
    [InlineData("row.LocalPort", Order.Unknown)]
    [InlineData("row.Computed", Order.Host)]
    [InlineData("Row.Default", Order.Host)]
    [InlineData("endPoint.Port", Order.Host)]
    [InlineData("new Uri(text).Port", Order.Host)]
    [InlineData("ours.Port", Order.Host)]
    [InlineData("settings.Port", Order.Plain)]
    [InlineData("maybe.Value", Order.Host)]
    [InlineData("wrapped.Value", Order.Host)]
    [InlineData("list.Count", Order.Host)]
    [InlineData("list[0]", Order.Plain)]
    [InlineData("new List<byte>(bytes)[0]", Order.Unknown)]
    [InlineData("Mine.Both", Order.Unknown)]
    [InlineData("Mine.Number", Order.Host)]
    [InlineData("Mine.Two", Order.Plain)]
    [InlineData("ports[0]", Order.Plain)]
    [InlineData("numbers[0]", Order.Plain)]
    [InlineData("bytes[0]", Order.Unknown)]
    [InlineData("rawPorts[0]", Order.Unknown)]

    // Operators.
    [InlineData("(int)Mine.Wire", Order.Unknown)]
    [InlineData("Mine.Wire + Mine.Wire", Order.Unknown)]
    [InlineData("(Mine.Assigned = port)", Order.Host)]
    [InlineData("(number = port)", Order.Host)]
    [InlineData("(maybeList?.Count ?? port)", Order.Host)]
    [InlineData("flag ? port : numbers[0]", Order.Plain)]
    [InlineData("flag ? numbers[0] : port", Order.Plain)]
    [InlineData("flag ? port : bytes[0]", Order.Unknown)]
    [InlineData("flag ? bytes[0] : port", Order.Unknown)]
    [InlineData("flag ? port : 0", Order.Host)]
    [InlineData("flag ? 0 : port", Order.Host)]
    [InlineData("flag ? port : IPAddress.HostToNetworkOrder((short)0x1F1F)", Order.Host)]
    [InlineData("flag ? port : IPAddress.HostToNetworkOrder(0)", Order.Host)]
    [InlineData("Mine.IsLittleEndian ? BinaryPrimitives.ReverseEndianness((ushort)port) : port", Order.Unknown)]
    [InlineData("IPAddress.NetworkToHostOrder(IPAddress.HostToNetworkOrder(port))", Order.Host)]
    [InlineData("IPAddress.HostToNetworkOrder(port) >> 8", Order.Unknown)]
    [InlineData("port & 0xFFFF", Order.Host)]
    [InlineData("port & 0xFF", Order.Unknown)]
    [InlineData("port - 1", Order.Plain)]
    [InlineData("port % 100", Order.Plain)]
    [InlineData("port * 2", Order.Plain)]
    [InlineData("port + 0", Order.Plain)]
    [InlineData("port / 2", Order.Unknown)]
    [InlineData("port + bytes[0]", Order.Unknown)]
    [InlineData("bytes[0] + port", Order.Unknown)]
    [InlineData("Mine.PortInNetworkOrder", Order.Network)]
    [InlineData("(int)Mine.PortInNetworkOrder", Order.Network)]

    // Variables.
    [InlineData("joined", Order.Unknown)]
    [InlineData("parsed", Order.Host)]
    [InlineData("filled", Order.Unknown)]
    [InlineData("matched", Order.Plain)]
    [InlineData("recursed", Order.Plain)]
    [InlineData("added", Order.Unknown)]
    [InlineData("referred", Order.Unknown)]
    [InlineData("kept", Order.Host)]
    [InlineData("left", Order.Host)]
    [InlineData("right", Order.Unknown)]
    public Task An_expression_has_an_order(string expression, Order order) =>
        VerifyAsync(expression, order, "int port, string text, object any", Locals);

    [Theory]
    [InlineData("nport", Order.Network)]
    [InlineData("be_port", Order.Network)]
    [InlineData("PortBE", Order.Network)]
    [InlineData("portN", Order.Network)]
    [InlineData("port_net", Order.Network)]
    [InlineData("port_nbo", Order.Network)]
    [InlineData("swappedPort", Order.Network)]
    [InlineData("unswappedPort", Order.Plain)]
    [InlineData("rawNetHostPort", Order.Plain)]
    [InlineData("porter", Order.Plain)]
    public Task A_name_tells_the_order(string name, Order order) =>
        VerifyAsync("Named." + name, order, "", "", $"static class Named {{ public static ushort {name}; }}");

    [Theory]
    [InlineData("int port", Order.Host)]
    [InlineData("ushort port", Order.Host)]
    [InlineData("long port", Order.Plain)]
    [InlineData("int port, int count", Order.Host)]
    [InlineData("int port, string[] names", Order.Host)]
    [InlineData("int port, uint address", Order.Plain)]
    [InlineData("int port, ulong ip", Order.Plain)]
    [InlineData("int port, long host", Order.Plain)]
    [InlineData("int port, int remote", Order.Plain)]
    [InlineData("int port, int local", Order.Plain)]
    [InlineData("int port, string host", Order.Host)]
    [InlineData("int port, nint memory", Order.Plain)]
    [InlineData("int port, nuint memory", Order.Plain)]
    [InlineData("int port, byte kind", Order.Plain)]
    [InlineData("int port, byte[] data", Order.Plain)]
    [InlineData("int port, Span<byte> data", Order.Plain)]
    [InlineData("int port, ReadOnlySpan<byte> data", Order.Plain)]
    [InlineData("int port, Memory<byte> data", Order.Plain)]
    [InlineData("int port, ReadOnlyMemory<byte> data", Order.Plain)]
    [InlineData("int port, Row row", Order.Plain)]
    [InlineData("int port, void* row", Order.Plain)]
    public Task A_parameter_has_an_order(string parameters, Order order) => VerifyAsync("port", order, parameters, "");

    [Theory]
    [InlineData("ip_port", Order.Host)]
    [InlineData("ports", Order.Plain)]
    public Task A_parameter_has_an_order_by_its_name(string name, Order order) => VerifyAsync(name, order, "int " + name, "");

    private const string Locals = """
        byte[] bytes = new byte[16]; ushort[] ports = new ushort[2]; ushort[] rawPorts = ports; int[] numbers = new int[2];
                int number = 0; bool flag = text.Length > 1; int? maybe = port; (int Port, int X) pair = (port, 1);
                var map = new Dictionary<string, int>(); JsonElement json = default; First first = new(); Second second = new();
                sockaddr_in native = default; Row row = default; var endPoint = new IPEndPoint(0L, 0); Settings settings = default;
                SocketBasics.Endpoint ours = default; var wrapped = new Wrapped(); List<int> list = [1]; List<int>? maybeList = null;
                int joined = 0; foreach (byte each in bytes) { if (flag) joined = bytes[0]; else joined = port; }
                int.TryParse(text, out int parsed); Mine.Fill(out int filled);
                int kept = port; int added = port; added += bytes[0]; int referred = port; Mine.Change(ref referred);
                (int left, int right) = (port, bytes[0]);
                if (any is not int matched || any is not int { } recursed) return;
                static int Local(int given) => given;
                int Captures(int x, int y, int z) => port;
        """;

    private static async Task VerifyAsync(string expression, Order order, string parameters, string locals, string more = "")
    {
        string value = $"unchecked((short)({expression}))";
        await Unswapped.VerifyAnalyzerAsync(
            InMethod(
                $"""
                to.sin_port = {Marked("unchecked((ushort)(" + expression + "))", order is Order.Host or Order.Plain)};
                        to.sin_port = {Marked($"(ushort)IPAddress.NetworkToHostOrder({value})", order is Order.Plain or Order.Network)};
                """,
                parameters, locals, more),
            new ProjectSettings { IsUnsafe = true });
        await Swapped.VerifyAnalyzerAsync(
            InMethod(
                $"""
                new IPEndPoint(0L, unchecked((ushort)({expression})));
                        new IPEndPoint(0L, {Marked($"IPAddress.HostToNetworkOrder({value})", order is Order.Host or Order.Plain)});
                        new IPEndPoint(0L, {Marked($"IPAddress.NetworkToHostOrder({value})", order is Order.Host)});
                """,
                parameters, locals, more),
            new ProjectSettings { IsUnsafe = true });
    }

    private static string Marked(string value, bool isFlagged) => isFlagged ? $"[|{value}|]" : value;

    private static string InMethod(string statements, string parameters, string locals, string more) => $$"""
        #pragma warning disable CS0649
        using System;
        using System.Buffers.Binary;
        using System.Collections.Generic;
        using System.Net;
        using System.Runtime.InteropServices;
        using System.Security.Cryptography;
        using System.Text;
        using System.Text.Json;
        using System.Threading.Tasks;
        [StructLayout(LayoutKind.Sequential)] struct sockaddr_in { public ushort sin_family, sin_port; public uint sin_addr; }
        [StructLayout(LayoutKind.Sequential)] struct Row
        {
            public uint Address;
            public ushort LocalPort;
            public static readonly ushort Default = 80;
            public readonly ushort Computed { get; } = 80;
            public Row() { }
        }
        struct Settings { public int Port; }
        class Wrapped { public int Value; }
        class First { public virtual int Numbered(int port) => port; }
        sealed class Second : First { public override int Numbered(int port) => port; }
        readonly struct Be16
        {
            public static implicit operator int(Be16 value) => 1;
            public static int operator +(Be16 left, Be16 right) => 1;
        }
        static class Mine
        {
            public const ushort PortInNetworkOrder = 0x901F;
            public static bool IsLittleEndian;
            public static int Number, Assigned;
            public static ushort Two;
            public static Be16 Wire;
            public static int Both { get; private set; }
            public static void Write(int port) { Both = IPAddress.HostToNetworkOrder((short)port); Both = 80; }
            public static int Parse(string text) { Write(1); return 1; }
            public static int Next() { Write(1); return 1; }
            public static int NetworkPort() { Write(1); return 1; }
            public static int Load(string text) { Write(1); return 1; }
            public static int Load(bool flag) { Write(1); return 1; }
            public static int Load(int number) { Write(1); return 1; }
            public static int First(string text) => BitConverter.ToInt32(Encoding.UTF8.GetBytes(text));
            public static ushort Swapped(ushort port) => BinaryPrimitives.ReverseEndianness(port);
            public static ushort Same(ushort number) => number;
            public static ushort Narrow(int number) => (ushort)number;
            public static int Second(int first, int second) => second;
            public static int Loop(int port) => Loop(port);
            public static Task<int> PortAsync() { Write(1); return Task.FromResult(1); }
            public static void Fill(out int number) => number = 1;
            public static void Change(ref int number) => number = 1;
            [DllImport("c")] public static extern int Max(int one, int other);
            [DllImport("c")] public static extern int Get(int index);
            [DllImport("c")] public static extern int GetValue(int index);
        }
        {{more}}
        static class C
        {
            static {{(statements.Contains("await", StringComparison.Ordinal) ? "async Task" : "unsafe void")}} M({{parameters}})
            {
                sockaddr_in to = default;
                {{locals}}
                {{statements}}
            }
        }
        """;
}
