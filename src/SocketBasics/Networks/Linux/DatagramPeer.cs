using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SocketBasics.Networks.Linux;

/// <summary>The peer of a datagram socket, set and changed by connect(2) itself.</summary>
/// <remarks>
/// Not by <see cref="Socket"/>'s Connect: when one has failed, the next one silently makes a new descriptor, which is
/// bound nowhere and has joined nothing.
/// </remarks>
internal sealed unsafe class DatagramPeer
{
    private readonly Lock _changing = new();
    private byte[]? _current;

    public NetworkError Set(Socket socket, Endpoint local, byte[] peer)
    {
        lock (_changing)
        {
            // The first connect of a socket that is bound to a wildcard chose its source address, and a second would keep
            // it: 127.0.0.1 toward another machine, an IPv4 one toward IPv6. Dissolving the connection lets it go (udp(7)).
            bool dissolves = _current is not null && local.IsWildcard;
            NetworkError error = dissolves ? Dissolve(socket, local) : NetworkError.None;
            if (error.IsNone)
                error = Connect(socket, peer);
            if (error.IsNone)
                _current = peer;
            else if (dissolves)
                _ = Connect(socket, _current!);
            return error;
        }
    }

    private static NetworkError Dissolve(Socket socket, Endpoint local)
    {
        NetworkError error = Connect(socket, new byte[Endpoint.AnyV4(0).Size]);
        if (!error.IsNone)
            return error;

        // A port that the kernel had chosen went with the connection, and is taken again; one that the caller had chosen
        // stayed, and bind says EINVAL.
        byte[] address = local.ToSocketAddress().Buffer.ToArray();
        fixed (byte* start = address)
            error = Result(Libc.Bind(socket.SafeHandle, start, (uint)address.Length));
        return error.Code == SocketError.InvalidArgument ? NetworkError.None : error;
    }

    private static NetworkError Connect(Socket socket, byte[] address)
    {
        fixed (byte* start = address)
            return Result(Libc.Connect(socket.SafeHandle, start, (uint)address.Length));
    }

    private static NetworkError Result(int result) =>
        result == 0 ? NetworkError.None : Errno.ToNetworkError(Marshal.GetLastPInvokeError());
}
