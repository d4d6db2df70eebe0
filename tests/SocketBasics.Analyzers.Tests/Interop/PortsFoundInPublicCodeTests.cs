using SocketBasics.Analyzers.Tests.Verification;
using Swapped = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<SocketBasics.Analyzers.SwappedPortAnalyzer>;
using Unswapped = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<SocketBasics.Analyzers.UnswappedPortAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>
/// Shapes of missing and superfluous htons that searches found in public code, and what looks like them.
/// A comment tells how many places have the shape when there are several.
/// </summary>
public sealed class PortsFoundInPublicCodeTests
{
    private static readonly ProjectSettings Unsafe = new() { IsUnsafe = true };

    [Theory]
    [InlineData("int port = 4444; var a = new sockaddr_in(); a.sin_port = [|(ushort)port|]; Native.connect(1, ref a, 16);")]
    [InlineData("union->Ipv4.sin_port = [|(ushort)number|]; // a setter that takes the port as an int")]
    [InlineData("union->Ipv4.sin_port = [|(ushort)remote.Port|]; union->Ipv6.sin6_port = [|(ushort)remote.Port|];")]
    [InlineData("Marshal.StructureToPtr(new sockaddr_in6 { sin6_family = 23, sin6_port = [|(ushort)remote.Port|] }, memory, false);")] // 3 places
    [InlineData("from->sin_port = [|(ushort)((IPEndPoint)any).Port|];")]

    // HostToNetworkOrder has no overload for ushort: it swaps an int, and the cast leaves none of it.
    [InlineData("var a = new sockaddr_in { sin_family = 2, sin_port = [|(ushort)IPAddress.HostToNetworkOrder(shortPort)|] };")]
    [InlineData("var a = new sockaddr_in(); a.sin_port = [|(ushort)IPAddress.HostToNetworkOrder(remote.Port)|];")]

    // 7 places, replies of SOCKS proxies.
    [InlineData("byte[] wire = BitConverter.GetBytes([|(ushort)IPAddress.HostToNetworkOrder(remote.Port)|]);")]
    [InlineData("DestinationPort = [|(short)IPAddress.HostToNetworkOrder(number)|];")]
    [InlineData("var low = [|(ushort)(uint)IPAddress.HostToNetworkOrder(shortPort)|];")]
    [InlineData("var low = (ushort)[|(short)IPAddress.HostToNetworkOrder(shortPort)|];")]
    [InlineData("var low = [|(ushort)IPAddress.HostToNetworkOrder(8080)|];")]
    [InlineData("var low = [|(ushort)IPAddress.HostToNetworkOrder((int)(ushort)length)|];")]
    [InlineData("var entry = new System.Collections.Generic.KeyValuePair<string, ushort>(text, [|(ushort)IPAddress.HostToNetworkOrder(shortPort)|]);")]
    [InlineData("var entry = new Entry(2, [|(ushort)IPAddress.HostToNetworkOrder(shortPort)|]);")]
    [InlineData("var to = new IPEndPoint(address, [|(ushort)IPAddress.HostToNetworkOrder(shortPort)|] & 0xFF);")]
    [InlineData("var to = new IPEndPoint(address, [|(ushort)IPAddress.HostToNetworkOrder(shortPort)|] * 16);")]
    [InlineData("var to = new IPEndPoint(address, [|(ushort)IPAddress.HostToNetworkOrder(shortPort)|] >> 4);")]
    [InlineData("ushort swapped = [|(ushort)IPAddress.HostToNetworkOrder(shortPort)|]; BitConverter.GetBytes(swapped).CopyTo(bytes, 51);")]
    public Task A_place_without_a_swap_of_two_bytes_is_flagged(string statement) =>
        Unswapped.VerifyAnalyzerAsync(InMethod(statement), Unsafe);

    [Fact] // 3 places
    public Task A_port_of_two_bytes_that_is_swapped_as_four_is_no_port_for_an_endpoint() => Swapped.VerifyAnalyzerAsync(
        InMethod("var to = new IPEndPoint(address, [|IPAddress.HostToNetworkOrder(BitConverter.ToUInt16(bytes, 8))|]);"), Unsafe);

