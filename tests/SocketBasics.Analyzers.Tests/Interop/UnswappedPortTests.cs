using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.UnswappedPortAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

public sealed class UnswappedPortTests
{
    private static readonly ProjectSettings Unsafe = new() { IsUnsafe = true };

    [Theory]
    [InlineData("v4.sin_port = [|8080|];")]
    [InlineData("v4.sin_port = [|0x1F90|];")]
    [InlineData("v4.sin_port = [|(ushort)port|];")]
    [InlineData("v4.sin_port = [|unchecked((ushort)port)|];")]
    [InlineData("v4.sin_port = [|Convert.ToUInt16(port)|];")]
    [InlineData("v4.sin_port = [|ushort.Parse(text)|];")]
    [InlineData("v4.sin_port = [|(ushort)endPoint.Port|];")]
    [InlineData("v4.sin_port = [|(ushort)Options.Port|];")]
    [InlineData("v4.sin_port = [|Default|];")]
    [InlineData("v4.sin_port = [|(ushort)(port + 1)|];")]
    [InlineData("v4.sin_port = [|(ushort)(port & 0xFFFF)|];")]
    [InlineData("v4.sin_port = [|port > 0 ? (ushort)port : (ushort)80|];")]
    [InlineData("v4.sin_port = [|(ushort)IPAddress.HostToNetworkOrder(port)|];")]
    [InlineData("v4.sin_port = [|(ushort)IPAddress.HostToNetworkOrder((ushort)port)|];")]
    [InlineData("v4.sin_port = [|(ushort)IPAddress.HostToNetworkOrder(8080)|];")]
    [InlineData("v4.sin_port = [|(ushort)BinaryPrimitives.ReverseEndianness(port)|];")]
    [InlineData("v4.sin_port = [|(ushort)IPAddress.NetworkToHostOrder(IPAddress.HostToNetworkOrder((short)port))|];")]
    [InlineData("if (BitConverter.IsLittleEndian) v4.sin_port = [|(ushort)IPAddress.HostToNetworkOrder(port)|];")]
    [InlineData("ushort p = (ushort)port; ushort lost = [|(ushort)IPAddress.HostToNetworkOrder(p)|]; v4.sin_port = lost;")]
    [InlineData("v4.sin_port = [|(ushort)port|]; settings.Port = BinaryPrimitives.ReverseEndianness(v4.sin_port);")]
    [InlineData("v4.sin_port = [|(ushort)port|]; v4.sin_port = (ushort)(v4.sin_port + 1);")]
    [InlineData("v4.sin_port = [|(ushort)port|]; Console.WriteLine(v4.sin_port);")]
    [InlineData("v4.sin_port = [|80|]; // without htons")]
    [InlineData("signed.sin_port = [|(short)IPAddress.HostToNetworkOrder(port)|];")]
    [InlineData("v4.sin_port = [|(char)IPAddress.HostToNetworkOrder(port)|];")]
    [InlineData("void Fill(ushort p, ushort q) { v4.sin_port = [|p|]; } Fill(8080, Htons(8080));")]
    [InlineData("v4.sin_port = [|36895|]; // a port")]
    [InlineData("v6.sin6_port = [|(ushort)port|];")]
    [InlineData("v6.sin6_port = v4.sin_port = [|(ushort)port|];")]
    [InlineData("v4.sin_port = [|text switch { \"http\" => 80, _ => 443 }|];")]
    [InlineData("v4.sin_port = [|checked((ushort)port)|];")]
    [InlineData("ushort p; p = (ushort)port; v4.sin_port = [|p|];")]
    [InlineData("var list = new System.Collections.Generic.List<ushort> { 80 }; v4.sin_port = [|list[0]|];")]
    [InlineData("v4.sin_port = [|(ushort)Math.Max(port, 1)|];")]
    [InlineData("v4.sin_port = [|(ushort)new Uri(text).Port|];")]
    [InlineData("v4.sin_port = [|Local()|]; static ushort Local() => 8080;")]
    [InlineData("if (port > 0) { v4.sin_port = [|(ushort)port|]; } else { v4.sin_port = [|80|]; }")]
    [InlineData("v4.sin_port = [|(ushort)(text.Length > 0 ? port : 80)|];")]
    [InlineData("v4.sin_port = [|(ushort)SocketBasics.Endpoint.Loopback(80).Port|];")]
    [InlineData("v4.sin_addr = BinaryPrimitives.ReverseEndianness(v4.sin_addr); v4.sin_port = [|(ushort)port|];")]
    [InlineData("v4 = new sockaddr_in { sin_family = 2, sin_port = [|8080|] };")]
    [InlineData("v4 = v4 with { sin_port = [|(ushort)port|] };")]
    [InlineData("(v4.sin_family, v4.sin_port) = (2, [|(ushort)port|]);")]
    [InlineData("unsafe { sockaddr_in* p = &v4; p->sin_port = [|(ushort)port|]; }")]
    [InlineData("unsafe { ((sockaddr_in*)&v4)->sin_port = [|443|]; }")]
    [InlineData("ref sockaddr_in r = ref v4; r.sin_port = [|443|];")]
    [InlineData("var list = new sockaddr_in[2]; list[0].sin_port = [|443|];")]
    [InlineData("named.Port = [|8080|];")]
    [InlineData("named = new SockAddrIn { Family = 2, Port = [|(ushort)port|] };")]
    [InlineData("signed.sin_port = [|(short)port|];")]
    [InlineData("marked.port = [|(ushort)port|];")]
    [InlineData("var local = (ushort)port; v4.sin_port = [|local|];")]
    [InlineData("ushort local = 80; local = 443; v4.sin_port = [|local|];")]
    [InlineData("if (ushort.TryParse(text, out ushort parsed)) v4.sin_port = [|parsed|];")]
    [InlineData("ushort p = Htons(port); if (!ushort.TryParse(text, out p)) return; v4.sin_port = [|p|];")]
    [InlineData("ushort p = Htons(port); switch (port) { case 1: p = (ushort)port; v4.sin_port = [|p|]; break; }")]
    [InlineData("foreach (ushort each in new ushort[] { 80, 443 }) v4.sin_port = [|each|];")]
    [InlineData("for (ushort p = 1; p < 1024; p++) v4.sin_port = [|p|];")]
    [InlineData("Action a = () => v4.sin_port = [|(ushort)port|];")]
    [InlineData("void Fill(ushort p) { v4.sin_port = [|p|]; } Fill(8080);")]
    [InlineData("v4.sin_port = [|(ushort)port|]; v4.sin_addr = (uint)IPAddress.HostToNetworkOrder(0x7F000001);")]
    public Task A_port_in_host_order_is_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement), Unsafe);

    [Theory]
    [InlineData("v4.sin_port = (ushort)IPAddress.HostToNetworkOrder((short)port);")]
    [InlineData("v4.sin_port = unchecked((ushort)IPAddress.HostToNetworkOrder((short)port));")]
    [InlineData("v4.sin_port = (ushort)(IPAddress.HostToNetworkOrder(port) >> 16);")]
    [InlineData("v4.sin_port = (ushort)IPAddress.NetworkToHostOrder((short)port);")]
    [InlineData("v4.sin_port = BinaryPrimitives.ReverseEndianness((ushort)port);")]
    [InlineData("v4.sin_port = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness((ushort)port) : (ushort)port;")]
    [InlineData("ushort p = (ushort)port; if (BitConverter.IsLittleEndian) p = BinaryPrimitives.ReverseEndianness(p); v4.sin_port = p;")]
    [InlineData("ushort p = (ushort)port; if (BitConverter.IsLittleEndian) { p = (ushort)((p << 8) | (p >> 8)); } v4.sin_port = p;")]
    [InlineData("v4.sin_port = (ushort)((port << 8) | (port >> 8));")]
    [InlineData("v4.sin_port = (ushort)(((port & 0xFF) << 8) | ((port >> 8) & 0xFF));")]
    [InlineData("void Fill(Offset offset) { v4.sin_port = offset + 1; } Fill(default);")]
    [InlineData("v4.sin_port = (ushort)((port & 0xFF) * 256 + port / 256);")]
    [InlineData("v4.sin_port = htons((ushort)port);")]
    [InlineData("v4.sin_port = Htons(port);")]
    [InlineData("v4.sin_port = ToWire(port);")]
    [InlineData("v4.sin_port = Converted(port);")]
    [InlineData("v4.sin_port = v6.sin6_port;")]
    [InlineData("v4.sin_port = named.Port;")]
    [InlineData("v4.sin_port = 0;")]
    [InlineData("v4.sin_port = default;")]
    [InlineData("v4.sin_port = 0x901F;")]
    [InlineData("v4.sin_port = 36895; // htons(8080)")]
    [InlineData("v4.sin_port = /* htons(8080) */ 36895;")]
    [InlineData("v4.sin_port = (ushort)port; Swap(ref v4.sin_port);")]
    [InlineData("unsafe { v4.sin_port = (ushort)port; Swap(&v4.sin_port); }")]
    [InlineData("built = new BuiltIn(8080);")]
    [InlineData("void Fill(ushort p) { v4.sin_port = p; } Other.Fill(8080); Fill(Htons(1));")]
    [InlineData("chosen = new Chosen(80, true);")]
    [InlineData("v4.sin_port = 0x1F1F;")]
    [InlineData("v4.sin_port = PortInNetworkOrder;")]
    [InlineData("v4.sin_port = SwappedField;")]
    [InlineData("var p = BitConverter.GetBytes((ushort)port); if (BitConverter.IsLittleEndian) Array.Reverse(p); v4.sin_port = BitConverter.ToUInt16(p, 0);")]
    [InlineData("v4.sin_port = (ushort)(ushort.MinValue);")]
    [InlineData("Func<ushort, ushort> toNet = x => BinaryPrimitives.ReverseEndianness(x); v4.sin_port = toNet((ushort)port);")]
    [InlineData("ushort p; p = Htons(port); v4.sin_port = p;")]
    [InlineData("ushort p = (ushort)port; p = Htons(p); { v4.sin_port = p; }")]
    [InlineData("foreach (ushort p in new ushort[] { 80 }) { ushort q = Htons(p); v4.sin_port = q; }")]
    [InlineData("ushort p = (ushort)port; for (int i = 0; i < 2; i++) { v4.sin_port = p; p = Htons(port); }")]
    [InlineData("ushort p = (ushort)port; Action a = () => v4.sin_port = p; p = Htons(port); a();")]
    [InlineData("ushort p = (ushort)port; void Fill() => v4.sin_port = p; p = Htons(port); Fill();")]
    [InlineData("Action a = () => { v4.sin_port = (ushort)port; port = Htons(port); }; a(); a();")]
    [InlineData("void Fill() { v4.sin_port = (ushort)port; port = Htons(port); } Fill(); Fill();")]
    [InlineData("ushort p = Htons(port); if ((v4.sin_port = p) > 0 && ushort.TryParse(text, out p)) { }")]
    [InlineData("ushort p = Htons(port); if (text == \"\") p = (ushort)port; v4.sin_port = p;")]
    [InlineData("if (text == \"\") port = Htons(port); v4.sin_port = (ushort)port;")]
    [InlineData("ushort p = (ushort)port; switch (port) { case 1: p = Htons(port); v4.sin_port = p; break; }")]
    [InlineData("switch (port) { case 1: if (text == \"\") port = Htons(port); v4.sin_port = (ushort)port; break; }")]
    [InlineData("v4.sin_port = checked((ushort)(((port & 0xff00) >> 8) | ((port & 0xff) << 8)));")]
    [InlineData("var x = new { sin_port = port }; v4.sin_port = v4.sin_port;")]
    [InlineData("switch (port) { case 1: v4.sin_port = Htons(1); break; default: v4.sin_port = 0; break; }")]
    [InlineData("sockaddr_in copy = v4; copy.sin_port = v4.sin_port; var t = (v4.sin_port, port); copy.sin_port = t.sin_port;")]
    [InlineData("v4.sin_port = text switch { \"http\" => Htons(80), \"https\" => Htons(443), _ => 0 };")]
    [InlineData("ushort[] table = { Htons(80) }; v4.sin_port = Htons(table[0]);")]
    [InlineData("v4.sin_port = FoldedField;")]
    [InlineData("const ushort Folded = (8080 >> 8) | ((8080 & 0xFF) << 8); v4.sin_port = Folded;")]
    [InlineData("v4.sin_port = ((8080 & 0xFF) << 8) | (8080 >> 8);")]
    [InlineData("v4.sin_port = MemoryMarshal.Read<ushort>(bytes);")]
    [InlineData("v4.sin_port = BitConverter.ToUInt16(bytes, 2);")]
    [InlineData("Span<byte> b = new byte[2]; BinaryPrimitives.WriteUInt16BigEndian(b, (ushort)port); v4.sin_port = MemoryMarshal.Read<ushort>(b);")]
    [InlineData("(int Index, ushort NetworkPort) pair = default; v4.sin_port = pair.NetworkPort;")]
    [InlineData("var b = BitConverter.GetBytes((ushort)port); Array.Reverse(b); v4.sin_port = BitConverter.ToUInt16(b, 0);")]
    [InlineData("v4.sin_port = BitConverter.ToUInt16(BitConverter.GetBytes((ushort)port).Reverse().ToArray());")]
    [InlineData("ushort local = (ushort)IPAddress.HostToNetworkOrder((short)port); v4.sin_port = local;")]
    [InlineData("port = IPAddress.HostToNetworkOrder((short)port); v4.sin_port = (ushort)port;")]
    [InlineData("void Fill(ushort p) { v4.sin_port = p; } Fill(Htons(8080));")]
    [InlineData("void Fill(ushort networkPort) => v4.sin_port = networkPort; Fill(1);")]
    [InlineData("unsafe { sockaddr_in* p = &v4; p->sin_port = htons((ushort)port); }")]
    [InlineData("unsafe { ushort* raw = (ushort*)&v6; v4.sin_port = raw[1]; v4.sin_port = *raw; }")]
    [InlineData("v4 = new sockaddr_in { sin_family = 2, sin_port = Htons(80) };")]
    [InlineData("typed.sin_port = new BigEndian((ushort)port);")]
    [InlineData("wrapped.Port = (ushort)port;")]
    [InlineData("managed.Port = (ushort)port;")]
    [InlineData("managed.sin_port = (ushort)port;")]
    [InlineData("header.Port = (ushort)port;")]
    [InlineData("settings.Port = (ushort)port;")]
    [InlineData("endPoint.Port = port;")]
    [InlineData("ushort sin_port = (ushort)port;")]
    [InlineData("v4.sin_family = 2;")]
    [InlineData("ushort read = v4.sin_port; if (v4.sin_port == 8080) { }")]
    public Task What_is_swapped_or_no_port_of_C_is_not_flagged(string statement) => Verify.VerifyAnalyzerAsync(InMethod(statement), Unsafe);

    [Fact]
    public Task A_constructor_of_the_structure_is_judged_by_those_who_call_it() => Verify.VerifyAnalyzerAsync("""
        using System.Net;
        struct sockaddr_in
        {
            public ushort sin_family = 2;
            public ushort sin_port = [|80|];
            public uint sin_addr = 0;
            public sockaddr_in(ushort port, uint address) { sin_port = port; sin_addr = address; }
        }
        struct sockaddr_in6
        {
            public ushort sin6_family;
            public ushort sin6_port;
            public sockaddr_in6(int port) { sin6_family = 10; sin6_port = [|(ushort)port|]; }
            public sockaddr_in6(IPEndPoint endPoint) : this() => sin6_port = [|(ushort)endPoint.Port|];
        }
        class C
        {
            static sockaddr_in V4(int port) => new((ushort)IPAddress.HostToNetworkOrder((short)port), 1);
            static sockaddr_in6 V6(int port) => new(port);
        }
        """);

    [Fact]
    public Task Records_and_automatic_properties_are_flagged_and_properties_that_swap_are_not() => Verify.VerifyAnalyzerAsync("""
        using System.Buffers.Binary;
        using System.Runtime.InteropServices;
        [StructLayout(LayoutKind.Sequential)] readonly record struct sockaddr_in(ushort sin_family, ushort sin_port, uint sin_addr);
        [StructLayout(LayoutKind.Sequential)] struct sockaddr_in6
        {
            private ushort sin6_family, _port;
            public ushort sin6_port
            {
                readonly get => BinaryPrimitives.ReverseEndianness(_port);
                set => _port = BinaryPrimitives.ReverseEndianness(value);
            }
        }
        [StructLayout(LayoutKind.Sequential)] struct SOCKADDR_IN { public ushort sin_family { get; set; } public ushort sin_port { get; set; } }
        class C
        {
            static sockaddr_in A(int port) => new(2, [|(ushort)port|], 0);
            static sockaddr_in6 B(int port) => new() { sin6_port = (ushort)port };
            static SOCKADDR_IN D(int port) => new() { sin_port = [|(ushort)port|] };
        }
        """);

    [Fact]
    public Task Top_level_statements_and_parts_of_a_class_are_flagged() => Verify.VerifyAnalyzerAsync(
        """
        sockaddr_in address = default;
        address.sin_port = [|(ushort)args.Length|];
        partial class C { private sockaddr_in _address; private ushort _port = 80; }
        partial class C { void M() => _address.sin_port = [|_port|]; }
        struct sockaddr_in { public ushort sin_family; public ushort sin_port; }
        """,
        new ProjectSettings { IsProgram = true });

    [Fact]
    public async Task The_message_tells_what_becomes_of_the_port() => Assert.Equal(
        [
            "'sin_port' is in network byte order; 8080 stored as it is means port 36895",
            "'sin_port' is in network byte order; convert the port with IPAddress.HostToNetworkOrder((short)port), which is htons",
            "'sin_port' is in network byte order; 'HostToNetworkOrder' swaps 4 bytes here, and the two that are stored are 0",
            "'sin_port' is in network byte order; 80 stored as it is means port 20480",
            "'sin_port' is in network byte order; 81 stored as it is means port 20736",
            "'sin_port' is in network byte order; 82 stored as it is means port 20992",
            "'sin_port' is in network byte order; convert the port with IPAddress.HostToNetworkOrder((short)port), which is htons",
        ],
        await Verify.MessagesAsync("""
            using System.Net;
            struct sockaddr_in { public ushort sin_family; public ushort sin_port; }
            class C
            {
                static void M(sockaddr_in address, int port)
                {
                    address.sin_port = 8080;
                    address.sin_port = (ushort)port;
                    address.sin_port = (ushort)IPAddress.HostToNetworkOrder(port);
                    const sbyte Small = 80; address.sin_port = (ushort)Small;
                    const char Letter = 'Q'; address.sin_port = Letter;
                    const ulong Large = 82; address.sin_port = (ushort)Large;
                    address.sin_port = unchecked((ushort)0xFFFF_FFFF_FFFF_1F90);
                }
            }
            """));

    private static string InMethod(string statement) => $$"""
        using System;
        using System.Buffers.Binary;
        using System.Linq;
        using System.Net;
        using System.Runtime.InteropServices;
        [StructLayout(LayoutKind.Sequential)] struct sockaddr_in { public ushort sin_family; public ushort sin_port; public uint sin_addr; }
        [StructLayout(LayoutKind.Sequential)] struct sockaddr_in6 { public ushort sin6_family; public ushort sin6_port; }
        struct SockAddrIn { public ushort Family; public ushort Port; public uint Address; }
        struct signed_in { public short sin_family; public short sin_port; }
        [StructLayout(LayoutKind.Sequential)] struct Inet4 { public byte len, family; public ushort port; public uint addr; }
        [StructLayout(LayoutKind.Sequential)] struct Header { public ushort Version; public ushort Port; }
        struct Settings { public ushort Family; public ushort Port; }
        struct Offset { public static ushort operator +(Offset one, int other) => 0; }
        readonly struct BigEndian(ushort value) { public ushort Value => BinaryPrimitives.ReverseEndianness(value); }
        struct typed_in { public ushort sin_family; public BigEndian sin_port; }
        struct SockAddrWrapper { private ushort family, raw; public ushort Port { set => raw = BinaryPrimitives.ReverseEndianness(value); } }
        class Managed { public ushort Family; public ushort Port; public ushort sin_port; }
        struct BuiltIn(ushort sin_port) { public ushort sin_port { get; } = Other.Swap(sin_port); }
        struct Chosen
        {
            public ushort sin_family, sin_port;
            public Chosen(ushort port) => sin_port = port;
            public Chosen(int port, bool isHost) : this(Other.Swap((ushort)port)) => _ = isHost;
        }
        class Filler
        {
            public sockaddr_in Address, Next;
            public void Fill(ushort port) => Address.sin_port = port;
            public void FillNext(ushort port) => Next.sin_port = port;
            public static void Start(Filler a, Filler? b) { a.Fill(Other.Swap(80)); b?.FillNext(Other.Swap(80)); }
        }
        static class Other
        {
            public static ushort Swap(ushort port) => BinaryPrimitives.ReverseEndianness(port);
            public static void Fill(ushort port) { }
        }
        static class Options { public static int Port { get; set; } }
        class C
        {
            private const ushort Default = 8080;
            private const ushort PortInNetworkOrder = 0x901F;
            private static readonly ushort SwappedField = (ushort)IPAddress.HostToNetworkOrder((short)8080);
            private const ushort FoldedField = ((8080 & 0xFF) << 8) | (8080 >> 8);
            private static ushort Htons(int port) => (ushort)((port << 8) | (port >> 8));
            private static ushort ToWire(int port) { return BinaryPrimitives.ReverseEndianness((ushort)port); }
            private static ushort Converted(int port) { Console.WriteLine(); return BinaryPrimitives.ReverseEndianness((ushort)port); }
            [DllImport("libc")] private static extern ushort htons(ushort port);
            private static void Swap(ref ushort port) => port = Htons(port);
            private static unsafe void Swap(ushort* port) => *port = Htons(*port);
            static void M(IPEndPoint endPoint, int port, string text)
            {
                sockaddr_in v4 = default; sockaddr_in6 v6 = default; SockAddrIn named = default; signed_in signed = default;
                Inet4 marked = default; Header header = default; Settings settings = default; typed_in typed = default;
                SockAddrWrapper wrapped = default; var managed = new Managed(); byte[] bytes = new byte[16]; BuiltIn built = default; Chosen chosen = default;
                {{statement}}
            }
        }
        """;
}
