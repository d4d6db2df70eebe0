using System.Net.Sockets;

namespace SocketBasics.Conformance;

/// <summary><see cref="Connection.AsStream"/>.</summary>
public abstract class StreamConformance(NetworkUnderTest under) : NetworkConformance(under)
{
    [Fact(Timeout = Hang)]
    public async Task The_stream_is_the_same_at_every_call_reads_writes_and_does_not_seek()
    {
        using ConnectedPair pair = await ConnectPairAsync();

        Stream stream = pair.Client.AsStream();

        Assert.Same(stream, pair.Client.AsStream());
        Assert.True(stream is { CanRead: true, CanWrite: true, CanSeek: false });
        Assert.Throws<NotSupportedException>(() => stream.Length);
        Assert.Throws<NotSupportedException>(() => stream.Position);
        Assert.Throws<NotSupportedException>(() => stream.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => stream.SetLength(0));
    }

    [Fact(Timeout = Hang)]
    public async Task What_one_stream_writes_the_other_reads()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        using var writer = new StreamWriter(pair.Client.AsStream()) { AutoFlush = true };
        using var reader = new StreamReader(pair.Server.AsStream());

        await writer.WriteLineAsync("first".AsMemory(), Stop);
        await writer.WriteLineAsync("second".AsMemory(), Stop);

        Assert.Equal("first", await reader.ReadLineAsync(Stop));
        Assert.Equal("second", await reader.ReadLineAsync(Stop));
    }

    [Fact(Timeout = Hang)]
    public async Task Synchronous_members_work_and_block()
    {
        using ConnectedPair pair = await ConnectSmallPairAsync();
        byte[] message = Message(300_000);
        Stream client = pair.Client.AsStream();
        Stream server = pair.Server.AsStream();

        Task write = Task.Run(
            () =>
            {
                client.WriteByte(42);
                client.Write(message.AsSpan(0, 10));
                client.Write(message, 10, message.Length - 10);
                client.Flush();
            },
            Stop);
        Assert.Equal(42, await Task.Run(server.ReadByte, Stop));
        byte[] received = new byte[message.Length];
        await Task.Run(() => server.ReadExactly(received), Stop);
        await write;

        AssertSame(message, received);
        client.Dispose();
        Assert.Equal(0, await Task.Run(() => server.Read(received, 0, 1), Stop));
        Assert.Equal(-1, await Task.Run(server.ReadByte, Stop));
    }

    [Fact(Timeout = Hang)]
    public async Task Begin_and_End_work_with_callback_and_state()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        Stream client = pair.Client.AsStream();
        Stream server = pair.Server.AsStream();
        byte[] buffer = new byte[16];
        object state = new();
        var called = new TaskCompletionSource<IAsyncResult>(TaskCreationOptions.RunContinuationsAsynchronously);

        IAsyncResult read = server.BeginRead(buffer, 2, 14, called.SetResult, state);
        client.EndWrite(client.BeginWrite(Hello, 1, 3, null, null));
        IAsyncResult passed = await called.Task;

        Assert.Same(state, passed.AsyncState);
        Assert.Same(state, read.AsyncState);
        int received = server.EndRead(passed);
        Assert.Equal(Hello[1..4], buffer[2..(2 + received)]);
    }

    [Fact(Timeout = Hang)]
    public async Task A_read_into_nothing_waits_for_bytes_and_takes_none()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        Stream server = pair.Server.AsStream();
        Task<int> wait = server.ReadAsync(Memory<byte>.Empty, Stop).AsTask();
        Assert.False(wait.IsCompleted);

        await pair.Client.SendAsync(Hello, Stop);

        Assert.Equal(0, await wait);
        byte[] received = new byte[Hello.Length];
        await server.ReadExactlyAsync(received, Stop);
        Assert.Equal(Hello, received);
    }

    [Fact(Timeout = Hang)]
    public async Task A_canceled_read_loses_no_byte()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        Stream server = pair.Server.AsStream();
        using var cancel = new CancellationTokenSource();
        ValueTask<int> read = server.ReadAsync(new byte[16], cancel.Token);

        await cancel.CancelAsync();
        await AssertCanceledAsync(read, cancel.Token);

        await pair.Client.SendAsync(Hello, Stop);
        byte[] received = new byte[Hello.Length];
        await server.ReadExactlyAsync(received, Stop);
        Assert.Equal(Hello, received);
    }

    [Fact(Timeout = Hang)]
    public async Task Disposing_the_stream_disposes_the_connection()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        Stream stream = pair.Client.AsStream();
        Task<int> read = stream.ReadAsync(new byte[1], Stop).AsTask();

        await stream.DisposeAsync();
        stream.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => read);
        Assert.True(stream is { CanRead: false, CanWrite: false });
        Assert.Throws<ObjectDisposedException>(pair.Client.AsStream);
        Assert.Throws<ObjectDisposedException>(() => stream.Write(Hello, 0, 1));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => stream.ReadAsync(new byte[1], Stop).AsTask());
        Assert.Equal(0, await pair.Server.ReceiveAsync(new byte[1], Stop));
    }

    [Fact(Timeout = Hang)]
    public async Task Disposing_the_connection_ends_its_stream()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        Stream stream = pair.Client.AsStream();

        pair.Client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => stream.ReadAsync(new byte[1], Stop).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => stream.WriteAsync(Hello, Stop).AsTask());
    }

    [Fact(Timeout = Hang)]
    public async Task A_reset_is_an_IOException_with_the_SocketOperationException_inside()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        await pair.Client.SendAsync(Hello, Stop);
        await pair.Server.WaitReadableAsync(Stop);
        Stream stream = pair.Client.AsStream();

        pair.Server.Dispose();

        var ofRead = await Assert.ThrowsAsync<IOException>(() => stream.ReadAsync(new byte[1], Stop).AsTask());
        var ofWrite = await Assert.ThrowsAsync<IOException>(() => stream.WriteAsync(Hello, Stop).AsTask());
        var ofSyncRead = Assert.Throws<IOException>(() => stream.Read(new byte[1], 0, 1));
        foreach (IOException exception in new[] { ofRead, ofWrite, ofSyncRead })
        {
            var inner = Assert.IsType<SocketOperationException>(exception.InnerException);
            Assert.Equal(SocketError.ConnectionReset, inner.SocketErrorCode);
            Assert.Equal(inner.Message, exception.Message);
        }
    }

    [Fact(Timeout = Hang)]
    public async Task Beside_a_stream_the_connections_own_sends_receives_and_pipe_are_InvalidOperationExceptions()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        Connection connection = pair.Client;
        connection.AsStream();

        Assert.Throws<InvalidOperationException>(connection.AsPipe);
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.ReceiveAsync(new byte[1], Stop).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.WaitReadableAsync(Stop).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.SendAsync(Hello, Stop).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => connection.SendAsync(SequencePart.Split(Hello, 2, 3), Stop).AsTask());
    }
}
