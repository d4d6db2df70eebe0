using System.IO.Pipelines;

namespace SocketBasics;

/// <summary>A connection as a duplex pipe: a reader and a writer over the two directions of its stream.</summary>
internal sealed class ConnectionPipe : IDuplexPipe
{
    private readonly Connection _connection;
    private int _open = 2;

    public ConnectionPipe(Connection connection)
    {
        _connection = connection;
        Input = PipeReader.Create(
            new ConnectionStream(connection, FileAccess.Read, EndOne),
            new StreamPipeReaderOptions(bufferSize: 64 * 1024, minimumReadSize: 4096, useZeroByteReads: true));
        Output = new ConnectionPipeWriter(connection, EndSending);
    }

    public PipeReader Input { get; }

    public PipeWriter Output { get; }

    private void EndSending()
    {
        try
        {
            _connection.ShutdownSend();
        }
        catch (Exception exception) when (exception is SocketOperationException or ObjectDisposedException or InvalidOperationException)
        {
            // The peer is gone, or a canceled flush is still being cut off: there is nobody to tell of the end.
        }

        EndOne();
    }

    private void EndOne()
    {
        if (Interlocked.Decrement(ref _open) == 0)
            _connection.Dispose();
    }
}
