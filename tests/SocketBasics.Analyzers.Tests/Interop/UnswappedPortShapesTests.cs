using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.UnswappedPortAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>The same mistake, and what looks like it, in programs as people write them.</summary>
public sealed class UnswappedPortShapesTests
{
    private static readonly ProjectSettings Unsafe = new() { IsUnsafe = true };

    [Fact]
    public Task Programs_that_forget_htons_are_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using System;
        using System.Net;
        using System.Runtime.InteropServices;

        [StructLayout(LayoutKind.Sequential, Pack = 1)]
        internal struct sockaddr_in
        {
            public short sin_family;
            public ushort sin_port;
            public in_addr sin_addr;
            [MarshalAs(UnmanagedType.ByValArray, SizeConst = 8)] public byte[] sin_zero;
        }

        [StructLayout(LayoutKind.Sequential)] internal struct in_addr { public uint s_addr; }
        [StructLayout(LayoutKind.Explicit, Size = 16)]
        internal struct SockaddrIn { [FieldOffset(0)] public ushort Family; [FieldOffset(2)] public ushort Port; [FieldOffset(4)] public uint Addr; }
        internal struct SOCKADDR_IN6 { public ushort sin6_family; public ushort sin6_port; public uint sin6_flowinfo; }
        [StructLayout(LayoutKind.Sequential)]
        internal class SockAddr { public short sa_family; public ushort sin_port; }
        internal unsafe struct Native { public ushort SinFamily; public ushort SinPort; public fixed byte Zero[8]; }
        internal readonly struct Immutable(ushort port) { public readonly ushort sin_family = 2; public readonly ushort sin_port = [|port|]; }

        internal static class Program
        {
            private const int Port = 9000;
            private static readonly ushort ListenPort = 9001;
            [DllImport("libc", SetLastError = true)] private static extern int bind(int fd, ref sockaddr_in address, int length);
            [DllImport("libc", SetLastError = true)] private static extern unsafe int connect(int fd, void* address, int length);

            public static int Bind(int fd, ushort port)
            {
                var address = new sockaddr_in
                {
                    sin_family = 2,
                    sin_port = [|port|],
                    sin_addr = new in_addr { s_addr = 0 },
                };
                return bind(fd, ref address, Marshal.SizeOf<sockaddr_in>());
            }

            public static unsafe int Connect(int fd, IPEndPoint remote)
            {
                SockaddrIn address;
                address.Family = 2;
                address.Port = [|(ushort)remote.Port|];
                address.Addr = BitConverter.ToUInt32(remote.Address.GetAddressBytes());
                return connect(fd, &address, sizeof(SockaddrIn));
            }

            public static unsafe void Fill(void* memory, string[] args)
            {
                var address = (Native*)memory;
                address->SinPort = [|checked((ushort)int.Parse(args[0]))|];
                (*address).SinPort = [|Port|];
                Native[] many = [default];
                many[0].SinPort = [|ListenPort|];
                SOCKADDR_IN6 v6 = new() { sin6_family = 10, sin6_port = [|(ushort)(args.Length == 0 ? 80 : int.Parse(args[0]))|] };
                var managed = new SockAddr(); managed.sin_port = [|(ushort)Port|];
                ref ushort alias = ref address->SinPort;
                Configure(ref v6, p => (ushort)p);
            }

            private static void Configure(ref SOCKADDR_IN6 address, Func<int, ushort> choose) => address.sin6_port = [|443|];

