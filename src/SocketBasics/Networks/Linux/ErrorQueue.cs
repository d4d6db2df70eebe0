using System.Net.Sockets;

namespace SocketBasics.Networks.Linux;

/// <summary>
/// The error queue of a socket that failed to connect (ip(7) IP_RECVERR, recvmsg(2) MSG_ERRQUEUE): the ICMP message that
/// ended it, and the errno that the kernel made of it. Works without privileges, since Linux 5.8 for TCP as well.
/// </summary>
internal static unsafe class ErrorQueue
{
    private const int SolIp = 0;
    private const int IpRecvErr = 11;
    private const int SolIpV6 = 41;
    private const int IpV6RecvErr = 25;

    private const byte OriginIcmp = 2;
    private const byte OriginIcmp6 = 3;

    // struct sock_extended_err { u32 errno; u8 origin, type, code, pad; u32 info, data; }, then the offender's sockaddr.
    private const int ExtendedErrorSize = 16;

    // struct cmsghdr { size_t length; int level; int type; }
    private static readonly int ControlHeaderSize = sizeof(nuint) + 8;

    /// <summary>
    /// Lets ICMPv6 messages into the queue while connecting; IPv4's come without asking. To be taken back after success:
    /// on an established connection it makes soft errors fatal.
    /// </summary>
    public static void SetIPv6(Socket socket, bool on)
    {
        Span<byte> value = stackalloc byte[sizeof(int)];
        value[BitConverter.IsLittleEndian ? 0 : 3] = on ? (byte)1 : (byte)0;
        socket.SetRawSocketOption(SolIpV6, IpV6RecvErr, value);
    }

    /// <summary>Reads the oldest entry that an ICMP message left. SO_ERROR must have been read before: this clears it.</summary>
    /// <returns>The message and errno, or null when there is none (a reset never leaves one).</returns>
    public static (IcmpMessage Message, int Errno)? Read(Socket socket)
    {
        byte* control = stackalloc byte[512];
        byte* payload = stackalloc byte[64];
        byte* name = stackalloc byte[Endpoint.MaxSize];
        Libc.Vector vector = new() { Base = payload, Length = 64 };
        Libc.MessageHeader header = new()
        {
            Name = name,
            NameLength = Endpoint.MaxSize,
            Vectors = &vector,
            VectorCount = 1,
            Control = control,
            ControlLength = 512,
        };
        return Libc.ReceiveMessage(socket.SafeHandle, &header, Libc.MSG_ERRQUEUE | Libc.MSG_DONTWAIT) < 0
            ? null
            : Find(new ReadOnlySpan<byte>(control, (int)header.ControlLength));
    }

    private static (IcmpMessage Message, int Errno)? Find(ReadOnlySpan<byte> control)
    {
        while (control.Length >= ControlHeaderSize)
        {
            int length = (int)(sizeof(nuint) == 8 ? BitConverter.ToInt64(control) : BitConverter.ToInt32(control));
            if (length < ControlHeaderSize || length > control.Length)
                return null;

            int level = BitConverter.ToInt32(control[sizeof(nuint)..]);
            int type = BitConverter.ToInt32(control[(sizeof(nuint) + 4)..]);
            ReadOnlySpan<byte> data = control[ControlHeaderSize..length];
            if ((level, type) is (SolIp, IpRecvErr) or (SolIpV6, IpV6RecvErr) && data.Length > ExtendedErrorSize
                && data[4] is OriginIcmp or OriginIcmp6
                && Endpoint.TryRead(data[ExtendedErrorSize..], out Endpoint offender) && offender.Address is { } sender)
            {
                bool isOwn = RouteLookup.IsOwnAddress(sender);
                return (new IcmpMessage(sender, data[5], data[6], isOwn), BitConverter.ToInt32(data));
            }

            int aligned = (length + sizeof(nuint) - 1) & ~(sizeof(nuint) - 1);
            if (aligned >= control.Length)
                return null;
            control = control[aligned..];
        }

        return null;
    }
}
