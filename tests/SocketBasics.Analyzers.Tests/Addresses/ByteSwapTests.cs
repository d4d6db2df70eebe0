using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.SwappedPortAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>The ways to write a swap of bytes, and what is none.</summary>
public sealed class ByteSwapTests
{
    [Theory]
    [InlineData("htons")]
    [InlineData("HostToNetShort")]
    [InlineData("ToNetworkOrder")]
    [InlineData("ToBigEndian")]
    [InlineData("ToBE")]
    [InlineData("to_be16")]
    [InlineData("htobe16")]
    [InlineData("cpu_to_be16")]
    public async Task A_name_that_says_to_the_network_makes_any_number_big_endian(string name)
    {
        await VerifyAsync(name, $"new IPEndPoint(address, [|{name}(80)|]);");
        await VerifyAsync(name, $"new IPEndPoint(address, [|{name}((ushort)number)|]);");
    }

    [Theory]
    [InlineData("ntohs")]
    [InlineData("NetworkToHostShort")]
    [InlineData("NetToHost")]
    [InlineData("FromBigEndian")]
    [InlineData("be16toh")]
    [InlineData("FromNetworkOrder")]
    [InlineData("FromNetworkByteOrder")]
    [InlineData("ToHostOrder")]
    [InlineData("ToHostByteOrder")]
    [InlineData("SwapBytes")]
    [InlineData("ByteSwap")]
    [InlineData("bswap")]
    [InlineData("ReverseBytes")]
    [InlineData("ByteReverse")]
    [InlineData("SwapEndian")]
    [InlineData("ReverseEndian")]
    [InlineData("swap_16")]
    [InlineData("Swap")]
    [InlineData("SwapPort")]
    [InlineData("ReversePort")]
    [InlineData("SwapUShort")]
    [InlineData("SwapInt16")]
    [InlineData("SwapUInt16")]
    [InlineData("ByteRev")]
    public async Task Another_name_tells_only_of_a_number_that_is_known(string name)
    {
        await VerifyAsync(name, $"new IPEndPoint(address, [|{name}(80)|]);");
        await VerifyAsync(name, $"new IPEndPoint(address, {name}((ushort)number));");
    }

    [Theory]
    [InlineData("new IPEndPoint(address, [|(port << 8) ^ (port >> 8)|]);")]
    [InlineData("new IPEndPoint(address, [|(ushort)(port << 8) | (byte)(port >> 8)|]);")]
    [InlineData("new IPEndPoint(address, [|(port << 8) + (port >>> 8)|]);")]
    [InlineData("new IPEndPoint(address, [|((port & 0xFFFF) << 8) | ((port & 0xFFFF) >> 8)|]);")]
    [InlineData("new IPEndPoint(address, [|(port << 8) | ((port & 0xFFFF) >> 8)|]);")]
    [InlineData("new IPEndPoint(address, [|(int)BinaryPrimitives.ReverseEndianness((uint)port)|]);")]
    [InlineData("new IPEndPoint(address, [|(int)IPAddress.HostToNetworkOrder((long)port)|]);")]
    [InlineData("new IPEndPoint(address, [|(int)BinaryPrimitives.ReverseEndianness((ulong)port)|]);")]
    [InlineData("new IPEndPoint(address, [|(endPoint.Port << 8) | (endPoint.Port >> 8)|]);")]
    [InlineData("int own = port; new IPEndPoint(address, [|(own << 8) | (own >> 8)|]);")]
    [InlineData("new IPEndPoint(address, [|ushort.RotateLeft((ushort)port, 8)|]);")]
    [InlineData("new IPEndPoint(address, [|ushort.RotateRight((ushort)port, 8)|]);")]
    [InlineData("var b = BitConverter.GetBytes((short)port); Array.Reverse(b); new IPEndPoint(address, [|BitConverter.ToInt16(b, 0)|]);")]
    [InlineData("var b = BitConverter.GetBytes((ushort)port); b.AsSpan().Reverse(); new IPEndPoint(address, [|MemoryMarshal.Read<ushort>(b)|]);")]
    [InlineData("var b = BitConverter.GetBytes((ushort)port).AsEnumerable().Reverse().ToArray(); new IPEndPoint(address, [|BitConverter.ToUInt16(b)|]);")]
    [InlineData("var b = new byte[2]; BinaryPrimitives.WriteInt16BigEndian(b, (short)port); new IPEndPoint(address, [|BitConverter.ToUInt16(b)|]);")]
    public Task A_swap_of_any_shape_is_flagged(string statements) => VerifyAsync("Twist", statements);

