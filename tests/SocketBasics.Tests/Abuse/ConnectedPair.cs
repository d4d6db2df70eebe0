namespace SocketBasics.Tests.Abuse;

/// <summary>The two ends of one connection over loopback; closing resets, so that no port is held in TIME-WAIT.</summary>
internal sealed class ConnectedPair : IDisposable
{
    private ConnectedPair(Connection client, Connection server)
    {
        Client = client;
        Server = server;
    }

    public Connection Client { get; }

    public Connection Server { get; }

    public static async Task<ConnectedPair> OpenAsync(ListeningSocket listener, ConnectOptions? options = null)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        ConnectResult result = await ClientSocket.ConnectAsync(listener.LocalEndpoint, options, cancellationToken);
        return new ConnectedPair(result.GetConnectionOrThrow(), await listener.AcceptAsync(cancellationToken).OrHang());
    }

    public void Dispose()
    {
        Client.Abort();
        Server.Abort();
    }
}
