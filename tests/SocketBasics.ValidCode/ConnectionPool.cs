using System;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>Connections that are used again, after a look whether the peer has ended them.</summary>
public sealed class ConnectionPool : IDisposable
{
    private readonly ConcurrentDictionary<EndPoint, ConcurrentBag<Socket>> _idle = new();

    public async Task<Socket> RentAsync(EndPoint remote)
    {
        ConcurrentBag<Socket> idle = _idle.GetOrAdd(remote, static _ => []);
        while (idle.TryTake(out Socket? socket))
        {
            if (IsUsable(socket))
                return socket;
            socket.Dispose();
        }

        var fresh = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await fresh.ConnectAsync(remote);
        }
        catch
        {
            fresh.Dispose();
            throw;
        }

        return fresh;
    }

    public void Return(Socket socket)
    {
        if (socket.Connected && socket.RemoteEndPoint is { } remote && _idle.TryGetValue(remote, out var idle))
            idle.Add(socket);
        else
            socket.Dispose();
    }

    public void Dispose()
    {
        foreach (ConcurrentBag<Socket> idle in _idle.Values)
        {
            while (idle.TryTake(out Socket? socket))
                socket.Dispose();
        }
    }

    /// <summary>Readable means the end, or an answer that nobody has asked for.</summary>
    private static bool IsUsable(Socket socket)
    {
        try
        {
            return socket.Connected && !socket.Poll(0, SelectMode.SelectRead);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
