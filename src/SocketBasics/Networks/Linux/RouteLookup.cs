using System.Net;
using System.Net.Sockets;

namespace SocketBasics.Networks.Linux;

/// <summary>Asks the kernel which route leads to an address: what <c>ip route get fibmatch</c> does (rtnetlink(7)).</summary>
internal static unsafe class RouteLookup
{
    private const int AF_NETLINK = 16;
    private const int SOCK_RAW = 3;
    private const int SOCK_CLOEXEC = 0x80000;
    private const ushort RTM_NEWROUTE = 24;
    private const ushort RTM_GETROUTE = 26;
    private const ushort NLMSG_ERROR = 2;
    private const ushort NLM_F_REQUEST = 1;
    private const uint RTM_F_FIB_MATCH = 0x2000;
    private const ushort RTA_DST = 1;
    private const ushort RTA_OIF = 4;
    private const ushort RTA_PREFSRC = 7;
    private const int MessageHeaderSize = 16;
    private const int RouteHeaderSize = 12;

    // What the kernel answers instead of the route when its type is an error (fib_props in net/ipv4/fib_semantics.c).
    private const int EACCES = 13;
    private const int EINVAL = 22;
    private const int ENETUNREACH = 101;
    private const int EHOSTUNREACH = 113;

    // rtm_type: who gets the packet.
    private const byte RTN_LOCAL = 2;
    private const byte RTN_BLACKHOLE = 6;
    private const byte RTN_UNREACHABLE = 7;
    private const byte RTN_PROHIBIT = 8;
    private const byte RTN_THROW = 9;

    public static RouteVerdict Find(IPAddress destination)
    {
        (int errno, byte type, _) = Ask(destination, RTM_F_FIB_MATCH);
        return (errno, type) switch
        {
            (ENETUNREACH, _) or (0, RTN_THROW) => RouteVerdict.NoRoute,
            (EINVAL, _) or (0, RTN_BLACKHOLE) => RouteVerdict.Blackhole,
            (EHOSTUNREACH, _) or (0, RTN_UNREACHABLE) => RouteVerdict.Unreachable,
            (EACCES, _) or (0, RTN_PROHIBIT) => RouteVerdict.Prohibited,
            (0, not 0) => RouteVerdict.Routed,
            _ => RouteVerdict.Unknown,
        };
    }

    /// <summary>Whether the address is one of this machine's: its route is of the type "local".</summary>
    public static bool IsOwnAddress(IPAddress address) => Ask(address, RTM_F_FIB_MATCH) is (0, RTN_LOCAL, _);

    /// <summary>Finds the address that packets to this one would come from; null when no route leads there.</summary>
    /// <returns>False when the kernel could not be asked: out of descriptors, or no netlink in a sandbox.</returns>
    public static bool TryFindSource(IPAddress destination, out IPAddress? source)
    {
        (int errno, byte type, source) = Ask(destination, flags: 0);
        return errno != 0 || type != 0;
    }

    private static (int Errno, byte Type, IPAddress? Source) Ask(IPAddress destination, uint flags)
    {
        int socket = Libc.Socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 0);
        if (socket < 0)
            return default;
        try
        {
            Span<byte> request = stackalloc byte[MessageHeaderSize + RouteHeaderSize + 4 + 16 + 8];
            int length = WriteRequest(request, destination, flags);
            byte* answer = stackalloc byte[4096];
            fixed (byte* start = request)
            {
                if (Libc.Send(socket, start, (nuint)length, 0) != length)
                    return default;
            }

            // The kernel answers a route request within send(2): there is nothing to wait for.
            nint received = Libc.Receive(socket, answer, 4096, Libc.MSG_DONTWAIT);
            return received < MessageHeaderSize
                ? default
                : ReadAnswer(new ReadOnlySpan<byte>(answer, (int)received));
        }
        finally
        {
            Libc.Close(socket);
        }
    }

    private static int WriteRequest(Span<byte> request, IPAddress destination, uint flags)
    {
        bool isIPv4 = destination.AddressFamily == AddressFamily.InterNetwork;
        int addressLength = isIPv4 ? 4 : 16;

        // A link-local address is one of every link: without the interface of its scope no route would lead to it.
        uint scope = isIPv4 ? 0 : (uint)destination.ScopeId;
        int length = MessageHeaderSize + RouteHeaderSize + 4 + addressLength + (scope == 0 ? 0 : 8);
        request.Clear();

        // struct nlmsghdr { u32 length; u16 type, flags; u32 sequence, port; }
        BitConverter.TryWriteBytes(request, length);
        BitConverter.TryWriteBytes(request[4..], RTM_GETROUTE);
        BitConverter.TryWriteBytes(request[6..], NLM_F_REQUEST);

        // struct rtmsg { u8 family, dst_len, src_len, tos, table, protocol, scope, type; u32 flags; }
        Span<byte> route = request[MessageHeaderSize..];
        route[0] = isIPv4 ? (byte)2 : (byte)10;
        route[1] = (byte)(addressLength * 8);
        BitConverter.TryWriteBytes(route[8..], flags);

        // struct rtattr { u16 length, type; }
        Span<byte> attribute = route[RouteHeaderSize..];
        BitConverter.TryWriteBytes(attribute, (ushort)(4 + addressLength));
        BitConverter.TryWriteBytes(attribute[2..], RTA_DST);
        destination.TryWriteBytes(attribute[4..], out _);
        if (scope != 0)
        {
            Span<byte> device = attribute[(4 + addressLength)..];
            BitConverter.TryWriteBytes(device, (ushort)8);
            BitConverter.TryWriteBytes(device[2..], RTA_OIF);
            BitConverter.TryWriteBytes(device[4..], scope);
        }

        return length;
    }

    private static (int Errno, byte Type, IPAddress? Source) ReadAnswer(ReadOnlySpan<byte> answer)
    {
        ushort type = BitConverter.ToUInt16(answer[4..]);
        if (type == NLMSG_ERROR && answer.Length >= MessageHeaderSize + 4)
            return (-BitConverter.ToInt32(answer[MessageHeaderSize..]), 0, null);

        return type == RTM_NEWROUTE && answer.Length >= MessageHeaderSize + RouteHeaderSize
            ? (0, answer[MessageHeaderSize + 7], ReadSource(answer[(MessageHeaderSize + RouteHeaderSize)..]))
            : default;
    }

    private static IPAddress? ReadSource(ReadOnlySpan<byte> attributes)
    {
        while (attributes.Length >= 4)
        {
            int length = BitConverter.ToUInt16(attributes);
            if (length < 4 || length > attributes.Length)
                return null;
            if (BitConverter.ToUInt16(attributes[2..]) == RTA_PREFSRC)
                return new IPAddress(attributes[4..length]);

            int aligned = (length + 3) & ~3;
            attributes = attributes[Math.Min(aligned, attributes.Length)..];
        }

        return null;
    }
}