            public static void Mixed(ref sockaddr_in a, int port)
            {
                uint address = (uint)IPAddress.HostToNetworkOrder(0x7F000001);
                a.sin_addr.s_addr = address;
                a.sin_port = [|(ushort)port|];
                if (BitConverter.IsLittleEndian)
                    a.sin_family = 2;
            }
        }
        """,
        Unsafe);

    [Fact]
    public Task Programs_that_swap_in_their_own_way_are_not_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using System;
        using System.Buffers.Binary;
        using System.Net;
        using System.Runtime.InteropServices;

        [StructLayout(LayoutKind.Sequential)] internal struct sockaddr_in { public ushort sin_family; public ushort sin_port; public uint sin_addr; }
        internal readonly record struct Be16(ushort Raw) { public static implicit operator ushort(Be16 value) => value.Raw; public static Be16 From(int p) => new(BinaryPrimitives.ReverseEndianness((ushort)p)); }
        internal static class Net
        {
            public static ushort ToBigEndian(ushort v) => BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(v) : v;
            public static ushort HostToNet16(this ushort v) { if (!BitConverter.IsLittleEndian) return v; return BinaryPrimitives.ReverseEndianness(v); }
            public static Func<ushort, ushort> Convert = v => BinaryPrimitives.ReverseEndianness(v);
        }

        internal sealed class Client
        {
            private readonly ushort _networkOrder;
            private readonly ushort _ready;
            private readonly sockaddr_in _template;
            public Client(int port) { _networkOrder = _ready = Net.ToBigEndian((ushort)port); _template.sin_port = Net.ToBigEndian((ushort)port); }

            public sockaddr_in A() => new() { sin_port = _ready };
            public sockaddr_in B() => _template with { sin_port = _template.sin_port };
            public sockaddr_in D(ushort port) => new() { sin_port = port.HostToNet16() };
            public sockaddr_in E(ushort port) => new() { sin_port = Net.Convert(port) };
            public sockaddr_in F(int port) => new() { sin_port = Be16.From(port) };
            public sockaddr_in G(int port) => new() { sin_port = BitConverter.ToUInt16([(byte)(port >> 8), (byte)port]) };
            public sockaddr_in H(ReadOnlySpan<byte> packet) => new() { sin_port = BinaryPrimitives.ReadUInt16LittleEndian(packet) };
            public sockaddr_in I(SocketAddress address) => new() { sin_port = (ushort)(address[2] | (address[3] << 8)) };
            public sockaddr_in J(int port) => new() { sin_port = (ushort)(IPAddress.HostToNetworkOrder(port << 16) & 0xFFFF) };
            public sockaddr_in K(int port) => new() { sin_port = (ushort)((uint)IPAddress.HostToNetworkOrder(port) >> 16) };
            public sockaddr_in L(int port) => new() { sin_port = ushort.RotateLeft((ushort)port, 8) };
            public sockaddr_in M(int port) { var s = default(sockaddr_in); Set(ref s, Net.ToBigEndian((ushort)port)); return s; }
            private static void Set(ref sockaddr_in s, ushort port) => s.sin_port = port;

            public sockaddr_in N(int port)
            {
                ushort p = (ushort)port;
                p = (ushort)((p >> 8) | (p << 8));
                return new() { sin_family = 2, sin_port = p };
            }

            public sockaddr_in O(int port)
            {
                Span<byte> bytes = stackalloc byte[2];
                BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)port);
                return new() { sin_port = MemoryMarshal.Cast<byte, ushort>(bytes)[0] };
            }

            public void P(ref sockaddr_in s, ushort port)
            {
                s.sin_port = BitConverter.IsLittleEndian ? (ushort)((port << 8) | (port >> 8)) : port;
                if (BitConverter.IsLittleEndian)
                    s.sin_port = BinaryPrimitives.ReverseEndianness(port);
                else
                    s.sin_port = port;
            }

            public unsafe void Q(sockaddr_in* s, int port)
            {
                byte* raw = (byte*)&s->sin_port;
                raw[0] = (byte)(port >> 8);
                raw[1] = (byte)port;
            }

            public void T(ref sockaddr_in s, int port)
            {
                s.sin_port = (ushort)port;
                if (BitConverter.IsLittleEndian)
                    s.sin_port = (ushort)((s.sin_port << 8) | (s.sin_port >> 8));
            }

            public void R(ref sockaddr_in s, ref sockaddr_in t, int port)
            {
                s.sin_port = t.sin_port;
                ushort bePort = (ushort)IPAddress.HostToNetworkOrder((short)port);
                s.sin_port = bePort;
                s.sin_port = unchecked((ushort)IPAddress.HostToNetworkOrder(unchecked((short)port)));
                ushort result;
                if (port == 0)
                    result = 0;
                else
                    result = Net.ToBigEndian((ushort)port);
                s.sin_port = result;
            }
        }
        """,
        Unsafe);
}
