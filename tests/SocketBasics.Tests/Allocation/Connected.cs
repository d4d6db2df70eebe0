namespace SocketBasics.Tests.Allocation;

/// <summary>The two ends of one connection.</summary>
internal sealed class Connected(Connection client, Connection server) : IDisposable
{
    public Connection Client { get; } = client;

    public Connection Server { get; } = server;

    public static async Task<Connected> OpenAsync(Endpoint endpoint, CancellationToken cancellationToken)
    {
        using ListeningSocket listener = ServerSocket.Create().Bind(endpoint).Listen(1);
        ConnectResult result = await ClientSocket.ConnectAsync(
            listener.LocalEndpoint, cancellationToken: cancellationToken);
        return new(result.GetConnectionOrThrow(), await listener.AcceptAsync(cancellationToken));
    }

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }
}
