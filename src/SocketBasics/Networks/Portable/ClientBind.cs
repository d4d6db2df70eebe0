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
        if (local.Kind == EndpointKind.DualStack)
            local = remote.Kind == EndpointKind.IPv4 ? Endpoint.AnyV4(local.Port) : Endpoint.AnyV6(local.Port);
        if (!OperatingSystem.IsLinux())
            return SocketCall.Try(() => socket.Bind(new KernelEndPoint(local)));

        // As the framework does for TCP: a port of which an old connection is in TIME-WAIT could not be bound otherwise.
        if (local.IsIP)
            PortableSocketOptions.SetReuseAddress(socket);
        Span<byte> address = stackalloc byte[local.Size];
        local.Write(address);
        fixed (byte* start = address)
        {
            return Libc.Bind(socket.SafeHandle, start, (uint)address.Length) == 0
                ? NetworkError.None
                : Errno.ToNetworkError(Marshal.GetLastPInvokeError());
        }
    }
}
