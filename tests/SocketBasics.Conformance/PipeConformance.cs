using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace SocketBasics.Conformance;

/// <summary><see cref="Connection.AsPipe"/>.</summary>
public abstract class PipeConformance(NetworkUnderTest under) : NetworkConformance(under)
{
    [Fact(Timeout = Hang)]
    public async Task An_echo_server_over_the_pipe_returns_every_byte_and_ends_when_the_client_ends()
    {
        using ConnectedPair pair = await ConnectSmallPairAsync();
        byte[] message = Message(1024 * 1024);

        async Task EchoAsync()
        {
            IDuplexPipe pipe = pair.Server.AsPipe();
            await pipe.Input.CopyToAsync(pipe.Output, Stop);
            await pipe.Output.CompleteAsync();
            await pipe.Input.CompleteAsync();
        }

        Task echo = EchoAsync();
        Task<byte[]> receive = ReceiveToEndAsync(pair.Client);
        await pair.Client.SendAsync(message, Stop);
        pair.Client.ShutdownSend();

        AssertSame(message, await receive);
        await echo;
        Assert.Throws<ObjectDisposedException>(pair.Server.AsPipe);
    }

    [Fact(Timeout = Hang)]
    public async Task The_pipe_is_the_same_at_every_call_and_keeps_what_was_not_consumed()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        PipeReader input = pair.Server.AsPipe().Input;
        Assert.Same(input, pair.Server.AsPipe().Input);
        await pair.Client.SendAsync(Hello, Stop);

        ReadResult first = await input.ReadAtLeastAsync(Hello.Length, Stop);
        input.AdvanceTo(first.Buffer.GetPosition(2));
        ReadResult second = await input.ReadAsync(Stop);

        Assert.Equal(Hello[2..], second.Buffer.ToArray());
        input.AdvanceTo(second.Buffer.End);
    }

    [Fact(Timeout = Hang)]
    public async Task Nothing_leaves_before_flush()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        PipeWriter output = pair.Client.AsPipe().Output;
        Task wait = pair.Server.WaitReadableAsync(Stop).AsTask();
        output.Write(Hello);
        Assert.False(wait.IsCompleted);

        await output.FlushAsync(Stop);

        Assert.Equal(Hello, await ReceiveAfterAsync(wait, pair.Server));
    }

    [Fact(Timeout = Hang)]
    public async Task Completing_the_output_sends_the_end_and_the_input_goes_on()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        IDuplexPipe pipe = pair.Client.AsPipe();
        await pipe.Output.WriteAsync(Hello, Stop);

        await pipe.Output.CompleteAsync();

        Assert.Equal(Hello, await ReceiveToEndAsync(pair.Server));
        await pair.Server.SendAsync(Hello, Stop);
        ReadResult read = await pipe.Input.ReadAtLeastAsync(Hello.Length, Stop);
        Assert.Equal(Hello, read.Buffer.ToArray());
        pipe.Input.AdvanceTo(read.Buffer.End);
    }

    [Theory(Timeout = Hang)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task When_both_ends_are_completed_in_any_order_the_connection_is_disposed(bool inputFirst)
    {
        using ConnectedPair pair = await ConnectPairAsync();
        IDuplexPipe pipe = pair.Client.AsPipe();

        if (inputFirst)
            await pipe.Input.CompleteAsync();
        await pipe.Output.CompleteAsync();
        if (!inputFirst)
        {
            Assert.Same(pipe, pair.Client.AsPipe());
            await pipe.Input.CompleteAsync();
        }

        Assert.Throws<ObjectDisposedException>(pair.Client.AsPipe);
        Assert.Equal(0, await pair.Server.ReceiveAsync(new byte[1], Stop));
    }

    // Seen to fail with: an output that aborts whenever it is completed with an exception.
    [Fact(Timeout = Hang)]
    public async Task An_output_that_was_completed_is_not_aborted_by_completing_it_again_with_an_exception()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        IDuplexPipe pipe = pair.Client.AsPipe();
        await pipe.Output.CompleteAsync();

        await pipe.Output.CompleteAsync(new InvalidDataException());
        pipe.Output.Complete(new InvalidDataException());

        Assert.Equal(0, await pair.Server.ReceiveAsync(new byte[1], Stop));
        await pair.Server.SendAsync(Hello, Stop);
        ReadResult read = await pipe.Input.ReadAtLeastAsync(Hello.Length, Stop);
        Assert.Equal(Hello, read.Buffer.ToArray());
        pipe.Input.AdvanceTo(read.Buffer.End);
    }

    [Fact(Timeout = Hang)]
    public async Task A_canceled_flush_that_sent_nothing_loses_no_byte()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        PipeWriter output = pair.Client.AsPipe().Output;
        output.Write(Hello);
        Assert.Equal(Hello.Length, output.UnflushedBytes);

        output.CancelPendingFlush();
        Assert.True((await output.FlushAsync(Stop)).IsCanceled);
        await output.CompleteAsync();

        Assert.Equal(Hello, await ReceiveToEndAsync(pair.Server));
    }

    [Fact(Timeout = Hang)]
    public async Task A_canceled_read_loses_no_byte()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        PipeReader input = pair.Server.AsPipe().Input;
        using var cancel = new CancellationTokenSource();
        ValueTask<ReadResult> read = input.ReadAsync(cancel.Token);

        await cancel.CancelAsync();
        await AssertCanceledAsync(read, cancel.Token);

        await pair.Client.SendAsync(Hello, Stop);
        ReadResult result = await input.ReadAtLeastAsync(Hello.Length, Stop);
        Assert.Equal(Hello, result.Buffer.ToArray());
        input.AdvanceTo(result.Buffer.End);
    }

    [Fact(Timeout = Hang)]
    public async Task A_reset_is_an_IOException_with_the_SocketOperationException_inside()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        await pair.Client.SendAsync(Hello, Stop);
        await pair.Server.WaitReadableAsync(Stop);
        IDuplexPipe pipe = pair.Client.AsPipe();

        pair.Server.Dispose();

        var ofRead = await Assert.ThrowsAsync<IOException>(() => pipe.Input.ReadAsync(Stop).AsTask());
        var ofFlush = await Assert.ThrowsAsync<IOException>(() => pipe.Output.WriteAsync(Hello, Stop).AsTask());
        foreach (IOException exception in new[] { ofRead, ofFlush })
        {
            var inner = Assert.IsType<SocketOperationException>(exception.InnerException);
            Assert.Equal(SocketError.ConnectionReset, inner.SocketErrorCode);
        }

        await pipe.Output.CompleteAsync();
        await pipe.Input.CompleteAsync();
        Assert.Throws<ObjectDisposedException>(pair.Client.AsPipe);
    }

    [Fact(Timeout = Hang)]
    public async Task Beside_a_pipe_the_connections_own_sends_receives_and_stream_are_InvalidOperationExceptions()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        Connection connection = pair.Client;
        connection.AsPipe();

        Assert.Throws<InvalidOperationException>(connection.AsStream);
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.ReceiveAsync(new byte[1], Stop).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.WaitReadableAsync(Stop).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.SendAsync(Hello, Stop).AsTask());
    }

    private static async Task<byte[]> ReceiveAfterAsync(Task wait, Connection connection)
    {
        await wait;
        return await ReceiveExactlyAsync(connection, Hello.Length);
    }
}
