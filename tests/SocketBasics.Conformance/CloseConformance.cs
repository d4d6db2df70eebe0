namespace SocketBasics.Conformance;

/// <summary>The ways to end a connection: ShutdownSend, CloseAsync, Dispose, Abort.</summary>
public abstract class CloseConformance(NetworkUnderTest under) : NetworkConformance(under)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact(Timeout = Hang)]
    public async Task After_ShutdownSend_the_peer_sees_the_end_and_can_still_send()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        pair.Client.ShutdownSend();
        pair.Client.ShutdownSend();
        Assert.Equal(0, await pair.Server.ReceiveAsync(new byte[1], Stop));

        await pair.Server.SendAsync(Hello, Stop);
        pair.Server.ShutdownSend();

        Assert.Equal(Hello, await ReceiveToEndAsync(pair.Client));
    }

    [Fact(Timeout = Hang)]
    public async Task A_send_after_ShutdownSend_is_an_InvalidOperationException_that_says_why()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        pair.Client.ShutdownSend();

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(
            () => pair.Client.SendAsync(Hello, Stop).AsTask());

        Assert.Contains(nameof(Connection.ShutdownSend), exception.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = Hang)]
    public async Task Every_member_that_uses_a_disposed_connection_ends_with_ObjectDisposedException()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        Connection connection = pair.Client;

        connection.Dispose();
        await connection.DisposeAsync();
        connection.Abort();

        Assert.Throws<ObjectDisposedException>(connection.ShutdownSend);
        Assert.Throws<ObjectDisposedException>(connection.AsStream);
        Assert.Throws<ObjectDisposedException>(connection.AsPipe);
        Assert.Throws<ObjectDisposedException>(() => connection.NoDelay);
        Assert.Throws<ObjectDisposedException>(() => connection.NoDelay = true);
        Assert.Throws<ObjectDisposedException>(() => connection.SetKeepAlive(null));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.SendAsync(Hello, Stop).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.ReceiveAsync(new byte[1], Stop).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.WaitReadableAsync(Stop).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.CloseAsync(TimeSpan.Zero).AsTask());
    }

    [Fact(Timeout = Hang)]
    public async Task A_disposed_connection_still_knows_its_peer()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        Endpoint remote = pair.Client.RemoteEndpoint;

        pair.Client.Dispose();

        Assert.Equal(remote, pair.Client.RemoteEndpoint);
        Assert.Contains(remote.ToString(), pair.Client.ToString(), StringComparison.Ordinal);
    }

    [Fact(Timeout = Hang)]
    public async Task Bytes_sent_before_dispose_reach_the_peer()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        byte[] message = Message(10_000);
        await pair.Client.SendAsync(message, Stop);

        pair.Client.Dispose();

        Assert.Equal(message, await ReceiveToEndAsync(pair.Server));
    }

    [Fact(Timeout = Hang)]
    public async Task Abort_ends_waiting_operations_with_ObjectDisposedException()
    {
        using ConnectedPair pair = await ConnectSmallPairAsync();
        Task<int> receive = pair.Client.ReceiveAsync(new byte[1], Stop).AsTask();
        Task send = pair.Client.SendAsync(new byte[Under.MoreThanBuffersHold], Stop).AsTask();
        await pair.Server.WaitReadableAsync(Stop);

        pair.Client.Abort();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => receive);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => send);
    }

    [Fact(Timeout = Hang)]
    public async Task Close_drops_what_the_peer_still_sends_and_is_true_when_the_peer_ends_too()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        Task<bool> close = pair.Client.CloseAsync(Long).AsTask();
        Assert.Equal(0, await pair.Server.ReceiveAsync(new byte[1], Stop));

        await pair.Server.SendAsync(Message(100_000), Stop);
        Assert.False(close.IsCompleted);
        pair.Server.Dispose();

        Assert.True(await close);
        Assert.Throws<ObjectDisposedException>(pair.Client.ShutdownSend);
    }

    [Fact(Timeout = Hang)]
    public async Task Close_on_both_sides_is_true_on_both()
    {
        using ConnectedPair pair = await ConnectPairAsync();

        bool[] ended = await Task.WhenAll(
            pair.Client.CloseAsync(Long).AsTask(), pair.Server.CloseAsync(Timeout.InfiniteTimeSpan).AsTask());

        Assert.Equal([true, true], ended);
    }

    [Fact(Timeout = Hang)]
    public async Task Close_is_false_when_the_peer_does_not_end_in_time_and_the_connection_is_closed()
    {
        using ConnectedPair pair = await ConnectPairAsync();

        Task<bool> close = pair.Client.CloseAsync(Short).AsTask();
        await Under.LetTimePassAsync(close);

        Assert.False(await close);
        Assert.Throws<ObjectDisposedException>(pair.Client.ShutdownSend);
        Assert.Equal(0, await pair.Server.ReceiveAsync(new byte[1], Stop));
    }

    [Fact(Timeout = Hang)]
    public async Task Close_is_false_in_time_when_the_peer_never_stops_sending()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        Task sending = SendUntilItFailsAsync(pair.Server);

        Task<bool> close = pair.Client.CloseAsync(Short).AsTask();
        await Under.LetTimePassAsync(close);

        Assert.False(await close);
        await sending;
    }

    [Fact(Timeout = Hang)]
    public async Task Close_with_no_time_is_false_while_the_peer_has_not_ended()
    {
        using ConnectedPair pair = await ConnectPairAsync();

        Assert.False(await pair.Client.CloseAsync(TimeSpan.Zero));

        Assert.Equal(0, await pair.Server.ReceiveAsync(new byte[1], Stop));
    }

    [Fact(Timeout = Hang)]
    public async Task Close_with_no_time_is_true_when_the_peer_has_ended_already()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        await pair.Server.SendAsync(Hello, Stop);
        pair.Server.ShutdownSend();
        Assert.Equal(Hello, await ReceiveToEndAsync(pair.Client));

        Assert.True(await pair.Client.CloseAsync(TimeSpan.Zero));
    }

    [Fact(Timeout = Hang)]
    public async Task Close_out_of_range_is_an_ArgumentOutOfRangeException_and_closes_nothing()
    {
        using ConnectedPair pair = await ConnectPairAsync();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => pair.Client.CloseAsync(TimeSpan.FromSeconds(-2)).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => pair.Client.CloseAsync(TimeSpan.FromDays(25)).AsTask());

        await pair.Client.SendAsync(Hello, Stop);
    }

    [Fact(Timeout = Hang)]
    public async Task Close_during_a_receive_is_an_InvalidOperationException_and_closes_nothing()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        Task<int> receive = pair.Client.ReceiveAsync(new byte[1], Stop).AsTask();

        await Assert.ThrowsAsync<InvalidOperationException>(() => pair.Client.CloseAsync(Long).AsTask());

        await pair.Server.SendAsync(new byte[1], Stop);
        Assert.Equal(1, await receive);
    }

    [Fact(Timeout = Hang)]
    public async Task Close_during_a_send_is_an_InvalidOperationException_and_closes_nothing()
    {
        using ConnectedPair pair = await ConnectSmallPairAsync();
        byte[] message = Message(Under.MoreThanBuffersHold);
        Task send = pair.Client.SendAsync(message, Stop).AsTask();

        await Assert.ThrowsAsync<InvalidOperationException>(() => pair.Client.CloseAsync(Long).AsTask());

        Task<byte[]> receive = ReceiveToEndAsync(pair.Server);
        await send;
        pair.Client.Dispose();
        AssertSame(message, await receive);
    }

    private static async Task SendUntilItFailsAsync(Connection connection)
    {
        byte[] message = new byte[1024];
        await Assert.ThrowsAsync<SocketOperationException>(async () =>
        {
            while (true)
                await connection.SendAsync(message, Stop);
        });
    }
}
