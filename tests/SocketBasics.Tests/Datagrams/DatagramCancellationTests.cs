using SocketBasics.Tests.LocalFiles;

namespace SocketBasics.Tests.Datagrams;

public sealed class DatagramCancellationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = Hang.Milliseconds)]
    [MemberData(nameof(DatagramTests.Kinds), MemberType = typeof(DatagramTests))]
    public async Task A_canceled_receive_ends_and_the_next_one_receives(string kind)
    {
        using var directory = new TemporaryDirectory();
        using DatagramSocket socket = DatagramTests.Bind(kind, directory, "socket");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        ValueTask<ReceivedDatagram> waiting = socket.ReceiveFromAsync(new byte[8], cancel.Token);
        await cancel.CancelAsync();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
        Assert.Equal(cancel.Token, exception.CancellationToken);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await socket.ReceiveFromAsync(new byte[8], cancel.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await socket.SendToAsync(new byte[1], socket.LocalEndpoint, cancel.Token));

        await socket.SendToAsync(new byte[2], socket.LocalEndpoint, Token);
        Assert.Equal(2, (await socket.ReceiveFromAsync(new byte[8], Token)).Length);
    }

    // Seen to fail with: a receive that throws OperationCanceledException whenever its token is canceled at its end.
    [Fact(Timeout = Hang.Milliseconds)]
    public async Task Cancellation_loses_no_datagram()
    {
        using DatagramSocket receiver = DatagramSocket.Bind(Endpoint.Loopback(0));
        using DatagramSocket sender = DatagramSocket.Bind(Endpoint.Loopback(0));
        byte[] buffer = new byte[4];
        for (int i = 0; i < 2_000; i++)
        {
            using var cancel = new CancellationTokenSource();
            ValueTask<ReceivedDatagram> waiting = receiver.ReceiveFromAsync(buffer, cancel.Token);
            Task canceling = Task.Run(cancel.Cancel, Token);
            await sender.SendToAsync(BitConverter.GetBytes(i), receiver.LocalEndpoint, Token);
            try
            {
                await waiting;
            }
            catch (OperationCanceledException)
            {
                await receiver.ReceiveFromAsync(buffer, Token);
            }

            Assert.Equal(i, BitConverter.ToInt32(buffer));
            await canceling;
        }
    }

    [Theory(Timeout = Hang.Milliseconds)]
    [MemberData(nameof(DatagramTests.Kinds), MemberType = typeof(DatagramTests))]
    public async Task Dispose_ends_a_waiting_receive_with_ObjectDisposedException(string kind)
    {
        using var directory = new TemporaryDirectory();
        for (int i = 0; i < 20; i++)
        {
            DatagramSocket socket = DatagramTests.Bind(kind, directory, $"socket{i}");
            ValueTask<ReceivedDatagram> waiting = socket.ReceiveFromAsync(new byte[8], Token);
            Task disposing = Task.Run(socket.Dispose, Token);
            await Assert.ThrowsAsync<ObjectDisposedException>(async () => await waiting);
            await disposing;
        }
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task A_send_that_waits_for_room_can_be_canceled_disposed_and_is_the_only_one()
    {
        using var directory = new TemporaryDirectory();
        using DatagramSocket full = DatagramTests.Bind("abstract", directory, "full");
        DatagramSocket sender = DatagramTests.Bind("unnamed", directory, "");
        sender.Connect(full.LocalEndpoint);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);

        (Task waiting, int sent) = SendUntilFull(sender, cancel.Token);
        Assert.Throws<InvalidOperationException>(() => { _ = sender.SendAsync(new byte[1], Token).AsTask(); });
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);

        // Whoever was canceled sent nothing.
        waiting = sender.SendAsync(new byte[2], Token).AsTask();
        Assert.False(waiting.IsCompleted);
        for (int i = 0; i < sent; i++)
            Assert.Equal(1, (await full.ReceiveFromAsync(new byte[8], Token)).Length);
        await waiting;
        Assert.Equal(2, (await full.ReceiveFromAsync(new byte[8], Token)).Length);

        (waiting, _) = SendUntilFull(sender, Token);
        sender.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await waiting);
    }

    // Seen to fail with: a send that gives up at the first EAGAIN.
    [Theory(Timeout = Hang.Milliseconds)]
    [InlineData("path")]
    [InlineData("abstract")]
    public async Task A_send_waits_for_a_local_queue_that_others_filled(string kind)
    {
        using var directory = new TemporaryDirectory();
        using DatagramSocket full = DatagramTests.Bind(kind, directory, "full");
        using DatagramSocket others = DatagramTests.Bind("unnamed", directory, "");
        using DatagramSocket sender = DatagramTests.Bind("unnamed", directory, "");
        others.Connect(full.LocalEndpoint);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        (Task blocked, int sent) = SendUntilFull(others, cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await blocked);

        // A receive that has waited takes up the EPOLLOUT that every socket gets at first.
        ValueTask<ReceivedDatagram> receiving = sender.ReceiveFromAsync(new byte[8], Token);
        await full.SendToAsync(new byte[3], sender.LocalEndpoint, Token);
        Assert.Equal(3, (await receiving).Length);

        ValueTask waiting = sender.SendToAsync(new byte[2], full.LocalEndpoint, Token);
        Assert.False(waiting.IsCompleted);
        for (int i = 0; i < sent; i++)
            Assert.Equal(1, (await full.ReceiveFromAsync(new byte[8], Token)).Length);
        await waiting;
        Assert.Equal(new ReceivedDatagram(2, sender.LocalEndpoint), await full.ReceiveFromAsync(new byte[8], Token));
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task A_send_to_a_full_local_queue_can_be_canceled_and_disposed()
    {
        using var directory = new TemporaryDirectory();
        using DatagramSocket full = DatagramTests.Bind("abstract", directory, "full");
        DatagramSocket sender = DatagramTests.Bind("unnamed", directory, "");
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        (Task waiting, int sent) = SendUntilFull(sender, cancel.Token, full.LocalEndpoint);
        Assert.True(sent > 0);
        await cancel.CancelAsync();
        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
        Assert.Equal(cancel.Token, canceled.CancellationToken);

        waiting = sender.SendToAsync(new byte[2], full.LocalEndpoint, Token).AsTask();
        Assert.False(waiting.IsCompleted);
        sender.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await waiting);
        for (int i = 0; i < sent; i++)
            Assert.Equal(1, (await full.ReceiveFromAsync(new byte[8], Token)).Length);
    }

    private static (Task Waiting, int Sent) SendUntilFull(
        DatagramSocket sender, CancellationToken cancellationToken, Endpoint? destination = null)
    {
        for (int sent = 0; sent < 100_000; sent++)
        {
            ValueTask sending = destination is { } endpoint
                ? sender.SendToAsync(new byte[1], endpoint, cancellationToken)
                : sender.SendAsync(new byte[1], cancellationToken);
            if (!sending.IsCompleted)
                return (sending.AsTask(), sent);
            Assert.True(sending.IsCompletedSuccessfully);
        }

        Assert.Skip("The queue takes everything here.");
        return default;
    }
}
