using System.Net.Sockets;

namespace SocketBasics.Networks.Portable;

/// <summary>Sets the options that listeners, connections and datagram sockets share.</summary>
internal static class PortableSocketOptions
{
    public static void SetBufferSizes(Socket socket, int? receive, int? send)
    {
        if (receive is { } receiveSize)
            socket.ReceiveBufferSize = receiveSize;
        if (send is { } sendSize)
            socket.SendBufferSize = sendSize;
    }

    public static void SetKeepAlive(Socket socket, KeepAlive? keepAlive)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, keepAlive is not null);
        if (keepAlive is null)
            return;

        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, Seconds(keepAlive.Idle));
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, Seconds(keepAlive.Interval));
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, keepAlive.Count);
    }

    /// <summary>TCP_SYNCNT of Linux: how often an unanswered SYN is repeated.</summary>
    public static void SetSynRetries(Socket socket, int retries) =>
        socket.SetRawSocketOption(6, 7, BitConverter.GetBytes(retries));

    /// <summary>SO_REUSEPORT, which the framework never sets alone: its ReuseAddress sets SO_REUSEADDR with it.</summary>
    public static void SetReusePort(Socket socket)
    {
        (int level, int name) = OperatingSystem.IsLinux() || OperatingSystem.IsAndroid() ? (1, 15) : (0xffff, 0x0200);
        socket.SetRawSocketOption(level, name, BitConverter.GetBytes(1));
    }

    /// <summary>SO_REUSEADDR, which the framework never sets alone: on Unix its ReuseAddress sets SO_REUSEPORT with it.</summary>
    public static void SetReuseAddress(Socket socket)
    {
        if (OperatingSystem.IsLinux() || OperatingSystem.IsAndroid())
            socket.SetRawSocketOption(1, 2, BitConverter.GetBytes(1));
        else
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
    }

    /// <summary>
    /// Linux gives a socket that is bound to a wildcard the groups that any other socket of the machine joined, too,
    /// unless IP_MULTICAST_ALL and IPV6_MULTICAST_ALL (Linux 4.20) are off (ip(7)).
    /// </summary>
    public static void ReceiveOwnGroupsOnly(Socket socket)
    {
        ReadOnlySpan<byte> off = [0, 0, 0, 0];
        socket.SetRawSocketOption(0, 49, off);
        if (socket.AddressFamily == AddressFamily.InterNetworkV6)
            socket.SetRawSocketOption(41, 29, off);
    }

    /// <summary>The endpoint that a socket got by bind: as asked, but with the kernel's choice of port or name.</summary>
    public static Endpoint ReadLocalEndpoint(Socket socket, Endpoint asked)
    {
        // The framework's buffer for getsockname(2) is too short for a path of 108 bytes, of which Linux reports 111.
        if (asked.Kind is EndpointKind.Local or EndpointKind.Abstract)
            return asked;

        Endpoint bound = KernelEndPoint.Read(socket.LocalEndPoint);
        return asked.Kind == EndpointKind.DualStack ? Endpoint.Any(bound.Port) : bound;
    }

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
