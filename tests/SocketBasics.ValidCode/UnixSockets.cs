using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>Sockets with a path or an abstract name.</summary>
public static class UnixSockets
{
    public static async Task ServeOneAsync(string path, CancellationToken cancellationToken)
    {
        File.Delete(path);
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen(16);
        using Socket client = await listener.AcceptAsync(cancellationToken);
        byte[] buffer = new byte[512];
        int read = await client.ReceiveAsync(buffer, cancellationToken);
        if (read > 0)
            await client.SendAsync(buffer.AsMemory(0, read), cancellationToken);
    }

    public static Socket ConnectAbstract(string name)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.IP);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint('\0' + name));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>A client with a name of its own: a datagram client gets no answer without one.</summary>
    public static Socket Ask(string server, string own)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(own));
        socket.Connect(new UnixDomainSocketEndPoint(server));
        socket.Send("?"u8);
        return socket;
    }
}
