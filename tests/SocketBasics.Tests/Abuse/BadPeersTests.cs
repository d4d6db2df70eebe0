using System.Net.Sockets;

namespace SocketBasics.Tests.Abuse;

[Collection(RunsAlone.Name)]
public sealed class BadPeersTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly ServerSocketOptions Probing =
        new() { KeepAlive = new KeepAlive { Idle = Second, Interval = Second, Count = 1 } };

    // Seen to fail with: PortableListener.AcceptAsync asking getpeername(2) for the remote endpoint (ENOTCONN).
    [Fact]
    public async Task A_client_that_reset_in_the_queue_is_accepted_and_the_first_receive_tells()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        int before = OpenSockets.CountWhenSettled();
        for (int i = 0; i < Rounds.Of(300); i++)
        {
            var client = new KernelClient(listener.LocalEndpoint);
            Endpoint name = client.LocalEndpoint;
            client.Reset();

            await using Connection connection = await listener.AcceptAsync(cancellationToken).OrHang();

            Assert.Equal(name, connection.RemoteEndpoint);
            for (int time = 0; time < 2; time++)
            {
                var failure = await Assert.ThrowsAsync<SocketOperationException>(
                    () => connection.ReceiveAsync(new byte[1], cancellationToken).OrHang());
                Assert.Equal((SocketError.ConnectionReset, name), (failure.SocketErrorCode, failure.RemoteEndpoint));
            }
        }

        Assert.Equal(before, OpenSockets.Count());
    }

    // Seen to fail with: no keep-alive on the listener (nothing tells that the peer is gone).
    [Fact]
    public async Task A_peer_that_vanished_is_noticed_by_its_reset_to_a_keep_alive_probe()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using ListeningSocket listener = ServerSocket.Create(Probing).Bind(Endpoint.Loopback(0)).Listen();
        using var client = new KernelClient(listener.LocalEndpoint);
        await using Connection connection = await listener.AcceptAsync(cancellationToken).OrHang();

        client.Vanish();

        var failure = await Assert.ThrowsAsync<SocketOperationException>(
            () => connection.ReceiveAsync(new byte[1], cancellationToken).OrHang());
        Assert.Equal(SocketError.ConnectionReset, failure.SocketErrorCode);
    }

    // Seen to fail with: a reset that neither Connection.RememberReset remembers nor PortableConnection.WasReset looks for
    // (the second receive returns 0, like a decent end).
    [Fact]
    public async Task A_peer_that_vanished_is_noticed_after_a_send()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        using var client = new KernelClient(listener.LocalEndpoint);
        await using Connection connection = await listener.AcceptAsync(cancellationToken).OrHang();

        client.Vanish();
        await connection.SendAsync(new byte[1], cancellationToken).OrHang();

        for (int time = 0; time < 2; time++)
        {
            var failure = await Assert.ThrowsAsync<SocketOperationException>(
                () => connection.ReceiveAsync(new byte[1], cancellationToken).OrHang());
            Assert.Equal(SocketError.ConnectionReset, failure.SocketErrorCode);
        }
    }

    // Seen to fail with: no keep-alive on the listener.
    [Fact]
    public async Task A_peer_that_went_silent_is_noticed_by_unanswered_keep_alive_probes()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using ListeningSocket listener = ServerSocket.Create(Probing).Bind(Endpoint.Loopback(0)).Listen();
        using var client = new KernelClient(listener.LocalEndpoint);
        await using Connection connection = await listener.AcceptAsync(cancellationToken).OrHang();

        client.GoDeaf();

        var failure = await Assert.ThrowsAsync<SocketOperationException>(
            () => connection.ReceiveAsync(new byte[1], cancellationToken).OrHang());
        Assert.Equal(SocketError.TimedOut, failure.SocketErrorCode);
    }

    // Seen to fail with: one OneAtATime for the sends of all connections.
    [Fact]
    public async Task A_peer_that_does_not_read_holds_up_only_its_own_send()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        using var deaf = new KernelClient(listener.LocalEndpoint);
        await using Connection stuck = await listener.AcceptAsync(cancellationToken).OrHang();
        using var cancel = new CancellationTokenSource();
        Task sending = stuck.SendAsync(new byte[16 * 1024 * 1024], cancel.Token).AsTask();

        for (int i = 0; i < 100; i++)
        {
            using ConnectedPair pair = await ConnectedPair.OpenAsync(listener);
            await pair.Server.SendAsync(new byte[1], cancellationToken).OrHang();
            Assert.Equal(1, await pair.Client.ReceiveAsync(new byte[1], cancellationToken).OrHang());
        }

        Assert.False(sending.IsCompleted);
        await cancel.CancelAsync();
        var canceled = await Assert.ThrowsAsync<SendCanceledException>(() => sending.OrHang());
        Assert.InRange(canceled.BytesSent, 1, (16 * 1024 * 1024) - 1);
    }
}
