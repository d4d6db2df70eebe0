using System.Net;
using System.Net.Sockets;
using System.Threading;

namespace SocketBasics.ValidCode;

/// <summary>A thread per client, blocking calls.</summary>
public static class BlockingEchoServer
{
    public static void Run(int port)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Any, port));
        listener.Listen(128);
        while (true)
        {
            Socket client = listener.Accept();
            new Thread(() => Serve(client)) { IsBackground = true }.Start();
        }
    }

    private static void Serve(Socket client)
    {
        using (client)
        {
            try
            {
                byte[] buffer = new byte[4096];
                int read;
                while ((read = client.Receive(buffer)) > 0)
                    client.Send(buffer, 0, read, SocketFlags.None);
                client.Shutdown(SocketShutdown.Both);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
            {
            }
        }
    }
}
