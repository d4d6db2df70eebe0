namespace SocketBasics.Tool.Connect;

/// <summary>
/// A connect to this very program, before the one that is asked for: it has the code compiled, so that the times of the
/// report are those of the network.
/// </summary>
internal static class Rehearsal
{
    private static readonly ConnectOptions Brief = new() { Timeout = TimeSpan.FromSeconds(0.5) };

    public static async Task RunAsync(CancellationToken stop)
    {
        try
        {
            // One address of localhost refuses, the other one connects: both ways are taken.
            await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen(backlog: 1);
            int port = listener.LocalEndpoint.Port;
            ConnectResult result = await ClientSocket.ConnectAsync("localhost", port, Brief, stop);
            if (result.TryGetConnection(out Connection? connection))
                connection.Dispose();
        }
        catch (SocketOperationException)
        {
            // Without a loopback interface the times are a little longer, and everything else is the same.
        }
    }
}
