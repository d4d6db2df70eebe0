using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace SocketBasics.Conformance;

/// <summary><see cref="Connection.Abort"/> where it is a reset; between local (Unix) sockets it is an end.</summary>
public abstract class AbortConformance(NetworkUnderTest under) : NetworkConformance(under)
{
    [Fact(Timeout = Hang)]
    public async Task After_Abort_the_peers_receive_and_send_fail_with_a_reset()
    {
        using ConnectedPair pair = await ConnectPairAsync();

        pair.Client.Abort();
        pair.Client.Abort();

        for (int i = 0; i < 2; i++)
        {
            await AssertResetAsync(SocketOperation.Receive, () => pair.Server.ReceiveAsync(new byte[1], Stop).AsTask());
            await AssertResetAsync(SocketOperation.Send, () => pair.Server.SendAsync(Hello, Stop).AsTask());
        }
    }

    [Fact(Timeout = Hang)]
    public async Task After_Abort_the_peer_still_receives_what_had_arrived()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        await pair.Client.SendAsync(Hello, Stop);
        await pair.Server.WaitReadableAsync(Stop);

        pair.Client.Abort();

        Assert.Equal(Hello, await ReceiveExactlyAsync(pair.Server, Hello.Length));
        await AssertResetAsync(SocketOperation.Receive, () => pair.Server.ReceiveAsync(new byte[1], Stop).AsTask());
    }

    [Fact(Timeout = Hang)]
    public async Task After_a_send_was_cut_close_is_false_and_resets_so_that_the_part_does_not_look_like_the_whole()
    {
        using ConnectedPair pair = await ConnectSmallPairAsync();
        using var cancel = new CancellationTokenSource();
        Task send = pair.Client.SendAsync(new byte[Under.MoreThanBuffersHold], cancel.Token).AsTask();
        await pair.Server.WaitReadableAsync(Stop);
        await cancel.CancelAsync();
        await Assert.ThrowsAsync<SendCanceledException>(() => send);

        Assert.False(await pair.Client.CloseAsync(TimeSpan.FromMinutes(1)));

        await Assert.ThrowsAsync<SocketOperationException>(() => ReceiveToEndAsync(pair.Server));
    }

    [Fact(Timeout = Hang)]
    public async Task An_Abort_after_the_end_leaves_the_end_an_end_and_makes_sends_fail()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        pair.Client.ShutdownSend();
        Assert.Equal(0, await pair.Server.ReceiveAsync(new byte[1], Stop));

        pair.Client.Abort();

        for (int i = 0; i < 2; i++)
        {
            // Linux says EPIPE, not ECONNRESET, when the reset comes in CLOSE-WAIT.
            var exception = await Assert.ThrowsAsync<SocketOperationException>(async () =>
            {
                while (true)
                {
                    await pair.Server.SendAsync(Hello, Stop);
                    await Task.Yield();
                }
            });
            Assert.True(exception.SocketErrorCode is SocketError.Shutdown or SocketError.ConnectionReset);
            var ofShutdown = Assert.Throws<SocketOperationException>(pair.Server.ShutdownSend);
            Assert.Equal(exception.SocketErrorCode, ofShutdown.SocketErrorCode);
            Assert.Equal(0, await pair.Server.ReceiveAsync(new byte[1], Stop));
        }
    }

    // Seen to fail with: a pipe whose output forgets why it was completed, and ends with a FIN.
    [Theory(Timeout = Hang)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_output_that_is_completed_with_an_exception_is_reset_so_that_the_part_does_not_look_like_the_whole(
        bool synchronously)
    {
        using ConnectedPair pair = await ConnectPairAsync();
        IDuplexPipe pipe = pair.Client.AsPipe();
        await pipe.Output.WriteAsync(Hello, Stop);
        await pair.Server.WaitReadableAsync(Stop);
        pipe.Output.Write(Hello);

        if (synchronously)
            pipe.Output.Complete(new InvalidDataException());
        else
            await pipe.Output.CompleteAsync(new InvalidDataException());

        Assert.Equal(Hello, await ReceiveExactlyAsync(pair.Server, Hello.Length));
        await AssertResetAsync(SocketOperation.Receive, () => pair.Server.ReceiveAsync(new byte[1], Stop).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pipe.Input.ReadAsync(Stop).AsTask());
        await pipe.Input.CompleteAsync();
    }
}
