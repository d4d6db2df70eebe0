using SocketBasics.Analyzers.Tests.Verification;
using Verify = SocketBasics.Analyzers.Tests.Verification.CSharpAnalyzerVerifier<
    SocketBasics.Analyzers.SwappedPortAnalyzer>;

namespace SocketBasics.Analyzers.Tests;

/// <summary>The same mistake, and what looks like it, in programs as people write them.</summary>
public sealed class SwappedPortShapesTests
{
    [Fact]
    public Task Servers_and_clients_are_flagged() => Verify.VerifyAnalyzerAsync("""
        using System;
        using System.Buffers.Binary;
        using System.Collections.Generic;
        using System.Net;
        using System.Net.Sockets;
        using System.Threading;
        using System.Threading.Tasks;

        record Settings(string Host, int Port);

        static class ByteOrder
        {
            public static ushort HostToNetwork(this ushort value) => BinaryPrimitives.ReverseEndianness(value);
            public static int ToNetworkOrder(int port) { return IPAddress.HostToNetworkOrder((short)port); }
        }

        class Server
        {
            private const ushort DefaultPort = 5000;
            private static readonly ushort NetworkPort = BinaryPrimitives.ReverseEndianness(DefaultPort);
            private readonly int _port;
            private readonly Settings _settings = new("h", 1);

            public Server(int port) { _port = IPAddress.HostToNetworkOrder((short)port); }

            public void Start()
            {
                var listener = new TcpListener(IPAddress.Any, [|_port|]);
                listener.Start();
            }

            public TcpListener Other() => new(IPAddress.IPv6Any, [|NetworkPort|]);

            public async Task RunAsync(CancellationToken token)
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                var local = new IPEndPoint(IPAddress.Any, [|DefaultPort.HostToNetwork()|]);
                socket.Bind(local);
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, [|ByteOrder.ToNetworkOrder(DefaultPort)|]), token).ConfigureAwait(false);
            }

            public void Dial(string[] args)
            {
                int port = args.Length > 1 ? int.Parse(args[1]) : DefaultPort;
                short netPort = IPAddress.HostToNetworkOrder((short)port);
                using var client = new TcpClient(args[0], [|netPort|]);
                using var other = new TcpClient();
                other.Connect(_settings.Host, [|IPAddress.HostToNetworkOrder((short)_settings.Port)|]);
                foreach (int each in new List<int> { 80, 443 })
                    other.Connect(args[0], [|(ushort)IPAddress.HostToNetworkOrder((short)each)|]);
                for (int p = 1; p < 1024; p++)
                    other.Connect(args[0], [|BinaryPrimitives.ReverseEndianness((ushort)p)|]);
                using var udp = new UdpClient([|(int)BinaryPrimitives.ReverseEndianness((ushort)port)|], AddressFamily.InterNetwork);
                var builder = new Func<int, IPEndPoint>(p => new IPEndPoint(IPAddress.Any, [|IPAddress.HostToNetworkOrder((short)p)|]));
                Swap(DefaultPort);

                static IPEndPoint Swap(ushort port)
                {
                    ushort swapped = (ushort)(((port & 0x00FF) << 8) | ((port & 0xFF00) >> 8));
                    return new IPEndPoint(IPAddress.Loopback, [|swapped|]);
                }
            }

            public void Switch(string scheme, Socket socket, int port)
            {
                int chosen = scheme switch
                {
                    "http" => IPAddress.HostToNetworkOrder((short)80),
                    _ => IPAddress.HostToNetworkOrder((short)443),
                };
                socket.Connect(scheme, [|chosen|]);
                if (BitConverter.IsLittleEndian)
                    socket.Connect(scheme, [|IPAddress.HostToNetworkOrder((short)port)|]);
                if (BitConverter.IsLittleEndian)
                {
                    byte[] bytes = BitConverter.GetBytes((ushort)port);
                    Array.Reverse(bytes);
                    port = BitConverter.ToUInt16(bytes, 0);
                }

                socket.Connect(scheme, [|port|]);
                var (a, b) = (scheme, IPAddress.HostToNetworkOrder((short)1));
                socket.Connect(a, [|b|]);
                int? maybe = null;
                socket.Connect(scheme, [|IPAddress.HostToNetworkOrder((short)(maybe ?? 80))|]);
                try { socket.Connect(scheme, [|IPAddress.HostToNetworkOrder((short)80)|]); } catch (SocketException) { }
                lock (this) { socket.Connect(new[] { IPAddress.Loopback }, [|IPAddress.HostToNetworkOrder((short)80)|]); }
            }
        }
        """);

