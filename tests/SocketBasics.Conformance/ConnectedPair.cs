namespace SocketBasics.Conformance;

/// <summary>The two ends of one connection.</summary>
public sealed class ConnectedPair(Connection client, Connection server) : IDisposable
{
    public Connection Client { get; } = client;

    public Connection Server { get; } = server;

    public void Deconstruct(out Connection client, out Connection server) => (client, server) = (Client, Server);

    public void Dispose()
    {
        Client.Dispose();
        Server.Dispose();
    }
}
