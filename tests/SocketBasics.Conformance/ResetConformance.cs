using System.Net.Sockets;

namespace SocketBasics.Conformance;

/// <summary>A peer that disposes with unread bytes resets the connection, and how that is told.</summary>
public abstract class ResetConformance(NetworkUnderTest under) : NetworkConformance(under)
{
    [Fact(Timeout = Hang)]
    public async Task Data_received_before_a_reset_comes_first_and_then_every_call_fails_the_same_way()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        await SendHelloAndResetAsync(pair);

        Assert.Equal(Hello, await ReceiveExactlyAsync(pair.Client, Hello.Length));

        await AssertBrokenForGoodAsync(pair.Client);
    }

    // Seen to fail with: a connection that does not remember the reset (the kernel tells it once, then says 0).
    [Fact(Timeout = Hang)]
    public async Task A_send_that_is_told_of_the_reset_first_leaves_the_data_and_the_reset_to_receives()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        await SendHelloAndResetAsync(pair);

        await AssertResetAsync(SocketOperation.Send, () => SendUntilItFailsAsync(pair.Client));

        Assert.Equal(Hello, await ReceiveExactlyAsync(pair.Client, Hello.Length));
        await AssertBrokenForGoodAsync(pair.Client);
    }

    [Fact(Timeout = Hang)]
    public async Task A_waiting_receive_is_told_of_a_reset()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        Task<int> receive = pair.Client.ReceiveAsync(new byte[1], Stop).AsTask();

        await ResetAsync(pair);

        await AssertResetAsync(SocketOperation.Receive, () => receive);
        await AssertBrokenForGoodAsync(pair.Client);
    }

    [Fact(Timeout = Hang)]
    public async Task A_reset_counts_as_readable_and_the_receive_tells_it()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        Task wait = pair.Client.WaitReadableAsync(Stop).AsTask();

        await ResetAsync(pair);
        await wait;

        await AssertBrokenForGoodAsync(pair.Client);
        await pair.Client.WaitReadableAsync(Stop);
    }

    [Fact(Timeout = Hang)]
    public async Task A_receive_and_a_send_that_run_when_the_reset_comes_are_both_told()
    {
        using ConnectedPair pair = await ConnectSmallPairAsync();
        Task<int> receive = pair.Client.ReceiveAsync(new byte[1], Stop).AsTask();
        Task send = pair.Client.SendAsync(new byte[Under.MoreThanBuffersHold], Stop).AsTask();
        await pair.Server.WaitReadableAsync(Stop);

        pair.Server.Dispose();

        await AssertResetAsync(SocketOperation.Receive, () => receive);
        await AssertResetAsync(SocketOperation.Send, () => send);
        await AssertBrokenForGoodAsync(pair.Client);
    }

    // Seen to fail with: shutdown through System.Net.Sockets, which hides what the kernel says.
    [Theory(Timeout = Hang)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ShutdownSend_tells_a_reset_of_which_nobody_has_heard_and_leaves_data_and_reset_to_receives(bool withData)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the framework hides it, and the next receive tells.");
        for (int i = 0; i < 100; i++)
        {
            using ConnectedPair pair = await ConnectPairAsync();
            await (withData ? SendHelloAndResetAsync(pair) : ResetAsync(pair));

            // Nobody can wait for the reset and not hear of it; hardly ever it is still on its way.
            Exception? first = Record.Exception(pair.Client.ShutdownSend);
            Exception? second = Record.Exception(pair.Client.ShutdownSend);

            if (withData)
                Assert.Equal(Hello, await ReceiveExactlyAsync(pair.Client, Hello.Length));
            await AssertResetAsync(
                SocketOperation.Receive, () => pair.Client.ReceiveAsync(new byte[1], Stop).AsTask());
            if (first is null)
                continue;

            foreach (Exception? exception in new[] { first, second })
            {
                var told = Assert.IsType<SocketOperationException>(exception);
                Assert.Equal((SocketOperation.Shutdown, SocketError.ConnectionReset), (told.Operation, told.SocketErrorCode));
            }

            await AssertBrokenForGoodAsync(pair.Client);
            return;
        }

        Assert.Fail("ShutdownSend never told the reset.");
    }

    // Seen to fail with: a ShutdownSend that takes the reset from the kernel and does not tell the receive that gets 0.
    [Fact(Timeout = Hang)]
    public async Task A_receive_that_waits_is_told_of_a_reset_that_comes_while_ShutdownSend_runs()
    {
        using ListeningSocket listener = Listen();
        for (int i = 0; i < 200; i++)
        {
            using Connection client = await ConnectAsync(listener);
            using Connection server = await listener.AcceptAsync(Stop);
            await client.SendAsync(Hello, Stop);
            await server.WaitReadableAsync(Stop);
            Task<int> receive = client.ReceiveAsync(new byte[1], Stop).AsTask();

            using var both = new Barrier(2);
            Task reset = Task.Run(
                () =>
                {
                    both.SignalAndWait(Stop);
                    server.Dispose();
                },
                Stop);
            both.SignalAndWait(Stop);
            try
            {
                client.ShutdownSend();
            }
            catch (SocketOperationException exception)
            {
                Assert.Equal(SocketError.ConnectionReset, exception.SocketErrorCode);
            }

            await reset;
            await AssertResetAsync(SocketOperation.Receive, () => receive);
        }
    }

    [Fact(Timeout = Hang)]
    public async Task Close_is_false_when_the_peer_resets()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        await pair.Client.SendAsync(Hello, Stop);
        await pair.Server.WaitReadableAsync(Stop);
        Task<bool> close = pair.Client.CloseAsync(TimeSpan.FromMinutes(1)).AsTask();

        pair.Server.Dispose();

        Assert.False(await close);
        Assert.Throws<ObjectDisposedException>(pair.Client.ShutdownSend);
    }

    [Fact(Timeout = Hang)]
    public async Task Close_is_false_after_a_reset_that_was_told_before()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        await ResetAsync(pair);
        await AssertResetAsync(SocketOperation.Receive, () => pair.Client.ReceiveAsync(new byte[1], Stop).AsTask());

        Assert.False(await pair.Client.CloseAsync(TimeSpan.FromMinutes(1)));

        Assert.Throws<ObjectDisposedException>(pair.Client.ShutdownSend);
    }

    // Seen to fail with: the state CLOSED of TCP_INFO taken for a reset.
    [Fact(Timeout = Hang)]
    public async Task A_reset_that_follows_the_peers_end_leaves_the_end_an_end()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        await pair.Server.SendAsync(Hello, Stop);
        pair.Server.Dispose();

        // The peer is gone: the first send may go, and what answers it makes a later one fail.
        await Assert.ThrowsAsync<SocketOperationException>(() => SendUntilItFailsAsync(pair.Client));

        Assert.Equal(Hello, await ReceiveExactlyAsync(pair.Client, Hello.Length));
        Assert.Equal(0, await pair.Client.ReceiveAsync(new byte[1], Stop));
    }

    [Fact(Timeout = Hang)]
    public async Task A_connection_that_was_reset_still_knows_its_endpoints()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        (Endpoint local, Endpoint remote) = (pair.Client.LocalEndpoint, pair.Client.RemoteEndpoint);
        await ResetAsync(pair);

        var exception = await Assert.ThrowsAsync<SocketOperationException>(
            () => pair.Client.ReceiveAsync(new byte[1], Stop).AsTask());

        Assert.Equal(local, pair.Client.LocalEndpoint);
        Assert.Equal(remote, pair.Client.RemoteEndpoint);
        Assert.Equal(local, exception.LocalEndpoint);
        Assert.Equal(remote, exception.RemoteEndpoint);
        Assert.Contains(remote.ToString(), exception.Message, StringComparison.Ordinal);
    }

    private static async Task ResetAsync(ConnectedPair pair)
    {
        await pair.Client.SendAsync(Hello, Stop);
        await pair.Server.WaitReadableAsync(Stop);
        pair.Server.Dispose();
    }

    private static async Task SendHelloAndResetAsync(ConnectedPair pair)
    {
        await pair.Server.SendAsync(Hello, Stop);
        await pair.Client.WaitReadableAsync(Stop);
        await ResetAsync(pair);
    }

    private static async Task SendUntilItFailsAsync(Connection connection)
    {
        while (true)
        {
            await connection.SendAsync(Hello, Stop);
            await Task.Yield();
        }
    }

    private static async Task AssertBrokenForGoodAsync(Connection connection)
    {
        for (int i = 0; i < 3; i++)
        {
            await AssertResetAsync(SocketOperation.Receive, () => connection.ReceiveAsync(new byte[1], Stop).AsTask());
            await AssertResetAsync(SocketOperation.Send, () => connection.SendAsync(Hello, Stop).AsTask());
        }
    }
}
