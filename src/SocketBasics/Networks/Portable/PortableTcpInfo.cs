using System.Net.Sockets;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Portable;

/// <summary>What the system knows of a TCP socket, asked in each system's own way.</summary>
internal static class PortableTcpInfo
{
    /// <summary>Asks the system.</summary>
    /// <returns><see langword="null"/> when it does not tell, or the socket is closed.</returns>
    public static TcpInfo? Read(Socket socket)
    {
        try
        {
            if (OperatingSystem.IsLinux())
                return TcpInfoOption.Read(socket.SafeHandle);
            if (OperatingSystem.IsWindows())
                return WindowsTcpInfo.Read(socket);
            return OperatingSystem.IsMacOS() ? MacTcpInfo.Read(socket) : null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }
}
