using SocketBasics.Networks;

namespace SocketBasics.Tests.Networks;

/// <summary>A listener whose every operation gives the same error.</summary>
internal sealed class FailingListener(NetworkError onListen, NetworkError onAccept) : NetworkListener
{
    /// <summary>Gets or sets what hears how the listener was closed.</summary>
    public Action<bool>? OnClose { get; init; }

    public override Endpoint LocalEndpoint => Endpoint.Loopback(7);

    public override NetworkError Listen(int backlog) => onListen;

    public override ValueTask<NetworkResult<NetworkConnection>> AcceptAsync(CancellationToken cancellationToken) =>
        new(onAccept);

    protected override void Dispose(bool disposing) => OnClose?.Invoke(disposing);
}
