using System;
using System.Buffers.Binary;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>Four bytes of length in network byte order, then the message.</summary>
public sealed class LengthPrefixedMessages(NetworkStream stream)
{
    private const int MaxLength = 1 << 20;

    private readonly byte[] _header = new byte[sizeof(int)];

    public async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        byte[] body = Encoding.UTF8.GetBytes(text);
        byte[] message = new byte[sizeof(int) + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, body.Length);
        body.CopyTo(message.AsSpan(sizeof(int)));
        await stream.WriteAsync(message, cancellationToken);
    }

    public async Task<string?> ReceiveAsync(CancellationToken cancellationToken)
    {
        int first = await stream.ReadAsync(_header.AsMemory(0, 1), cancellationToken);
        if (first == 0)
            return null;

        await stream.ReadExactlyAsync(_header.AsMemory(1), cancellationToken);
        int length = BinaryPrimitives.ReadInt32BigEndian(_header);
        if (length is < 0 or > MaxLength)
            throw new InvalidDataException($"A message of {length} bytes.");

        byte[] body = new byte[length];
        await stream.ReadExactlyAsync(body, cancellationToken);
        return Encoding.UTF8.GetString(body);
    }

    /// <summary>The same on a socket, without a stream.</summary>
    public static byte[] Receive(Socket socket)
    {
        byte[] header = Receive(socket, sizeof(int));
        return Receive(socket, IPAddress.NetworkToHostOrder(BitConverter.ToInt32(header, 0)));
    }

    public static void Send(Socket socket, byte[] body)
    {
        byte[] header = BitConverter.GetBytes(IPAddress.HostToNetworkOrder(body.Length));
        socket.Send(new ArraySegment<byte>[] { new(header), new(body) });
    }

    private static byte[] Receive(Socket socket, int length)
    {
        byte[] bytes = new byte[length];
        int total = 0;
        while (total < length)
        {
            int read = socket.Receive(bytes, total, length - total, SocketFlags.None);
            if (read == 0)
                throw new EndOfStreamException();
            total += read;
        }

        return bytes;
    }
}
