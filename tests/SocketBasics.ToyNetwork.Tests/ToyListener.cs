using System.Threading.Channels;
using SocketBasics.Networks;

namespace SocketBasics.ToyNetwork.Tests;

/// <summary>A queue of connections that wait for accept. It has no limit.</summary>
internal sealed class ToyListener(Endpoint local, Action closed) : NetworkListener
{
    private readonly Channel<ToyConnection> _queue = Channel.CreateUnbounded<ToyConnection>();
    private volatile bool _isListening;

    public override Endpoint LocalEndpoint => local;

    public override NetworkError Listen(int backlog)
    {
        _isListening = true;
        return NetworkError.None;
    }

    public bool TryEnqueue(ToyConnection connection) => _isListening && _queue.Writer.TryWrite(connection);

    public override async ValueTask<NetworkResult<NetworkConnection>> AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _queue.Reader.ReadAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ChannelClosedException)
        {
            return NetworkError.Aborted;
        }
    }

    protected override void Dispose(bool disposing)
    {
        closed();
        _queue.Writer.TryComplete();
        while (_queue.Reader.TryRead(out ToyConnection? waiting))
            waiting.Abort();
    }
}
