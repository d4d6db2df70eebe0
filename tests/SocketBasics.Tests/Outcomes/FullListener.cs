namespace SocketBasics.Tests.Outcomes;

/// <summary>A listener whose queue is full: the kernel drops further SYNs in silence (listen(2)).</summary>
internal sealed class FullListener : IAsyncDisposable
{
    private readonly ListeningSocket _listener;
    private readonly List<Connection> _waiting = [];

    private FullListener(ListeningSocket listener) => _listener = listener;

    public Endpoint Endpoint => _listener.LocalEndpoint;

    public static async Task<FullListener> StartAsync(Endpoint? endpoint = null)
    {
        var full = new FullListener(ServerSocket.Create().Bind(endpoint ?? Endpoint.Loopback(0)).Listen(0));

        // A backlog of 0 lets one in (Linux); other systems have limits of their own.
        var options = new ConnectOptions { Timeout = TimeSpan.FromMilliseconds(500) };
        while (full._waiting.Count < 1_000)
        {
            ConnectResult result = await ClientSocket.ConnectAsync(
                full.Endpoint, options, TestContext.Current.CancellationToken);
            if (!result.TryGetConnection(out Connection? connection))
                return full;
            full._waiting.Add(connection);
        }

        await full.DisposeAsync();
        Assert.Skip("The queue of this system does not fill up.");
        return full;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Connection connection in _waiting)
            connection.Dispose();
        await _listener.DisposeAsync();
    }
}
