using System.Net;
using System.Net.Sockets;
using SocketBasics.Tests.LocalFiles;

namespace SocketBasics.Tests.Datagrams;

public sealed class DatagramConnectTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = Hang.Milliseconds)]
    [MemberData(nameof(DatagramTests.Kinds), MemberType = typeof(DatagramTests))]
    public async Task Connect_sets_the_only_peer_and_Connect_again_changes_it(string kind)
    {
        using var directory = new TemporaryDirectory();
        using DatagramSocket socket = DatagramTests.Bind(kind, directory, "socket");
        using DatagramSocket first = DatagramTests.Bind(kind, directory, "first");
        using DatagramSocket second = DatagramTests.Bind(kind, directory, "second");
        byte[] buffer = new byte[8];
        Assert.Null(socket.RemoteEndpoint);

        foreach ((DatagramSocket peer, DatagramSocket other) in ((DatagramSocket, DatagramSocket)[])[(first, second), (second, first)])
        {
            socket.Connect(peer.LocalEndpoint);
            Assert.Equal(peer.LocalEndpoint, socket.RemoteEndpoint);
            await socket.SendAsync(new byte[1], Token);
            Assert.Equal(new ReceivedDatagram(1, socket.LocalEndpoint), await peer.ReceiveFromAsync(buffer, Token));

            // The kernel drops a stranger's UDP datagram, and tells a local stranger (EPERM).
            try
            {
                await other.SendToAsync(new byte[2], socket.LocalEndpoint, Token);
            }
            catch (SocketOperationException exception) when (socket.LocalEndpoint.IsLocal)
            {
                Assert.Equal(SocketError.AccessDenied, exception.SocketErrorCode);
            }

            await peer.SendToAsync(new byte[3], socket.LocalEndpoint, Token);
            Assert.Equal(new ReceivedDatagram(3, peer.LocalEndpoint), await socket.ReceiveFromAsync(buffer, Token));
        }
    }

    [Theory(Timeout = Hang.Milliseconds)]
    [InlineData("IPv4")]
    [InlineData("IPv6")]
    public async Task A_connected_UDP_socket_may_still_send_to_others(string kind)
    {
        using var directory = new TemporaryDirectory();
        using DatagramSocket socket = DatagramTests.Bind(kind, directory, "socket");
        using DatagramSocket other = DatagramTests.Bind(kind, directory, "other");
        socket.Connect(socket.LocalEndpoint);
        await socket.SendToAsync(new byte[5], other.LocalEndpoint, Token);
        Assert.Equal(new ReceivedDatagram(5, socket.LocalEndpoint), await other.ReceiveFromAsync(new byte[8], Token));
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task A_datagram_that_came_before_Connect_is_still_received()
    {
        using DatagramSocket socket = DatagramSocket.Bind(Endpoint.Loopback(0));
        using DatagramSocket stranger = DatagramSocket.Bind(Endpoint.Loopback(0));
        using DatagramSocket peer = DatagramSocket.Bind(Endpoint.Loopback(0));
        await stranger.SendToAsync(new byte[1], socket.LocalEndpoint, Token);
        socket.Connect(peer.LocalEndpoint);
        Assert.Equal(new ReceivedDatagram(1, stranger.LocalEndpoint), await socket.ReceiveFromAsync(new byte[8], Token));
    }

    [Theory(Timeout = Hang.Milliseconds)]
    [InlineData("IPv4")]
    [InlineData("IPv6")]
    public async Task A_port_unreachable_ends_the_next_operation_and_the_socket_lives_on(string kind)
    {
        using var directory = new TemporaryDirectory();
        using DatagramSocket socket = DatagramTests.Bind(kind, directory, "");
        Endpoint nobody;
        using (DatagramSocket gone = DatagramTests.Bind(kind, directory, ""))
            nobody = gone.LocalEndpoint;

        socket.Connect(nobody);
        ValueTask<ReceivedDatagram> waiting = socket.ReceiveFromAsync(new byte[8], Token);
        await socket.SendAsync(new byte[1], Token);
        AssertRefused(await Assert.ThrowsAsync<SocketOperationException>(async () => await waiting), SocketOperation.Receive);

        await socket.SendAsync(new byte[1], Token);
        AssertRefused(
            await Assert.ThrowsAsync<SocketOperationException>(async () => await socket.SendAsync(new byte[1], Token)),
            SocketOperation.Send);

        // The error was told once; somebody binds there now, and all is well.
        using DatagramSocket somebody = DatagramSocket.Bind(nobody);
        await socket.SendAsync(new byte[2], Token);
        Assert.Equal(new ReceivedDatagram(2, socket.LocalEndpoint), await somebody.ReceiveFromAsync(new byte[8], Token));
        await somebody.SendToAsync(new byte[3], socket.LocalEndpoint, Token);
        Assert.Equal(new ReceivedDatagram(3, nobody), await socket.ReceiveFromAsync(new byte[8], Token));

        void AssertRefused(SocketOperationException exception, SocketOperation operation)
        {
            Assert.Equal(SocketError.ConnectionRefused, exception.SocketErrorCode);
            Assert.Equal(operation, exception.Operation);
            Assert.Equal(socket.LocalEndpoint, exception.LocalEndpoint);
            Assert.Equal(nobody, exception.RemoteEndpoint);
        }
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task An_unconnected_socket_hears_no_port_unreachable()
    {
        using DatagramSocket socket = DatagramSocket.Bind(Endpoint.Loopback(0));
        using DatagramSocket gone = DatagramSocket.Bind(Endpoint.Loopback(0));
        gone.Dispose();
        await socket.SendToAsync(new byte[1], gone.LocalEndpoint, Token);
        await socket.SendToAsync(new byte[2], socket.LocalEndpoint, Token);
        Assert.Equal(2, (await socket.ReceiveFromAsync(new byte[8], Token)).Length);
    }

    // Seen to fail with: Socket.Connect, which after a failure connects a new descriptor that is bound nowhere.
    [Theory(Timeout = Hang.Milliseconds)]
    [InlineData("10.1.2.3", "127.0.0.1")]
    [InlineData("fd00::1", "::1")]
    public async Task After_a_failed_Connect_the_socket_is_bound_and_connected_as_before(string unreachable, string loopback)
    {
        IPAddress own = IPAddress.Parse(loopback);
        (DatagramSocket socket, DatagramSocket peer, DatagramSocket next) = OwnThread.InOwnNetwork("ip link set lo up", () => (
            DatagramSocket.Bind(Endpoint.IP(own, 0)), DatagramSocket.Bind(Endpoint.IP(own, 0)), DatagramSocket.Bind(Endpoint.IP(own, 0))));
        using (socket)
        using (peer)
        using (next)
        {
            socket.Connect(peer.LocalEndpoint);
            socket.Broadcast = true;
            for (int i = 0; i < 2; i++)
            {
                var exception = Assert.Throws<SocketOperationException>(() => socket.Connect(Endpoint.IP(IPAddress.Parse(unreachable), 9)));
                Assert.Equal(SocketError.NetworkUnreachable, exception.SocketErrorCode);
                Assert.Equal(SocketOperation.Connect, exception.Operation);
                Assert.Equal(peer.LocalEndpoint, socket.RemoteEndpoint);
            }

            socket.Connect(next.LocalEndpoint);
            Assert.True(socket.Broadcast);
            await socket.SendAsync(new byte[1], Token);
            Assert.Equal(new ReceivedDatagram(1, socket.LocalEndpoint), await next.ReceiveFromAsync(new byte[8], Token));
            await next.SendToAsync(new byte[2], socket.LocalEndpoint, Token);
            Assert.Equal(new ReceivedDatagram(2, next.LocalEndpoint), await socket.ReceiveFromAsync(new byte[8], Token));
        }
    }

    // Seen to fail with: connect(2) alone, which keeps the source address that the first connect chose: 127.0.0.1 toward
    // another machine is EINVAL, IPv4 toward IPv6 is EAFNOSUPPORT.
    [Theory(Timeout = Hang.Milliseconds)]
    [InlineData("IPv4", "127.0.0.1", "10.9.0.1")]
    [InlineData("IPv6", "::1", "fd09::1")]
    [InlineData("dual-stack", "127.0.0.1", "fd09::1")]
    [InlineData("dual-stack", "::1", "10.9.0.1")]
    public async Task A_wildcard_socket_goes_from_one_peer_to_one_that_another_source_reaches(string family, string first, string second)
    {
        const string network =
            """
            ip link set lo up
            ip address add 10.9.0.1/32 dev lo
            ip address add fd09::1/128 dev lo nodad
            """;
        (DatagramSocket socket, DatagramSocket one, DatagramSocket two) = OwnThread.InOwnNetwork(network + OwnThread.UntilIPv6IsReady, () => (
            DatagramOptionTests.Bind(family), DatagramSocket.Bind(Endpoint.IP(IPAddress.Parse(first), 0)),
            DatagramSocket.Bind(Endpoint.IP(IPAddress.Parse(second), 0))));
        using (socket)
        using (one)
        using (two)
        {
            foreach (DatagramSocket peer in (DatagramSocket[])[one, two, one])
            {
                socket.Connect(peer.LocalEndpoint);
                await socket.SendAsync(new byte[1], Token);
                ReceivedDatagram received = await peer.ReceiveFromAsync(new byte[8], Token);
                Assert.Equal(peer.LocalEndpoint.WithPort(socket.LocalEndpoint.Port), received.Sender);
                await peer.SendToAsync(new byte[2], received.Sender, Token);
                Assert.Equal(new ReceivedDatagram(2, peer.LocalEndpoint), await socket.ReceiveFromAsync(new byte[8], Token));
            }
        }
    }

    [Fact]
    public void Send_without_a_peer_says_what_to_do()
    {
        using DatagramSocket socket = DatagramSocket.Bind(Endpoint.Loopback(0));
        var exception = Assert.Throws<InvalidOperationException>(() => { _ = socket.SendAsync(new byte[1], Token).AsTask(); });
        Assert.Contains("SendToAsync", exception.Message, StringComparison.Ordinal);
    }

    // Seen to fail with: RemoteEndpoint as a plain Endpoint?, whose 40 bytes are read half old, half new.
    [Fact(Timeout = Hang.Milliseconds)]
    public async Task RemoteEndpoint_is_never_half_of_one_peer_and_half_of_another()
    {
        using DatagramSocket socket = DatagramSocket.Bind(Endpoint.Any(0));
        Endpoint[] peers = [Endpoint.Loopback(1111), Endpoint.LoopbackV6(2222)];
        socket.Connect(peers[0]);
        using var connecting = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task reading = Task.Run(
            () =>
            {
                for (int i = 0; i < 20_000_000 && !connecting.IsCancellationRequested; i++)
                    Assert.Contains(socket.RemoteEndpoint!.Value, peers);
            },
            Token);
        for (int i = 0; i < 20_000; i++)
            socket.Connect(peers[i % 2]);
        await connecting.CancelAsync();
        await reading;
    }
}
