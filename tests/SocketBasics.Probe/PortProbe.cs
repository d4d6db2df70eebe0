namespace SocketBasics.Probe;

/// <summary>Uses up the ports of a namespace that has only a few.</summary>
internal static class PortProbe
{
    private const int Enough = 100;

    public static async Task RunAsync(TextWriter output)
    {
        await using ListeningSocket server = ServerSocket.Create().Bind(Endpoint.Loopback(9_000)).Listen();
        var connections = new List<Connection>();
        ConnectResult last;
        do
        {
            last = await ClientSocket.ConnectAsync(server.LocalEndpoint);
            if (last.TryGetConnection(out Connection? connection))
                connections.Add(connection);
        }
        while (last is ConnectResult.Connected && connections.Count < Enough);

        await output.WriteLineAsync(ConnectProbe.Describe("connect", last));
        connections.ForEach(static connection => connection.Abort());

        var listeners = new List<ListeningSocket>();
        await Errors.PrintAsync("listen", output, () =>
        {
            while (listeners.Count < Enough)
                listeners.Add(ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen());
        });
        listeners.ForEach(static listener => listener.Dispose());
    }
}