    [Theory]
    [InlineData("new IPEndPoint(address, Twist(80));")]
    [InlineData("new IPEndPoint(address, Mine.htons());")]
    [InlineData("new IPEndPoint(address, Mine.htons(80, 1, 1));")]
    [InlineData("new IPEndPoint(address, Mine.ToByte.swap(80));")]
    [InlineData("new IPEndPoint(address, Mine.OfByte.swap(80));")]
    [InlineData("new IPEndPoint(address, (port << 8) & (port >> 8));")]
    [InlineData("var b = new byte[2]; Mine.WriteInt16BigEndian(b); new IPEndPoint(address, BitConverter.ToUInt16(b));")]
    [InlineData("new IPEndPoint(address, Mine.Convert.ToInt32());")]
    [InlineData("new IPEndPoint(address, (Mine.Number)IPAddress.HostToNetworkOrder((int)(ushort)port));")]
    [InlineData("new IPEndPoint(address, (port << 8) | (number >> 8));")]
    [InlineData("new IPEndPoint(address, (port << 8) | (port << 8));")]
    [InlineData("new IPEndPoint(address, (port << 8 << 8) | (port >> 8 >> 8));")]
    [InlineData("new IPEndPoint(address, (port * 3) | (port >> 8));")]
    [InlineData("new IPEndPoint(address, ushort.RotateLeft((ushort)port, 4));")]
    [InlineData("new IPEndPoint(address, int.RotateLeft(port, 8));")]
    [InlineData("new IPEndPoint(address, ushort.Max((ushort)port, 8));")]
    [InlineData("new IPEndPoint(address, Mine.RotateLeft((ushort)port, 8));")]
    [InlineData("var b = BitConverter.GetBytes((ushort)port); Array.Reverse(b); new IPEndPoint(address, BinaryPrimitives.ReadUInt16BigEndian(b));")]
    [InlineData("var b = BitConverter.GetBytes((ushort)port); Array.Reverse(b); new IPEndPoint(address, Mine.BitConverter.ToUInt16(b, 0));")]
    [InlineData("new IPEndPoint(address, BitConverter.ToUInt16(new byte[2].AsSpan().ToArray(), 0));")]
    [InlineData("new IPEndPoint(address, BitConverter.ToUInt16(Enumerable.Repeat((byte)80, 2).Reverse().ToArray(), 0));")]
    [InlineData("new IPEndPoint(address, BitConverter.ToUInt16(Mine.BitConverter.GetBytes((ushort)port).Reverse().ToArray(), 0));")]
    [InlineData("var b = BitConverter.GetBytes((ushort)port); Array.Clear(b); new IPEndPoint(address, BitConverter.ToUInt16(b, 0));")]
    [InlineData("var b = BitConverter.GetBytes((ushort)port); var r = Enumerable.Reverse(b); new IPEndPoint(address, BitConverter.ToUInt16(b, 0));")]
    [InlineData("var l = new List<int>(); l.Reverse(); var b = BitConverter.GetBytes((ushort)port); new IPEndPoint(address, BitConverter.ToUInt16(b, 0));")]
    [InlineData("new IPEndPoint(address, BitConverter.ToUInt16(new List<byte> { 1, 2 }.ToArray(), 0));")]
    [InlineData("new IPEndPoint(address, BitConverter.ToUInt16(Mine.Reverse(BitConverter.GetBytes((ushort)port)), 0));")]
    [InlineData("var b = BitConverter.GetBytes((ushort)port); Array.Reverse(b); Array.Reverse(b); new IPEndPoint(address, BitConverter.ToUInt16(b, 0));")]
    [InlineData("var b = BitConverter.GetBytes((ushort)port); var c = BitConverter.GetBytes(1); Array.Reverse(c); new IPEndPoint(address, BitConverter.ToUInt16(b, 0));")]
    [InlineData("var b = new byte[4]; BinaryPrimitives.WriteInt16BigEndian(b, (short)port); new IPEndPoint(address, BitConverter.ToUInt16(b));")]
    [InlineData("var b = new byte[2]; BinaryPrimitives.WriteInt16LittleEndian(b, (short)port); new IPEndPoint(address, BitConverter.ToUInt16(b));")]
    [InlineData("var b = new byte[2]; var c = new byte[2]; BinaryPrimitives.WriteInt16BigEndian(c, (short)port); new IPEndPoint(address, BitConverter.ToUInt16(b));")]
    public Task What_is_no_swap_is_not_flagged(string statements) => VerifyAsync("Twist", statements);

    private static Task VerifyAsync(string name, string statements) => Verify.VerifyAnalyzerAsync(
        $$"""
        using System;
        using System.Buffers.Binary;
        using System.Collections.Generic;
        using System.Linq;
        using System.Net;
        using System.Runtime.InteropServices;
        static class Mine
        {
            [DllImport("c")] public static extern ushort htons();
            [DllImport("c")] public static extern ushort htons(ushort number, int more, int still);
            [DllImport("c")] public static extern ushort RotateLeft(ushort number, int bits);
            public static class ToByte { [DllImport("c")] public static extern byte swap(ushort number); }
            public static class OfByte { [DllImport("c")] public static extern ushort swap(byte number); }
            public static byte[] Reverse(byte[] bytes) => bytes;
            public static void WriteInt16BigEndian(byte[] bytes) { }
            public static class Convert { [DllImport("c")] public static extern int ToInt32(); }
            public readonly struct Number
            {
                public static explicit operator Number(int number) => default;
                public static implicit operator int(Number number) => 80;
            }
            public static class BitConverter { public static ushort ToUInt16(byte[] bytes, int at) => bytes[at]; public static byte[] GetBytes(ushort number) => []; }
        }
        class C
        {
            [DllImport("c")] private static extern ushort {{name}}(ushort number);
            static void M(IPAddress address, IPEndPoint endPoint, int port, int number)
            {
                {{statements}}
            }
        }
        """);
}
