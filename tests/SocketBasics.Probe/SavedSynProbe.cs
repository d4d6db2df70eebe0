namespace SocketBasics.Probe;

/// <summary>Tells whether a listener that keeps SYNs has kept one.</summary>
internal static class SavedSynProbe
{
    public static async Task RunAsync(TextWriter output)
    {
        await using ListeningSocket listener = ServerSocket.Create(new ServerSocketOptions { SaveSyn = true })
            .Bind(Endpoint.Loopback(0))
            .Listen();
        ConnectResult result = await ClientSocket.ConnectAsync(listener.LocalEndpoint);
        using Connection client = result.GetConnectionOrThrow();
        using Connection server = await listener.AcceptAsync();
        await output.WriteLineAsync(server.Syn is null ? "none" : "kept");
    }
}
