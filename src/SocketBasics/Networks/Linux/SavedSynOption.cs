using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SocketBasics.Networks.Linux;

/// <summary>TCP_SAVE_SYN on a listener, and TCP_SAVED_SYN on what it accepts (Linux 4.2; include/uapi/linux/tcp.h).</summary>
internal static class SavedSynOption
{
    private const int TCP_SAVE_SYN = 27;
    private const int TCP_SAVED_SYN = 28;

    /// <summary>Lets the kernel keep the SYNs of all clients from now on. A kernel that cannot keeps none.</summary>
    public static void Ask(Socket listener) =>
        _ = SocketOption.Set(listener.SafeHandle, SocketOption.IPPROTO_TCP, TCP_SAVE_SYN, 1);

    /// <summary>Takes it: the kernel gives it once, and frees it.</summary>
    /// <returns>The bytes of the packet, from its IP header on; 0 when there is none.</returns>
    public static int Take(SafeHandle connection, Span<byte> packet) =>
        SocketOption.Get(connection, SocketOption.IPPROTO_TCP, TCP_SAVED_SYN, packet);
}