    [Theory]
    [InlineData("int decoded = (bytes[4] << 8) | bytes[5]; shortPort = (ushort)IPAddress.HostToNetworkOrder(decoded);")]
    [InlineData("uint port = (uint)IPAddress.NetworkToHostOrder(BitConverter.ToUInt16(bytes, 2));")]
    public Task A_swap_of_four_bytes_is_missed_where_the_number_may_have_four(string statement) =>
        Unswapped.VerifyAnalyzerAsync(InMethod(statement), Unsafe);

    [Theory]
    [InlineData("var a = new sockaddr_in { sin_port = unchecked((ushort)IPAddress.HostToNetworkOrder((short)remote.Port)) };")]
    [InlineData("byte[] wire = BitConverter.GetBytes(IPAddress.HostToNetworkOrder((short)number));")]
    [InlineData("byte[] wire = BitConverter.GetBytes((ushort)IPAddress.HostToNetworkOrder((short)remote.Port));")]
    [InlineData("byte[] wire = BitConverter.GetBytes(IPAddress.HostToNetworkOrder(number)); // four bytes on the wire")]
    [InlineData("var high = (ushort)(IPAddress.HostToNetworkOrder(number) >> 16);")]
    [InlineData("var high = (ushort)((uint)IPAddress.HostToNetworkOrder((int)shortPort) >> 16);")]
    [InlineData("var low = (ushort)IPAddress.HostToNetworkOrder(BitConverter.ToInt32(bytes, 0));")]
    [InlineData("var low = (ushort)IPAddress.NetworkToHostOrder(length);")]
    [InlineData("var low = (ushort)IPAddress.HostToNetworkOrder(-5);")]
    [InlineData("var low = (ushort)IPAddress.HostToNetworkOrder(WirePort);")]
    [InlineData("int decodedPort = (bytes[4] << 8) | bytes[5]; var low = (ushort)IPAddress.HostToNetworkOrder(decodedPort);")]
    [InlineData("var low = (ushort)(int)(Wrapped)IPAddress.HostToNetworkOrder(shortPort);")]
    [InlineData("var low = (ushort)IPAddress.HostToNetworkOrder((int)(Wrapped)shortPort);")]
    [InlineData("remote.Port = (ushort)IPAddress.HostToNetworkOrder(shortPort);")]
    [InlineData("var to = new IPEndPoint(address, (ushort)IPAddress.HostToNetworkOrder(shortPort));")]
    [InlineData("var low = (ushort)IPAddress.HostToNetworkOrder(BitConverter.ToInt16(bytes, 2));")]
    [InlineData("var low = (ushort)IPAddress.NetworkToHostOrder((short)shortPort);")]
    [InlineData("var low = (ushort)IPAddress.HostToNetworkOrder(int.Parse(text)); var high = (ushort)(IPAddress.HostToNetworkOrder(int.Parse(text)) >> 16);")]
    [InlineData("var low = (ushort)IPAddress.HostToNetworkOrder(Sequence);")]
    [InlineData("var low = (ushort)IPAddress.HostToNetworkOrder(0x12345678);")]
    [InlineData("var all = (uint)IPAddress.HostToNetworkOrder(number);")]
    [InlineData("rule.RemotePort = (ushort)IPAddress.HostToNetworkOrder((short)80);")]
    [InlineData("var row = (uint)(ushort)IPAddress.HostToNetworkOrder((short)number);")]
    [InlineData("Marshal.WriteInt16(memory, 2, IPAddress.HostToNetworkOrder((short)number));")]
    [InlineData("BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)number);")]
    [InlineData("var a = new sockaddr_in { sin_port = Native.htons((ushort)number) };")]
    [InlineData("var a = new sockaddr_in { sin_port = (ushort)((number << 8) | (number >> 8)) };")]
    [InlineData("var a = new sockaddr_in { sin_port = from->sin_port };")]
    [InlineData("if (BitConverter.IsLittleEndian) { shortPort = (ushort)IPAddress.HostToNetworkOrder((short)8080); }")]
    [InlineData("bytes[8] = (byte)(remote.Port >> 8); bytes[9] = (byte)remote.Port;")]
    [InlineData("var wrapped = new Other.sockaddr_in { sin_port = number };")]
    public Task What_swaps_two_bytes_or_does_not_say_is_not_flagged(string statement) =>
        Unswapped.VerifyAnalyzerAsync(InMethod(statement), Unsafe);

