using System.Net.Sockets;

namespace SocketBasics.ValidCode;

/// <summary>Linger, timeouts, keep-alive, and buffers, where they have an effect.</summary>
public static class SocketOptions
{
    /// <summary>Close throws away what is not sent, and sends a reset.</summary>
    public static void Abort(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    public static void Linger(TcpClient client, int seconds)
    {
        LingerOption linger = client.LingerState ?? new LingerOption(false, 0);
        linger.Enabled = true;
        linger.LingerTime = seconds;
        client.LingerState = linger;
    }

    public static void Prepare(Socket socket)
    {
        socket.NoDelay = true;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 30);
        socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 5);
        socket.SendBufferSize = 1 << 18;
        socket.ReceiveBufferSize = 1 << 18;
    }

    /// <summary>A timeout of the blocking call that follows.</summary>
    public static int? Receive(Socket socket, byte[] buffer)
    {
        socket.ReceiveTimeout = 5000;
        try
        {
            return socket.Receive(buffer);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.TimedOut)
        {
            return null;
        }
    }
}
