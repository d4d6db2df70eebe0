using SocketBasics.Networks;

namespace SocketBasics.Tests.Networks;

/// <summary>A connection whose every operation gives the same error.</summary>
internal sealed class FailingConnection(NetworkError error, Endpoint? remote = null) : NetworkConnection
{
    /// <summary>Gets or sets what hears how the connection was closed.</summary>
    public Action<bool>? OnClose { get; init; }

    /// <summary>Gets or sets what hears that the local endpoint is asked for.</summary>
    public Action? OnLocalEndpoint { get; init; }

    public override Endpoint LocalEndpoint
    {
        get
        {
            OnLocalEndpoint?.Invoke();
            return Endpoint.Loopback(40_000);
        }
    }

    public override Endpoint RemoteEndpoint => remote ?? Endpoint.Loopback(7);

    public override ValueTask<NetworkResult<int>> ReceiveAsync(
        Memory<byte> buffer, CancellationToken cancellationToken) => new(error);

    public override ValueTask<NetworkError> WaitReadableAsync(CancellationToken cancellationToken) => new(error);

    public override ValueTask<NetworkResult<int>> SendAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken) => new(error);

    public override NetworkError ShutdownSend() => error;

    public override NetworkError SetKeepAlive(KeepAlive? keepAlive) => error;

    public override void Abort()
    {
    }

    protected override void Dispose(bool disposing) => OnClose?.Invoke(disposing);
}
