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

    /// <summary>SO_REUSEPORT, which the framework never sets alone: its ReuseAddress sets SO_REUSEADDR with it.</summary>
    public static void SetReusePort(Socket socket)
    {
        (int level, int name) = OperatingSystem.IsLinux() || OperatingSystem.IsAndroid() ? (1, 15) : (0xffff, 0x0200);
        socket.SetRawSocketOption(level, name, BitConverter.GetBytes(1));
    }

    private static int Seconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
