using System;
using System.IO;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>Reads that take nothing: to wait, to look, to see whether the peer is there.</summary>
public static class WaitingReads
{
    public static async Task WaitAsync(Socket socket)
    {
        await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);
        await socket.ReceiveAsync(Array.Empty<byte>(), SocketFlags.None);
    }

    public static async Task WaitAsync(NetworkStream stream) =>
        await stream.ReadAsync(Memory<byte>.Empty).ConfigureAwait(false);

    public static bool StartsTls(Socket socket)
    {
        Span<byte> first = stackalloc byte[1];
        return socket.Receive(first, SocketFlags.Peek) == 1 && first[0] == 0x16;
    }

    public static bool IsAlive(Socket socket)
    {
        try
        {
            return !(socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0);
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Blocks until there is something, and gets what is there.</summary>
    public static byte[] TakeAll(Socket socket)
    {
        if (!socket.Poll(-1, SelectMode.SelectRead))
            throw new TimeoutException();
        byte[] bytes = new byte[socket.Available];
        return bytes.Length == 0 ? throw new EndOfStreamException() : bytes[..socket.Receive(bytes)];
    }

    /// <summary>Throws away what is left, without waiting.</summary>
    public static void Drain(Socket socket)
    {
        byte[] buffer = new byte[256];
        while (socket.Available > 0)
        {
            if (socket.Receive(buffer, Math.Min(buffer.Length, socket.Available), SocketFlags.None) == 0)
                break;
        }
    }
}
