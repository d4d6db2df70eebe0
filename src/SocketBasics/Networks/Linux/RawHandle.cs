using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SocketBasics.Networks.Linux;

/// <summary>Makes raw sockets past the framework, which refuses every protocol that it has no name for.</summary>
internal static class RawHandle
{
    private const int AF_INET = 2;
    private const int AF_INET6 = 10;
    private const int SOCK_RAW = 3;
    private const int SOCK_CLOEXEC = 0x80000;

    public static NetworkResult<Socket> Open(AddressFamily family, RawProtocol protocol)
    {
        int domain = family == AddressFamily.InterNetworkV6 ? AF_INET6 : AF_INET;
        int descriptor = Libc.Socket(domain, SOCK_RAW | SOCK_CLOEXEC, (int)protocol);
        return descriptor < 0
            ? Errno.ToNetworkError(Marshal.GetLastPInvokeError())
            : new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
    }
}
