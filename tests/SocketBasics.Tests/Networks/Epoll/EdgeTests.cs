using System.Net.Sockets;
using SocketBasics.Networks;
using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Networks.Epoll;

/// <summary>What epoll tells once must not be forgotten: bytes that come together with something else.</summary>
public sealed class EdgeTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Seen to fail with: EPOLLRDHUP that does not make a connection unsteady.
    [Fact]
    public async Task The_end_that_came_together_with_bytes_is_received_after_them()
    {
        for (int round = 0; round < 200; round++)
        {
            using var pair = await WaitingPairAsync();
            pair.Client.Send("bytes"u8);
            pair.Client.Shutdown(SocketShutdown.Send);

            Assert.Equal("bytes", await pair.ReceiveToEndAsync());
        }
    }

    // recv(2) stops before the urgent byte although more is there (tcp(7)).
    // Seen to fail with: EPOLLPRI that does not make a connection unsteady.
    [Fact]
    public async Task Bytes_behind_an_urgent_one_are_received()
    {
        for (int round = 0; round < 200; round++)
        {
            using var pair = await WaitingPairAsync();
            pair.Client.Send("before"u8);
            pair.Client.Send("!"u8, SocketFlags.OutOfBand);
            pair.Client.Send("behind"u8);
            Assert.Equal("before", await pair.ReceiveAsync());
            Assert.Equal("behind", await pair.ReceiveAsync());
        }
    }

    // Seen to fail with: a short read that counts as the last one whatever was told since; an operation that waits although
    // something was told after it looked.
    [Fact]
    public async Task Bytes_that_were_told_before_anybody_asked_are_received()
    {
        using var pair = await WaitingPairAsync();
        for (int round = 0; round < 2000; round++)
        {
            pair.Client.Send("y"u8);

            // Mostly long enough for epoll to tell; the test holds either way.
            Thread.SpinWait(Random.Shared.Next(10_000));
            Assert.Equal("y", await pair.ReceiveAsync());
        }
    }

    // Seen to fail with: a receive that waits because the one before took everything, and is canceled without having looked.
    [Fact]
    public async Task An_end_that_is_there_already_is_seen_by_a_close_that_has_no_time()
    {
        for (int round = 0; round < 200; round++)
        {
            using var pair = await WaitingPairAsync();
            pair.Client.Shutdown(SocketShutdown.Send);

            Assert.True(await pair.Server.CloseAsync(TimeSpan.Zero).OrHang());
        }
    }

    // Seen to fail with: a wait for bytes that leaves the receive after it to wait for epoll.
    [Fact]
    public async Task A_receive_after_bytes_were_waited_for_does_not_wait()
    {
        using var pair = await WaitingPairAsync();
        for (int round = 0; round < 1000; round++)
        {
            pair.Client.Send("y"u8);
            await pair.Server.WaitReadableAsync(Stop).OrHang();

            ValueTask<int> receive = pair.Server.ReceiveAsync(new byte[8], Stop);
            bool isThere = receive.IsCompletedSuccessfully;

            Assert.Equal(1, await receive);
            Assert.True(isThere);
        }
    }

    private static async Task<WaitingPair> WaitingPairAsync()
    {
        using ListeningSocket listener =
            ServerSocket.Create(new ServerSocketOptions { Network = Network.Epoll! }).Bind(Endpoint.Loopback(0)).Listen();
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.Connect(listener.LocalEndpoint.ToIPEndPoint());
        var pair = new WaitingPair(client, await listener.AcceptAsync(Stop).OrHang());

        // Only a connection that has waited is known to epoll.
        ValueTask<string> waiting = pair.ReceiveAsync();
        client.Send("x"u8);
        Assert.Equal("x", await waiting);
        return pair;
    }

    private sealed record WaitingPair(Socket Client, Connection Server) : IDisposable
    {
        private readonly byte[] _buffer = new byte[64];

        public async ValueTask<string> ReceiveAsync() =>
            System.Text.Encoding.ASCII.GetString(_buffer, 0, await Server.ReceiveAsync(_buffer, Stop).OrHang());

        public async Task<string> ReceiveToEndAsync()
        {
            string all = "";
            while (await ReceiveAsync() is { Length: > 0 } more)
                all += more;
            return all;
        }

        public void Dispose()
        {
            Client.Dispose();
            Server.Dispose();
        }
    }
}
