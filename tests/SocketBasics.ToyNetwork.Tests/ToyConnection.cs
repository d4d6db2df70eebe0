using SocketBasics.Networks;

namespace SocketBasics.ToyNetwork.Tests;

/// <summary>One end of a connection: the reader of one pipe and the writer of another.</summary>
internal sealed class ToyConnection(Endpoint local, Endpoint remote, ToyPipe incoming, ToyPipe outgoing)
    : NetworkConnection
{
    public override Endpoint LocalEndpoint => local;

    public override Endpoint RemoteEndpoint => remote;

    public static (ToyConnection Client, ToyConnection Server) MakePair(Endpoint client, Endpoint server)
    {
        var toServer = new ToyPipe();
        var toClient = new ToyPipe();
        return (new(client, server, toClient, toServer), new(server, client, toServer, toClient));
    }

    public override ValueTask<NetworkResult<int>> ReceiveAsync(
        Memory<byte> buffer, CancellationToken cancellationToken) => incoming.ReadAsync(buffer, cancellationToken);

    public override ValueTask<NetworkError> WaitReadableAsync(CancellationToken cancellationToken) =>
        incoming.WaitReadableAsync(cancellationToken);

    public override ValueTask<NetworkResult<int>> SendAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken) =>
        outgoing.WriteAsync(buffer, cancellationToken);

    public override NetworkError ShutdownSend() => outgoing.End();

    public override void Abort() => Close(reset: true);

    protected override void Dispose(bool disposing) => Close(reset: incoming.HasUnread);

    private void Close(bool reset)
    {
        incoming.CloseReader(reset);
        outgoing.CloseWriter(reset);
    }
}
