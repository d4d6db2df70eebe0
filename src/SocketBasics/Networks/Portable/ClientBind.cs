using System.Net.Sockets;
using System.Runtime.InteropServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Portable;

/// <summary>
/// bind(2) of a client's socket. On Linux by the system call itself: without an exception on the way to an outcome, and
/// with the kernel's errno.
/// </summary>
internal static unsafe class ClientBind
{
    public static NetworkError Bind(Socket socket, Endpoint local, Endpoint remote)
    {
        local = OfFamily(local, remote);
        return OperatingSystem.IsLinux()
            ? Bind(socket.SafeHandle, local)
            : SocketCall.Try(() => socket.Bind(new KernelEndPoint(local)));
    }

    /// <summary>The wildcard of both families, in the family of the socket that connects.</summary>
    public static Endpoint OfFamily(Endpoint local, Endpoint remote) => local.Kind != EndpointKind.DualStack
        ? local
        : remote.Kind == EndpointKind.IPv4 ? Endpoint.AnyV4(local.Port) : Endpoint.AnyV6(local.Port);

    public static NetworkError Bind(SafeHandle socket, Endpoint local)
    {
        // As the framework does for TCP: a port of which an old connection is in TIME-WAIT could not be bound otherwise.
        if (local.IsIP)
            SocketOption.Set(socket, SocketOption.SOL_SOCKET, SocketOption.SO_REUSEADDR, 1);
        Span<byte> address = stackalloc byte[local.Size];
        local.Write(address);
        fixed (byte* start = address)
        {
            return Libc.Bind(socket, start, (uint)address.Length) == 0
                ? NetworkError.None
                : Errno.ToNetworkError(Marshal.GetLastPInvokeError());
        }
    }
}