    [Fact]
    public Task Programs_that_read_native_memory_and_packets_are_not_flagged() => Verify.VerifyAnalyzerAsync(
        """
        using System;
        using System.Buffers.Binary;
        using System.IO;
        using System.Linq;
        using System.Net;
        using System.Net.NetworkInformation;
        using System.Net.Sockets;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;

        [StructLayout(LayoutKind.Sequential)]
        struct MIB_TCPROW_OWNER_PID
        {
            public uint state, localAddr;
            [MarshalAs(UnmanagedType.ByValArray, SizeConst = 4)] public byte[] localPort;
            public uint remoteAddr, remotePort, owningPid;

            public IPEndPoint Remote => new(remoteAddr, (ushort)IPAddress.NetworkToHostOrder((short)remotePort));
            public ushort LocalPort => BitConverter.ToUInt16(new[] { localPort[1], localPort[0] }, 0);
            public IPEndPoint Local => new(localAddr, LocalPort);
            public IPEndPoint Swapped => new(localAddr, (int)((remotePort & 0xFF) << 8 | (remotePort >> 8) & 0xFF));
        }

        [StructLayout(LayoutKind.Sequential, Pack = 1)]
        struct UdpHeader
        {
            private ushort _source;
            public ushort Source => BinaryPrimitives.ReverseEndianness(_source);
            public ushort Destination;
        }

        sealed class SocksReply
        {
            public byte[] Bytes = new byte[10];
            public IPEndPoint ToEndPoint()
            {
                short port = BitConverter.ToInt16(Bytes, 8);
                return new IPEndPoint(new IPAddress(Bytes[4..8]), (ushort)IPAddress.NetworkToHostOrder(port));
            }
        }

        static class Reader
        {
            public static unsafe IPEndPoint FromPointer(byte* address)
            {
                ushort port = *(ushort*)(address + 2);
                return new IPEndPoint(*(uint*)(address + 4), BinaryPrimitives.ReverseEndianness(port));
            }

            public static IPEndPoint FromIntPtr(IntPtr address) =>
                new(0L, (ushort)IPAddress.NetworkToHostOrder(Marshal.ReadInt16(address, 2)));

            public static IPEndPoint FromSpan(ReadOnlySpan<byte> address)
            {
                ushort port = MemoryMarshal.Read<ushort>(address[2..]);
                if (BitConverter.IsLittleEndian)
                    port = BinaryPrimitives.ReverseEndianness(port);
                return new IPEndPoint(IPAddress.Any, port);
            }

            public static IPEndPoint FromReader(BinaryReader reader)
            {
                uint ip = reader.ReadUInt32();
                ushort port = reader.ReadUInt16();
                port = (ushort)((port >> 8) | (port << 8));
                return new(ip, port);
            }

            public static IPEndPoint FromHeader(in UdpHeader header) => new(IPAddress.Any, BinaryPrimitives.ReverseEndianness(header.Destination));

            public static IPEndPoint FromSource(UdpHeader header) => new(IPAddress.Any, header.Source);

            public static IPEndPoint FromArray(byte[] bytes)
            {
                byte[] copy = bytes.Skip(2).Take(2).Reverse().ToArray();
                return new(IPAddress.Any, BitConverter.ToUInt16(copy, 0));
            }

            public static IPEndPoint FromAddress(SocketAddress address) => new(IPAddress.Any, (address[2] << 8) + address[3]);

            public static IPEndPoint FromUnsafe(ref byte start) =>
                new(0L, BinaryPrimitives.ReverseEndianness(Unsafe.ReadUnaligned<ushort>(ref start)));

            public static IPEndPoint FromParts(uint address, ushort port) => new(address, (ushort)IPAddress.NetworkToHostOrder((short)port));

            public static IPEndPoint FromTable(int ipAddress, int port) => new(ipAddress, (ushort)IPAddress.NetworkToHostOrder((short)port));

            private static ushort Ntohs(ushort value) => BinaryPrimitives.ReverseEndianness(value);

            public static IPEndPoint FromTracker(byte[] peers, int i) => new(IPAddress.Any, Ntohs(BitConverter.ToUInt16(peers, i + 4)));

            public static int Next(IPEndPoint endPoint) => endPoint.Port + 1;

            public static void Log(TextWriter log, IPEndPoint endPoint)
            {
                log.WriteLine(IPAddress.HostToNetworkOrder((short)endPoint.Port));
                byte[] wire = BitConverter.GetBytes(IPAddress.HostToNetworkOrder((short)endPoint.Port));
                log.WriteLine(wire.Length);
                using var client = new TcpClient("h", endPoint.Port);
            }
        }
        """,
        new ProjectSettings { IsUnsafe = true });
}
