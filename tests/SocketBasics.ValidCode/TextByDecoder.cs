using System;
using System.IO;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>Text until the end: one decoder for all parts, or all bytes at once.</summary>
public static class TextByDecoder
{
    public static string ReadToEnd(Socket socket)
    {
        Decoder decoder = Encoding.UTF8.GetDecoder();
        var text = new StringBuilder();
        byte[] bytes = new byte[1024];
        char[] chars = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];
        int read;
        do
        {
            read = socket.Receive(bytes);
            int count = decoder.GetChars(bytes, 0, read, chars, 0, flush: read == 0);
            text.Append(chars, 0, count);
        }
        while (read > 0);

        return text.ToString();
    }

    public static async Task<string> ReadToEndAsync(Socket socket)
    {
        using var all = new MemoryStream();
        byte[] buffer = new byte[1024];
        while (await socket.ReceiveAsync(buffer, SocketFlags.None) is > 0 and var read)
            all.Write(buffer, 0, read);
        return Encoding.UTF8.GetString(all.GetBuffer(), 0, (int)all.Length);
    }

    /// <summary>ASCII has no character of two bytes.</summary>
    public static string ReadAsciiLine(NetworkStream stream)
    {
        var line = new StringBuilder();
        byte[] buffer = new byte[64];
        int read;
        while ((read = stream.Read(buffer, 0, buffer.Length)) != 0)
        {
            line.Append(Encoding.ASCII.GetString(buffer, 0, read));
            if (buffer.AsSpan(0, read).Contains((byte)'\n'))
                break;
        }

        return line.ToString();
    }
}
