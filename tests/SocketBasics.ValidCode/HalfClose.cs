using System;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>The request ends by the end of one half; the answer comes by the other.</summary>
public static class HalfClose
{
    public static async Task<byte[]> AskAsync(string host, int port, ReadOnlyMemory<byte> request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host, port);
        NetworkStream stream = client.GetStream();
        await stream.WriteAsync(request);
        client.Client.Shutdown(SocketShutdown.Send);

        byte[] answer = new byte[64 * 1024];
        int length = 0, read;
        while (length < answer.Length && (read = await stream.ReadAsync(answer.AsMemory(length))) > 0)
            length += read;
        return answer[..length];
    }

    /// <summary>What arrives after our last word is thrown away, so that the kernel sends no reset for it.</summary>
    public static void CloseGently(Socket socket)
    {
        socket.Shutdown(SocketShutdown.Send);
        socket.ReceiveTimeout = 1000;
        byte[] ignored = new byte[4096];
        try
        {
            while (socket.Receive(ignored) > 0)
            {
            }
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.ConnectionReset)
        {
        }

        socket.Close();
    }
}
