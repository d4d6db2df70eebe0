using System.Globalization;

namespace SocketBasics.Probe;

/// <summary>Sends back what it receives, on every address and the given ports, until it is killed.</summary>
internal static class EchoProbe
{
    public static async Task RunAsync(string[] ports, TextWriter output)
    {
        var listeners = ports.Select(static port => int.Parse(port, CultureInfo.InvariantCulture))
            .Select(static port => ServerSocket.Create().Bind(Endpoint.Any(port)).Listen()).ToList();
        await output.WriteLineAsync("ready");
        await output.FlushAsync();
        await Task.WhenAll(listeners.Select(AcceptAsync));
    }

    private static async Task AcceptAsync(ListeningSocket listener)
    {
        await foreach (Connection connection in listener.AcceptAllAsync())
            _ = EchoAsync(connection);
    }

    private static async Task EchoAsync(Connection connection)
    {
        using (connection)
        {
            try
            {
                byte[] buffer = new byte[64];
                int received;
                while ((received = await connection.ReceiveAsync(buffer)) > 0)
                    await connection.SendAsync(buffer.AsMemory(0, received));
            }
            catch (SocketOperationException)
            {
                // Whatever became of the client, it is the client that tells.
            }
        }
    }
}
