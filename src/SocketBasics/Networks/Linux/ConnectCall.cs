using System.Runtime.InteropServices;

namespace SocketBasics.Networks.Linux;

/// <summary>connect(2) itself, instead of the framework's.</summary>
/// <remarks>
/// <para>
/// It tells the kernel's own errno: the framework knows no name for some, and takes ENOENT for EADDRNOTAVAIL.
/// </para>
/// <para>
/// And it is faster where the peer is on this machine. There the whole handshake happens within connect(2), which
/// says EINPROGRESS nevertheless: the framework then registers with epoll, and hops to the ThreadPool, to hear what one
/// more question answers at once. Measured on loopback: between 0.6 and 0.8 of the framework's time.
/// </para>
/// </remarks>
internal static unsafe class ConnectCall
{
    private const int EINTR = 4;
    private const int EINPROGRESS = 115;

    /// <summary>Begins to connect; the socket must not block.</summary>
    public static ConnectAnswer Begin(SafeHandle socket, Endpoint remote)
    {
        byte* address = stackalloc byte[Endpoint.MaxSize];
        int length = remote.Write(new Span<byte>(address, Endpoint.MaxSize));
        int errno = Libc.Connect(socket, address, (uint)length) == 0 ? 0 : Marshal.GetLastPInvokeError();
        if (remote.IsLocal)
            return new(IsDecided: true, Errno.ToNetworkError(errno), default);

        ConnectProgress progress = TcpInfoOption.ReadProgress(socket);
        if (errno is not (0 or EINTR or EINPROGRESS))
            return new(IsDecided: true, Errno.ToNetworkError(errno), progress);
        if (errno == 0 || progress.IsEstablished)
            return new(IsDecided: true, NetworkError.None, progress);

        // An ICMP message that came while connect(2) had the socket locked is kept as a soft error, which nobody is
        // woken for. SO_ERROR tells it. Without an error the connect goes on, whatever the state is called.
        int error = SocketOption.TakeError(socket);
        return new(IsDecided: error != 0, Errno.ToNetworkError(error), progress);
    }

}
