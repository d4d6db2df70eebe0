namespace SocketBasics.Probe;

/// <summary>Accepts and closes until its input ends.</summary>
internal static class AcceptProbe
{
    public static async Task RunAsync(Endpoint endpoint, TextWriter output)
    {
        await using ListeningSocket listener = ServerSocket.Create().Bind(endpoint).Listen();
        await output.WriteLineAsync("ready");
        await output.FlushAsync();
        await foreach (Connection connection in listener.AcceptAllAsync())
            connection.Dispose();
    }
}
