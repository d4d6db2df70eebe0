namespace SocketBasics.Tool.Tests;

/// <summary>A server whose queue is full: whoever connects hears nothing.</summary>
internal sealed class FullServer : IAsyncDisposable
{
    private readonly ListeningSocket _listener;
    private readonly Connection _inQueue;

    private FullServer(ListeningSocket listener, Connection inQueue) => (_listener, _inQueue) = (listener, inQueue);

    public string Port => _listener.LocalEndpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

    public static async Task<FullServer> StartAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux drops SYNs when the queue is full");
        int backlog = 0;
        ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen(backlog);
        ConnectResult result = await ClientSocket.ConnectAsync(
            listener.LocalEndpoint, cancellationToken: TestContext.Current.CancellationToken);
        return new(listener, result.GetConnectionOrThrow());
    }

    /// <summary>Waits until a SYN was dropped: somebody connects.</summary>
    public async Task WaitForSynAsync()
    {
        while (_listener.GetQueue()!.Value.DroppedSegments is 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _inQueue.DisposeAsync();
        await _listener.DisposeAsync();
    }
}
