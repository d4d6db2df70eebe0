using System.Net;
using System.Net.Sockets;

namespace SocketBasics.ValidCode;

/// <summary>One listener for both families, or two.</summary>
public static class DualModeServer
{
    public static Socket Listen(int port)
    {
        if (!Socket.OSSupportsIPv6)
            return Listen(new IPEndPoint(IPAddress.Any, port));

        var socket = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
            socket.Listen(int.MaxValue);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public static (Socket V4, Socket V6) ListenTwice(int port)
    {
        Socket v6 = Listen(new IPEndPoint(IPAddress.IPv6Any, port));
        int chosen = ((IPEndPoint)v6.LocalEndPoint!).Port;
        return (Listen(new IPEndPoint(IPAddress.Any, chosen)), v6);
    }

    /// <summary>IPv4 clients have mapped addresses at such a listener.</summary>
    public static IPAddress ClientOf(Socket accepted)
    {
        IPAddress address = ((IPEndPoint)accepted.RemoteEndPoint!).Address;
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }

    public static TcpListener Framework(int port) => TcpListener.Create(port);

    private static Socket Listen(IPEndPoint local)
    {
        var socket = new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(local);
        socket.Listen();
        return socket;
    }
}
