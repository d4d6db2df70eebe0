using SocketBasics.Networks;

namespace SocketBasics.Tests.Networks.Epoll;

/// <summary>Connections of the network of Linux, both ends of each.</summary>
internal sealed class ConnectedCrowd : IDisposable
{
    private static readonly ServerSocketOptions ServerOptions = new() { Network = Network.Epoll! };
    private static readonly ConnectOptions ClientOptions = new() { Network = Network.Epoll! };

    public List<Connection> Clients { get; } = [];

    public List<Connection> Servers { get; } = [];

    public static async Task<ConnectedCrowd> OpenAsync(int count, CancellationToken stop)
    {
        using ListeningSocket listener = ServerSocket.Create(ServerOptions).Bind(Endpoint.Loopback(0)).Listen();
        var crowd = new ConnectedCrowd();
        for (int i = 0; i < count; i++)
        {
            ConnectResult result = await ClientSocket.ConnectAsync(listener.LocalEndpoint, ClientOptions, stop);
            crowd.Clients.Add(result.GetConnectionOrThrow());
            crowd.Servers.Add(await listener.AcceptAsync(stop));
        }

        return crowd;
    }

    public void Dispose()
    {
        Clients.ForEach(static client => client.Dispose());
        Servers.ForEach(static server => server.Dispose());
    }
}
