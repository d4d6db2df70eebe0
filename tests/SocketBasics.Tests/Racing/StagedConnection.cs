using SocketBasics.Networks;

namespace SocketBasics.Tests.Racing;

/// <summary>A connection that only counts how it was closed.</summary>
internal sealed class StagedConnection(Endpoint remote) : NetworkConnection
{
    private int _aborts;
    private int _disposals;

    public int Aborts => Volatile.Read(ref _aborts);

    public bool IsOpen => Aborts == 0 && Volatile.Read(ref _disposals) == 0;

    public override Endpoint LocalEndpoint => Endpoint.Loopback(40_000);

    public override Endpoint RemoteEndpoint => remote;

    public override ValueTask<NetworkResult<int>> ReceiveAsync(
        Memory<byte> buffer, CancellationToken cancellationToken) => new(NetworkError.NotSupported);

    public override ValueTask<NetworkError> WaitReadableAsync(CancellationToken cancellationToken) =>
        new(NetworkError.NotSupported);

    public override ValueTask<NetworkResult<int>> SendAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken) => new(NetworkError.NotSupported);

    public override NetworkError ShutdownSend() => NetworkError.None;

    public override void Abort() => Interlocked.Increment(ref _aborts);

    protected override void Dispose(bool disposing) => Interlocked.Increment(ref _disposals);
}
