namespace SocketBasics.Conformance;

/// <summary><c>Connection.SendAsync</c> of bytes and of sequences, to its end.</summary>
public abstract class SendConformance(NetworkUnderTest under) : NetworkConformance(under)
{
    public static TheoryData<int[]> PartLengths => new()
    {
        { [] },
        { [0, 0, 0] },
        { [5] },
        { [1, 2, 3] },
        { [0, 4, 0, 0, 4, 0] },
        { [32 * 1024, 32 * 1024] },
        { [32 * 1024, 32 * 1024, 1] },
        { [0, 200_000, 0, 1, 300_000, 0] },
    };

    [Theory(Timeout = Hang)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_sends_everything_even_if_it_is_many_times_larger_than_the_buffers(bool cancelable)
    {
        using ConnectedPair pair = await ConnectSmallPairAsync();
        byte[] message = Message(Under.MoreThanBuffersHold);

        Task<byte[]> receive = ReceiveToEndAsync(pair.Server);
        await pair.Client.SendAsync(message, cancelable ? Stop : CancellationToken.None);
        pair.Client.ShutdownSend();

        AssertSame(message, await receive);
    }

    [Fact(Timeout = Hang)]
    public async Task A_send_of_nothing_sends_nothing()
    {
        using ConnectedPair pair = await ConnectPairAsync();

        await pair.Client.SendAsync(ReadOnlyMemory<byte>.Empty, Stop);
        await pair.Client.SendAsync(Hello, Stop);
        pair.Client.ShutdownSend();

        Assert.Equal(Hello, await ReceiveToEndAsync(pair.Server));
    }

    [Theory(Timeout = Hang)]
    [MemberData(nameof(PartLengths))]
    public async Task A_sequence_arrives_in_order_whatever_its_parts(int[] lengths)
    {
        using ConnectedPair pair = await ConnectPairAsync();
        byte[] message = Message(lengths.Sum());

        Task<byte[]> receive = ReceiveToEndAsync(pair.Server);
        await pair.Client.SendAsync(SequencePart.Split(message, lengths), Stop);
        pair.Client.ShutdownSend();

        AssertSame(message, await receive);
    }

    [Fact(Timeout = Hang)]
    public async Task A_second_send_is_an_InvalidOperationException_and_the_first_goes_on()
    {
        using ConnectedPair pair = await ConnectSmallPairAsync();
        byte[] message = Message(Under.MoreThanBuffersHold);
        Task first = pair.Client.SendAsync(message, Stop).AsTask();

        await Assert.ThrowsAsync<InvalidOperationException>(() => pair.Client.SendAsync(Hello, Stop).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => pair.Client.SendAsync(SequencePart.Split(Hello, 2, 3), Stop).AsTask());
        Assert.Throws<InvalidOperationException>(pair.Client.ShutdownSend);

        Task<byte[]> receive = ReceiveToEndAsync(pair.Server);
        await first;
        pair.Client.ShutdownSend();
        AssertSame(message, await receive);
    }

    [Fact(Timeout = Hang)]
    public async Task A_running_send_ends_with_ObjectDisposedException_when_its_connection_is_disposed()
    {
        using ConnectedPair pair = await ConnectSmallPairAsync();
        Task send = pair.Client.SendAsync(new byte[Under.MoreThanBuffersHold], Stop).AsTask();
        await pair.Server.WaitReadableAsync(Stop);

        pair.Client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => send);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => pair.Client.SendAsync(Hello, Stop).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => pair.Client.SendAsync(SequencePart.Split(Hello, 2, 3), Stop).AsTask());
    }

    [Fact(Timeout = Hang)]
    public async Task A_send_without_a_token_ends_with_ObjectDisposedException_when_its_connection_is_disposed()
    {
        using ConnectedPair pair = await ConnectSmallPairAsync();
        Task send = pair.Client.SendAsync(new byte[Under.MoreThanBuffersHold], CancellationToken.None).AsTask();
        await pair.Server.WaitReadableAsync(Stop);

        pair.Client.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => send);
    }
}
