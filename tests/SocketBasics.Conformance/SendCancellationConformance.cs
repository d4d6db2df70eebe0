namespace SocketBasics.Conformance;

/// <summary>What is left of a send that is canceled.</summary>
public abstract class SendCancellationConformance(NetworkUnderTest under) : NetworkConformance(under)
{
    [Fact(Timeout = Hang)]
    public async Task A_send_canceled_before_the_call_sends_nothing_and_the_connection_is_usable()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        var canceled = new CancellationToken(canceled: true);

        OperationCanceledException exception =
            await AssertCanceledAsync(pair.Client.SendAsync(Message(9), canceled), canceled);
        await AssertCanceledAsync(pair.Client.SendAsync(SequencePart.Split(Message(9), 4, 5), canceled), canceled);

        Assert.IsNotType<SendCanceledException>(exception);
        await pair.Client.SendAsync(Hello, Stop);
        pair.Client.ShutdownSend();
        Assert.Equal(Hello, await ReceiveToEndAsync(pair.Server));
    }

    [Fact(Timeout = Hang)]
    public async Task A_send_canceled_while_it_waits_to_send_its_first_byte_leaves_the_connection_usable()
    {
        using ConnectedPair pair = await ConnectSmallPairAsync();
        int filled = await FillAsync(pair.Client);

        Task<byte[]> receive = ReceiveToEndAsync(pair.Server);
        await pair.Client.SendAsync(Hello, Stop);
        pair.Client.ShutdownSend();

        AssertSame([.. Message(filled), .. Hello], await receive);
    }

    // Seen to fail with: a count of bytes that leaves out the last part (the framework's send does not tell it).
    [Theory(Timeout = Hang)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_send_canceled_after_a_part_says_exactly_how_much_went(bool inParts)
    {
        using ConnectedPair pair = await ConnectSmallPairAsync();
        byte[] message = Message(Under.MoreThanBuffersHold);
        using var cancel = new CancellationTokenSource();
        Task send = inParts
            ? pair.Client.SendAsync(SequencePart.Split(message, 1000, message.Length - 1000), cancel.Token).AsTask()
            : pair.Client.SendAsync(message, cancel.Token).AsTask();
        await pair.Server.WaitReadableAsync(Stop);

        await cancel.CancelAsync();

        var exception = Assert.IsType<SendCanceledException>(await AssertCanceledAsync(send, cancel.Token));
        pair.Client.ShutdownSend();
        byte[] received = await ReceiveToEndAsync(pair.Server);
        Assert.Equal(exception.BytesSent, received.Length);
        AssertSame(message[..received.Length], received);
    }

    [Fact(Timeout = Hang)]
    public async Task The_count_is_exact_when_the_cancellation_races_with_a_peer_that_receives()
    {
        for (int i = 0; i < 20; i++)
        {
            using ConnectedPair pair = await ConnectSmallPairAsync();
            byte[] message = Message(Under.MoreThanBuffersHold);
            using var cancel = new CancellationTokenSource();
            Task send = Task.Run(() => pair.Client.SendAsync(message, cancel.Token).AsTask(), Stop);
            byte[] before = await ReceiveExactlyAsync(pair.Server, 1 + (i * 7001));
            Task cancellation = Task.Run(cancel.Cancel, Stop);
            Task<byte[]> receive = ReceiveToEndAsync(pair.Server);

            long sent = message.Length;
            try
            {
                await send;
            }
            catch (SendCanceledException exception)
            {
                sent = exception.BytesSent;
            }

            await cancellation;
            pair.Client.ShutdownSend();
            Assert.Equal(sent, before.Length + (await receive).Length);
        }
    }

    [Fact(Timeout = Hang)]
    public async Task After_a_send_was_cut_later_sends_fail_with_a_message_that_says_so_and_receives_go_on()
    {
        using ConnectedPair pair = await ConnectSmallPairAsync();
        using var cancel = new CancellationTokenSource();
        Task send = pair.Client.SendAsync(new byte[Under.MoreThanBuffersHold], cancel.Token).AsTask();
        await pair.Server.WaitReadableAsync(Stop);
        await cancel.CancelAsync();
        var cut = await Assert.ThrowsAsync<SendCanceledException>(() => send);
        Assert.Contains($"{cut.BytesSent}", cut.Message, StringComparison.Ordinal);

        for (int i = 0; i < 2; i++)
        {
            var exception = await Assert.ThrowsAsync<InvalidOperationException>(
                () => pair.Client.SendAsync(Hello, Stop).AsTask());
            Assert.Contains($"{cut.BytesSent}", exception.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<InvalidOperationException>(
                () => pair.Client.SendAsync(SequencePart.Split(Hello, 2, 3), Stop).AsTask());
        }

        await pair.Server.SendAsync(Hello, Stop);
        Assert.Equal(Hello, await ReceiveExactlyAsync(pair.Client, Hello.Length));
    }

    /// <summary>Sends bytes one by one until one has to wait, and cancels that one.</summary>
    private static async Task<int> FillAsync(Connection connection)
    {
        byte[] message = Message(16 * 1024 * 1024);
        for (int sent = 0; sent < message.Length; sent++)
        {
            using var cancel = new CancellationTokenSource();
            Task send = connection.SendAsync(message.AsMemory(sent, 1), cancel.Token).AsTask();
            if (send.IsCompletedSuccessfully)
                continue;

            await cancel.CancelAsync();
            try
            {
                await send;
            }
            catch (OperationCanceledException exception)
            {
                Assert.IsNotType<SendCanceledException>(exception);
                Assert.Equal(cancel.Token, exception.CancellationToken);
                return sent;
            }
        }

        Assert.Fail("The buffers never filled.");
        return 0;
    }
}
