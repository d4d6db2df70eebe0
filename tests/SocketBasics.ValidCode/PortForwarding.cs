using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>What comes from either side goes to the other, until both have ended.</summary>
public static class PortForwarding
{
    public static async Task RunAsync(IPEndPoint local, string host, int port, CancellationToken cancellationToken)
    {
        using var listener = new TcpListener(local);
        listener.Start();
        while (true)
        {
            Socket client = await listener.AcceptSocketAsync(cancellationToken);
            _ = Task.Run(() => ForwardAsync(client, host, port, cancellationToken), cancellationToken);
        }
    }

    private static async Task ForwardAsync(Socket client, string host, int port, CancellationToken cancellationToken)
    {
        using (client)
        {
            using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await server.ConnectAsync(host, port, cancellationToken);
            await Task.WhenAll(
                CopyAsync(client, server, cancellationToken), CopyAsync(server, client, cancellationToken));
        }
    }

    private static async Task CopyAsync(Socket from, Socket to, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[16 * 1024];
        for (int read; (read = await from.ReceiveAsync(buffer, SocketFlags.None, cancellationToken)) > 0;)
            await SendAllAsync(to, buffer.AsMemory(0, read), cancellationToken);
        to.Shutdown(SocketShutdown.Send);
    }

    private static async Task SendAllAsync(Socket to, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        while (bytes.Length > 0)
            bytes = bytes[await to.SendAsync(bytes, SocketFlags.None, cancellationToken)..];
    }
}
