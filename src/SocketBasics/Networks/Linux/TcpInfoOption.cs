using System.Runtime.InteropServices;

namespace SocketBasics.Networks.Linux;

/// <summary>getsockopt(2) with TCP_INFO (tcp(7)): as much of it as each question needs.</summary>
internal static class TcpInfoOption
{
    private const int TCP_INFO = 11;

    /// <summary>Reads all that the kernel tells.</summary>
    /// <returns><see langword="null"/> when the socket is none of TCP, or the kernel only resembles Linux.</returns>
    /// <exception cref="ObjectDisposedException">The descriptor is closed.</exception>
    public static TcpInfo? Read(SafeHandle socket)
    {
        Span<byte> info = stackalloc byte[LinuxTcpInfo.Size];
        int length = SocketOption.Get(socket, SocketOption.IPPROTO_TCP, TCP_INFO, info);
        return LinuxTcpInfo.Decode(info[..length]);
    }

    /// <summary>Reads the queue of a listening socket: how many connections wait in it, and how many may.</summary>
    /// <returns><see langword="null"/> when it does not listen, or the kernel does not tell.</returns>
    /// <exception cref="ObjectDisposedException">The descriptor is closed.</exception>
    public static (int Length, int Limit)? ReadQueue(SafeHandle socket)
    {
        Span<byte> info = stackalloc byte[LinuxTcpInfo.QueueSize];
        int length = SocketOption.Get(socket, SocketOption.IPPROTO_TCP, TCP_INFO, info);
        return LinuxTcpInfo.DecodeQueue(info[..length]);
    }

    /// <summary>Reads how far a connect has come.</summary>
    /// <returns>Unknown values when the socket is closed already, or the kernel only resembles Linux.</returns>
    public static ConnectProgress ReadProgress(SafeHandle socket)
    {
        // Of the 280 bytes a connect needs the first half, and it asks for every connection.
        Span<byte> info = stackalloc byte[LinuxTcpInfo.ProgressSize];
        try
        {
            int length = SocketOption.Get(socket, SocketOption.IPPROTO_TCP, TCP_INFO, info);
            return LinuxTcpInfo.DecodeProgress(info[..length]);
        }
        catch (ObjectDisposedException)
        {
            return default;
        }
    }
}
