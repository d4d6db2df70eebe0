using System.Net.Sockets;
using System.Runtime.InteropServices;

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

    // More than the SYNs of a connect (tcp_syn_retries is at most 127), each of which may have been answered.
    private const int MostEntries = 256;

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
    public static void SetIPv6(SafeHandle socket, bool on)
    {
        _ = SocketOption.Set(socket, SolIpV6, IpV6RecvErr, on ? 1 : 0);
    }

    /// <summary>
    /// Reads all entries, and returns the newest one that explains the error. SO_ERROR must have been read before: this
    /// clears it.
    /// </summary>
    /// <param name="socket">The socket that connected or did not.</param>
    /// <param name="error">What SO_ERROR said, or null for the newest entry whatever it explains.</param>
    /// <returns>The message and errno, or null when no message ended the connect (a reset never leaves one).</returns>
    /// <remarks>
    /// A message that ends a connect closes the socket, and is the last one. One that arrives while connect(2) still holds
    /// the socket ends nothing (sk_err_soft): more SYNs go out, and a reset or another message may follow before SO_ERROR is
    /// read. After the last SYN its number stands in for ETIMEDOUT (tcp_write_err). So the entry has the number of the error,
    /// and if none has, it was not an ICMP message.
    /// </remarks>
    public static (IcmpMessage Message, int Errno)? Read(SafeHandle socket, SocketError? error)
    {
        (IcmpMessage Message, int Errno)? heard = null;
        byte* control = stackalloc byte[512];
        byte* payload = stackalloc byte[64];
        byte* name = stackalloc byte[Endpoint.MaxSize];
        Libc.Vector vector = new() { Base = payload, Length = 64 };
        for (int i = 0; i < MostEntries; i++)
        {
            Libc.MessageHeader header = new()
            {
                Name = name,
                NameLength = Endpoint.MaxSize,
                Vectors = &vector,
                VectorCount = 1,
                Control = control,
                ControlLength = 512,
            };
            if (Libc.ReceiveMessage(socket, &header, Libc.MSG_ERRQUEUE | Libc.MSG_DONTWAIT) < 0)
                break;
            if (Find(new ReadOnlySpan<byte>(control, (int)header.ControlLength)) is { } entry
                && (error is null || Errno.ToNetworkError(entry.Errno).Code == error))
            {
                heard = entry;
            }
        }

        // Whose the address is costs a system call, and is asked for the entry that counts.
        return heard is var (message, errno)
            ? (message with { IsFromThisMachine = RouteLookup.IsOwnAddress(message.Sender) }, errno)
            : null;
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
                return (new IcmpMessage(sender, data[5], data[6]), BitConverter.ToInt32(data));
            }

            int aligned = (length + sizeof(nuint) - 1) & ~(sizeof(nuint) - 1);
            if (aligned >= control.Length)
                return null;
            control = control[aligned..];
        }

        return null;
    }
}
