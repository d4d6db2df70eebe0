using System.Runtime.CompilerServices;

namespace SocketBasics;

/// <summary>A connection as a stream, or one direction of it.</summary>
/// <remarks>
/// Its access says what disposing means: of both directions it closes the connection, of the sending one it sends a FIN.
/// </remarks>
internal sealed class ConnectionStream(Connection connection, FileAccess access, Action? ended = null) : Stream
{
    private int _disposed;

    public override bool CanRead => access.HasFlag(FileAccess.Read) && Volatile.Read(ref _disposed) == 0;

    public override bool CanWrite => access.HasFlag(FileAccess.Write) && Volatile.Read(ref _disposed) == 0;

    public override bool CanSeek => false;

    public override long Length => throw NotSeekable();

    public override long Position
    {
        get => throw NotSeekable();
        set => throw NotSeekable();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        try
        {
            if (!buffer.IsEmpty)
                return await connection.ReceiveThroughViewAsync(buffer, cancellationToken).ConfigureAwait(false);

            // By convention a read into nothing waits for data: SslStream and pipes do it to hold no buffer meanwhile.
            await connection.WaitReadableThroughViewAsync(cancellationToken).ConfigureAwait(false);
            return 0;
        }
        catch (SocketOperationException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        try
        {
            await connection.SendThroughViewAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketOperationException exception)
        {
            throw new IOException(exception.Message, exception);
        }
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        ValidateBufferArguments(buffer, offset, count);
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        ReadAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override void Write(byte[] buffer, int offset, int count) =>
        WriteAsync(buffer, offset, count, CancellationToken.None).GetAwaiter().GetResult();

    public override IAsyncResult BeginRead(
        byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        TaskToAsyncResult.Begin(ReadAsync(buffer, offset, count, CancellationToken.None), callback, state);

    public override int EndRead(IAsyncResult asyncResult) => TaskToAsyncResult.End<int>(asyncResult);

    public override IAsyncResult BeginWrite(
        byte[] buffer, int offset, int count, AsyncCallback? callback, object? state) =>
        TaskToAsyncResult.Begin(WriteAsync(buffer, offset, count, CancellationToken.None), callback, state);

    public override void EndWrite(IAsyncResult asyncResult) => TaskToAsyncResult.End(asyncResult);

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken) : Task.CompletedTask;

    public override long Seek(long offset, SeekOrigin origin) => throw NotSeekable();

    public override void SetLength(long value) => throw NotSeekable();

    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            if (access == FileAccess.ReadWrite)
                connection.Dispose();
            ended?.Invoke();
        }

        base.Dispose(disposing);
    }

    private static NotSupportedException NotSeekable() => new("A connection is a stream without a position.");

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
}
