using System;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>A client on a machine with several addresses, told by its settings which one to use.</summary>
public sealed class ConfiguredLocalEndpoint
{
    public IPEndPoint? LocalEndPoint { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    public async Task<Socket> ConnectAsync(IPEndPoint remote)
    {
        var socket = new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        if (LocalEndPoint is { } local)
            socket.Bind(local);
        await socket.ConnectAsync(remote).WaitAsync(Timeout);
        return socket;
    }

    public Task<TcpClient> ConnectClientAsync(string host, int port) =>
        LocalEndPoint is null ? ConnectAsync(new TcpClient(), host, port)
            : ConnectAsync(new TcpClient(LocalEndPoint), host, port);

    /// <summary>From this interface; the kernel chooses the port.</summary>
    public static Socket ConnectFrom(IPAddress source, IPEndPoint remote)
    {
        var socket = new Socket(source.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(source, 0));
        socket.Connect(remote);
        return socket;
    }

    public async Task<ConnectResult> ConnectByLibraryAsync(Endpoint remote) =>
        await ClientSocket.ConnectAsync(remote, new ConnectOptions
        {
            LocalEndpoint = LocalEndPoint is null ? null : Endpoint.FromIPEndPoint(LocalEndPoint),
            Timeout = Timeout,
        });

    private static async Task<TcpClient> ConnectAsync(TcpClient client, string host, int port)
    {
        await client.ConnectAsync(host, port);
        return client;
    }
}
