using System.Net.Sockets;
using System.Runtime.InteropServices;
using SocketBasics.Networks.Portable;

namespace SocketBasics.Networks.Linux;

/// <summary>One connect to a local endpoint, by connect(2) itself.</summary>
/// <remarks>
/// The framework has no name for ENOTDIR, ELOOP and others, keeps the number to itself, and to ask by a second connect(2)
/// could connect twice. There is nothing to wait for: without blocking, connect(2) of a local socket connects at once, or
/// fails, with EAGAIN when the server's queue is full (unix(7)).
/// </remarks>
internal static unsafe class LocalAttempt
{
    public static NetworkAttempt Run(Endpoint remote, ConnectOptions options, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return NetworkAttempt.Failed(NetworkError.Aborted);

        NetworkResult<Socket> created = PortableAttempt.CreateSocket(remote, options, out bool failedInBind);
        if (!created.IsSuccess)
            return NetworkAttempt.Failed(created.Error) with { FailedInBind = failedInBind };

        Socket socket = created.Value;
        NetworkError error = Connect(socket, remote);
        if (error.IsNone)
            return NetworkAttempt.Connected(new PortableConnection(socket, remote));

        socket.Dispose();
        return NetworkAttempt.Failed(error);
    }

    private static NetworkError Connect(Socket socket, Endpoint remote)
    {
        socket.Blocking = false;
        Span<byte> address = stackalloc byte[remote.Size];
        remote.Write(address);
        fixed (byte* start = address)
        {
            return Libc.Connect(socket.SafeHandle, start, (uint)address.Length) == 0
                ? NetworkError.None
                : Errno.ToNetworkError(Marshal.GetLastPInvokeError());
        }
    }
}
