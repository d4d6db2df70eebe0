using System.Buffers;
using System.IO.Pipelines;

namespace SocketBasics;

/// <summary>The output of a connection as a pipe: what was written goes in one send per flush, or one for every 64 KiB.</summary>
internal sealed class ConnectionPipeWriter(Connection connection, Action ended) : PipeWriter
{
    // A buffer is a send, and often a segment. It comes from the pool at the first write and goes back at the flush.
    private const int BufferSize = 64 * 1024;

    private readonly PipeWriter _buffer = Create(
        new ConnectionStream(connection, FileAccess.Write, ended),
        new StreamPipeWriterOptions(minimumBufferSize: BufferSize));

    private int _completed;

    public override bool CanGetUnflushedBytes => true;

    public override long UnflushedBytes => _buffer.UnflushedBytes;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer.GetMemory(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _buffer.GetSpan(sizeHint);

    public override void Advance(int bytes) => _buffer.Advance(bytes);

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) =>
        _buffer.FlushAsync(cancellationToken);

    public override ValueTask<FlushResult> WriteAsync(
        ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default)
    {
        // A short body shall not travel in another segment than the header before it. Not where the flush can be canceled:
        // the body would stay in the buffer, and a caller who writes it again would send it twice.
        if (cancellationToken.CanBeCanceled || source.Length >= BufferSize || _buffer.UnflushedBytes == 0)
            return _buffer.WriteAsync(source, cancellationToken);

        _buffer.Write(source.Span);
        return _buffer.FlushAsync(cancellationToken);
    }

    public override void CancelPendingFlush() => _buffer.CancelPendingFlush();

    public override void Complete(Exception? exception = null)
    {
        AbortIfFailed(exception);
        _buffer.Complete(exception);
    }

    public override ValueTask CompleteAsync(Exception? exception = null)
    {
        AbortIfFailed(exception);
        return _buffer.CompleteAsync(exception);
    }

    /// <summary>A FIN would tell the peer that it has got everything.</summary>
    private void AbortIfFailed(Exception? exception)
    {
        if (Interlocked.Exchange(ref _completed, 1) == 0 && exception is not null)
            connection.Abort();
    }
}
