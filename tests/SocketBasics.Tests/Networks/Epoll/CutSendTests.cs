using System.Net.Sockets;
using SocketBasics.Networks;
using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Networks.Epoll;

/// <summary>A peer must not take the part of a message for the whole.</summary>
public sealed class CutSendTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Seen to fail with: a send that counts as over as soon as it is canceled, before its caller gets to know.
    [Fact]
    public async Task A_connection_that_is_disposed_right_after_its_send_was_canceled_is_reset()
    {
        for (int round = 0; round < 50; round++)
        {
            using ListeningSocket listener =
                ServerSocket.Create(new ServerSocketOptions { Network = Network.Epoll! }).Bind(Endpoint.Loopback(0)).Listen();
            ConnectResult result = await ClientSocket.ConnectAsync(
                listener.LocalEndpoint, new ConnectOptions { Network = Network.Epoll! }, Stop);
            Connection client = result.GetConnectionOrThrow();
            using Connection server = await listener.AcceptAsync(Stop);
            using var cancel = new CancellationTokenSource();

            // More than all buffers hold, so that the send waits for room when its first bytes have arrived.
            Task sending = client.SendAsync(new byte[32 * 1024 * 1024], cancel.Token).AsTask();
            byte[] buffer = new byte[64 * 1024];
            Assert.NotEqual(0, await server.ReceiveAsync(buffer, Stop).OrHang());
            cancel.Cancel();
            client.Dispose();

            SocketOperationException exception = await Assert.ThrowsAsync<SocketOperationException>(async () =>
            {
                while (await server.ReceiveAsync(buffer, Stop).OrHang() > 0)
                {
                }
            });
            Assert.Equal(SocketError.ConnectionReset, exception.SocketErrorCode);
            await Assert.ThrowsAnyAsync<Exception>(() => sending);
        }
    }
}
