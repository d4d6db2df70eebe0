using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using SocketBasics.Networks;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Handshake;

/// <summary>A packet socket (packet(7)) that sees the packets of one target, with the kernel's timestamps.</summary>
internal sealed unsafe class PacketSocket : IDisposable
{
    private const int AF_PACKET = 17;
    private const int SOCK_DGRAM = 2;
    private const int SOCK_NONBLOCK = 0x800;
    private const int SOCK_CLOEXEC = 0x80000;
    private const int SO_ATTACH_FILTER = 26;
    private const int SO_RCVBUFFORCE = 33;
    private const int SO_TIMESTAMPNS = 35;
    private const int SOL_PACKET = 263;
    private const int PACKET_STATISTICS = 6;
    private const ushort ETH_P_ALL = 3;
    private const int EINTR = 4;

    // Room for a few thousand packets, with what the kernel adds to each; it is less where the system's limit is.
    private const int BufferSize = 4 << 20;

    // struct sockaddr_ll { u16 family; be16 protocol; int interface; u16 hardware; u8 type, length, address[8]; }
    private const int AddressSize = 20;

    private static readonly int ControlHeaderSize = sizeof(nuint) + 8;

    private PacketSocket(SafeFileHandle handle) => Handle = handle;

    public SafeFileHandle Handle { get; }

    /// <summary>Opens a socket that sees what the filter lets through, from now on.</summary>
    /// <param name="filter">The program of the filter.</param>
    /// <param name="interfaceIndex">The interface, or 0 for all.</param>
    public static NetworkResult<PacketSocket> Open(FilterProgram.Instruction[] filter, int interfaceIndex)
    {
        // Of protocol 0 it sees nothing until it is bound, so that no packet gets past the filter.
        int descriptor = Libc.Socket(AF_PACKET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        if (descriptor < 0)
            return Errno.ToNetworkError(Marshal.GetLastPInvokeError());

        var socket = new PacketSocket(new SafeFileHandle(descriptor, ownsHandle: true));
        NetworkError error = socket.Prepare(filter, interfaceIndex);
        if (error.IsNone)
            return socket;

        socket.Dispose();
        return error;
    }

    /// <summary>Takes the next packet, if one is there.</summary>
    /// <param name="buffer">Where its beginning goes.</param>
    /// <param name="length">How many bytes of it are there.</param>
    /// <param name="time">When the kernel saw it.</param>
    /// <returns>Success, or WouldBlock when there is none.</returns>
    public NetworkError Receive(Span<byte> buffer, out int length, out DateTimeOffset time)
    {
        byte* control = stackalloc byte[128];
        fixed (byte* start = buffer)
        {
            Libc.Vector vector = new() { Base = start, Length = (nuint)buffer.Length };
            while (true)
            {
                Libc.MessageHeader header = new()
                {
                    Vectors = &vector,
                    VectorCount = 1,
                    Control = control,
                    ControlLength = 128,
                };
                length = (int)Libc.ReceiveMessage(Handle, &header, Libc.MSG_DONTWAIT);
                time = length < 0 ? default : ReadTime(new ReadOnlySpan<byte>(control, (int)header.ControlLength));
                if (length >= 0)
                    return NetworkError.None;
                if (Marshal.GetLastPInvokeError() is var errno && errno != EINTR)
                    return Errno.ToNetworkError(errno);
            }
        }
    }

    /// <summary>Takes the number of packets for which there was no room since the last call.</summary>
    public long TakeMissed()
    {
        // struct tpacket_stats { u32 packets, drops; }
        Span<byte> statistics = stackalloc byte[8];
        return SocketOption.Get(Handle, SOL_PACKET, PACKET_STATISTICS, statistics) == 8
            ? MemoryMarshal.Read<uint>(statistics[4..])
            : 0;
    }

    public void Dispose() => Handle.Dispose();

    private NetworkError Prepare(FilterProgram.Instruction[] filter, int interfaceIndex)
    {
        NetworkError error = Attach(filter);
        if (error.IsNone)
            error = SocketOption.Set(Handle, SocketOption.SOL_SOCKET, SO_TIMESTAMPNS, 1);
        if (!error.IsNone)
            return error;

        // The first needs CAP_NET_ADMIN, which CAP_NET_RAW often comes without.
        if (!SocketOption.Set(Handle, SocketOption.SOL_SOCKET, SO_RCVBUFFORCE, BufferSize).IsNone)
            _ = SocketOption.Set(Handle, SocketOption.SOL_SOCKET, SocketOption.SO_RCVBUF, BufferSize);

        byte* address = stackalloc byte[AddressSize];
        Span<byte> bytes = new(address, AddressSize);
        bytes.Clear();
        MemoryMarshal.Write(bytes, (ushort)AF_PACKET);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], ETH_P_ALL);
        MemoryMarshal.Write(bytes[4..], interfaceIndex);
        return Libc.Bind(Handle, address, AddressSize) == 0
            ? NetworkError.None
            : Errno.ToNetworkError(Marshal.GetLastPInvokeError());
    }

    private NetworkError Attach(FilterProgram.Instruction[] filter)
    {
        fixed (FilterProgram.Instruction* instructions = filter)
        {
            // struct sock_fprog { u16 len; struct sock_filter *filter; }
            nuint* program = stackalloc nuint[2];
            program[0] = 0;
            *(ushort*)program = (ushort)filter.Length;
            program[1] = (nuint)instructions;
            return Libc.SetSocketOption(
                Handle, SocketOption.SOL_SOCKET, SO_ATTACH_FILTER, (byte*)program, (uint)(2 * sizeof(nuint))) == 0
                    ? NetworkError.None
                    : Errno.ToNetworkError(Marshal.GetLastPInvokeError());
        }
    }

    private static DateTimeOffset ReadTime(ReadOnlySpan<byte> control)
    {
        // One control message, SCM_TIMESTAMPNS: a struct timespec, in machine words.
        if (control.Length < ControlHeaderSize + (2 * sizeof(nint))
            || MemoryMarshal.Read<int>(control[sizeof(nuint)..]) != SocketOption.SOL_SOCKET
            || MemoryMarshal.Read<int>(control[(sizeof(nuint) + 4)..]) != SO_TIMESTAMPNS)
        {
            return DateTimeOffset.UtcNow;
        }

        ReadOnlySpan<byte> time = control[ControlHeaderSize..];
        long seconds = MemoryMarshal.Read<nint>(time);
        long nanoseconds = MemoryMarshal.Read<nint>(time[sizeof(nint)..]);
        return DateTimeOffset.UnixEpoch.AddTicks((seconds * TimeSpan.TicksPerSecond) + (nanoseconds / 100));
    }
}
