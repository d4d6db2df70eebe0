using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SocketBasics.Tests.Datagrams;

/// <summary>A receiver that tells how many hops a datagram had left, which only control messages say (ip(7), ipv6(7)).</summary>
internal sealed unsafe partial class HopReader : IDisposable
{
    private const int IPReceiveTtl = 12;
    private const int IPv6ReceiveHopLimit = 51;

    private readonly Socket _socket;

    public HopReader(IPAddress address, IPAddress? group = null, int interfaceIndex = 0)
    {
        _socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        bool isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        _socket.SetRawSocketOption(isIPv4 ? 0 : 41, isIPv4 ? IPReceiveTtl : IPv6ReceiveHopLimit, BitConverter.GetBytes(1));
        _socket.Bind(new IPEndPoint(address, 0));
        if (group is not null && isIPv4)
            _socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(group, interfaceIndex));
        else if (group is not null)
            _socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(group, interfaceIndex));
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public int Receive()
    {
        Assert.True(_socket.Poll(TimeSpan.FromMilliseconds(Hang.Milliseconds), SelectMode.SelectRead));
        byte* payload = stackalloc byte[64];
        byte* control = stackalloc byte[128];
        Vector vector = new() { Base = payload, Length = 64 };
        Header header = new() { Vectors = &vector, VectorCount = 1, Control = control, ControlLength = 128 };
        Assert.True(ReceiveMessage(_socket.SafeHandle, &header, 0) >= 0);
        Assert.True(header.ControlLength >= (nuint)(sizeof(nuint) + 12));
        return *(int*)(control + sizeof(nuint) + 8);
    }

    public void Dispose() => _socket.Dispose();

    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    private static partial nint ReceiveMessage(SafeHandle socket, Header* message, int flags);

    private struct Header
    {
        public byte* Name;
        public uint NameLength;
        public Vector* Vectors;
        public nuint VectorCount;
        public byte* Control;
        public nuint ControlLength;
        public int Flags;
    }

    private struct Vector
    {
        public byte* Base;
        public nuint Length;
    }
}
