using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>A message whose end is a mark: the header of a response, then as much as it says.</summary>
public static class HttpByHand
{
    public static async Task<(string Header, byte[] Body)> GetAsync(string host, string path)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(host, 80);
        await using NetworkStream stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n"));

        byte[] buffer = new byte[16 * 1024];
        int filled = 0, end;
        while ((end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (filled == buffer.Length)
                throw new InvalidDataException("The header is too long.");
            int read = await stream.ReadAsync(buffer.AsMemory(filled));
            if (read == 0)
                throw new EndOfStreamException();
            filled += read;
        }

        string header = Encoding.ASCII.GetString(buffer, 0, end);
        byte[] body = new byte[ContentLength(header)];
        int early = Math.Min(filled - end - 4, body.Length);
        Array.Copy(buffer, end + 4, body, 0, early);
        await stream.ReadExactlyAsync(body.AsMemory(early));
        return (header, body);
    }

    /// <summary>All until the end, which is what HTTP/1.0 says.</summary>
    public static string ReadAll(Socket socket)
    {
        using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private static int ContentLength(string header)
    {
        foreach (string line in header.Split("\r\n"))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
                return int.Parse(line.AsSpan(15), null);
        }

        return 0;
    }
}