    [Theory]
    [InlineData("var to = new IPEndPoint(address, (ushort)IPAddress.HostToNetworkOrder(BitConverter.ToInt16(bytes, 8)));")]
    [InlineData("var to = new IPEndPoint(address, IPAddress.NetworkToHostOrder(BitConverter.ToUInt16(bytes, 8)) >> 16 & 0xFFFF);")]
    [InlineData("var to = new IPEndPoint(address, IPAddress.NetworkToHostOrder(BitConverter.ToInt32(bytes, 8)));")]
    [InlineData("var to = new IPEndPoint(address, BinaryPrimitives.ReverseEndianness(BitConverter.ToUInt16(bytes, 8)));")]
    [InlineData("var to = new IPEndPoint(address, (ushort)IPAddress.NetworkToHostOrder((short)from->sin_port));")]
    [InlineData("var to = new IPEndPoint(address, from->sin_port);")]
    public Task A_port_that_is_taken_from_the_wire_is_not_flagged(string statement) =>
        Swapped.VerifyAnalyzerAsync(InMethod(statement), Unsafe);

    [Fact]
    public Task A_field_that_begins_with_a_lost_port_is_flagged_once() => Unswapped.VerifyAnalyzerAsync("""
        using System.Net;
        struct sockaddr_in
        {
            public ushort sin_family = 2;
            public ushort sin_port = [|(ushort)IPAddress.HostToNetworkOrder(8080)|];
            public sockaddr_in() { }
        }
        class C { private readonly ushort _lost = [|(ushort)IPAddress.HostToNetworkOrder(8080)|]; ushort Lost => _lost; }
        """);

    [Fact]
    public Task A_structure_that_swaps_its_port_as_it_writes_it_keeps_it_in_host_order() => Unswapped.VerifyAnalyzerAsync("""
        using System.IO;
        using System.Net;
        using System.Runtime.InteropServices;
        [StructLayout(LayoutKind.Explicit)]
        struct Item
        {
            [FieldOffset(0)] public short sin_family;
            [FieldOffset(2)] public ushort sin_port;
            public void Write(BinaryWriter writer) => writer.Write(IPAddress.HostToNetworkOrder((short)sin_port));
            public static Item Of(IPEndPoint endPoint) => new() { sin_family = 2, sin_port = (ushort)endPoint.Port };
        }
        """);

    [Fact]
    public Task A_class_that_writes_its_port_byte_by_byte_keeps_it_in_host_order() => Unswapped.VerifyAnalyzerAsync("""
        using System.Net;
        class Item(IPEndPoint endPoint)
        {
            public short sin_family;
            public ushort sin_port = (ushort)endPoint.Port;
            public byte[] Write() => [0, 2, (byte)(sin_port >> 8), (byte)sin_port];
        }
        """);

    private static string InMethod(string statement) => $$"""
        using System;
        using System.Buffers.Binary;
        using System.Net;
        using System.Net.Sockets;
        using System.Runtime.InteropServices;
        [StructLayout(LayoutKind.Sequential)] struct sockaddr_in { public ushort sin_family; public ushort sin_port; public uint sin_addr; }
        [StructLayout(LayoutKind.Sequential)] struct sockaddr_in6 { public ushort sin6_family; public ushort sin6_port; }
        [StructLayout(LayoutKind.Explicit)] struct sockaddr_inet { [FieldOffset(0)] public sockaddr_in Ipv4; [FieldOffset(0)] public sockaddr_in6 Ipv6; }
        namespace Other { class sockaddr_in { public int sin_port; } }
        class Filter { public ushort RemotePort; }
        [StructLayout(LayoutKind.Sequential)] readonly record struct Entry(ushort sin_family, ushort sin_port);
        readonly struct Wrapped { public static implicit operator Wrapped(int value) => default; public static implicit operator int(Wrapped value) => 1; }
        static class Native
        {
            [DllImport("ws2_32.dll")] public static extern int connect(int socket, ref sockaddr_in address, int length);
            [DllImport("ws2_32.dll")] public static extern ushort htons(ushort port);
        }
        class C
        {
            private short DestinationPort;
            private int Sequence = 70000;
            private int WirePort;
            unsafe void M(
                sockaddr_inet* union, sockaddr_in* from, nint memory, IPEndPoint remote, EndPoint any, IPAddress address,
                ushort shortPort, byte[] bytes, int length, string text, Filter rule)
            {
                int number = remote.Port;
                {{statement}}
            }

            short Port => DestinationPort;
        }
        """;
}
