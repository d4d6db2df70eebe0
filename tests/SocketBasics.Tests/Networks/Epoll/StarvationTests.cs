using SocketBasics.Networks;
using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Networks.Epoll;

/// <summary>Connections go on while the ThreadPool does not.</summary>
[Collection(RunsAlone.Name)]
public sealed class StarvationTests
{
    private const int RoundTrips = 100;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Seen to fail with: continuations sent to the ThreadPool.
    [Fact]
    public void An_echo_goes_on_while_every_thread_of_the_pool_is_blocked()
    {
        var release = new ManualResetEventSlim();
        using ListeningSocket listener =
            ServerSocket.Create(new ServerSocketOptions { Network = Network.Epoll! }).Bind(Endpoint.Loopback(0)).Listen();
        using var ended = new ManualResetEventSlim();
        int left = 1000;
        try
        {
            // The pool grows by one or two threads a second; so many it will not have before the echo is over.
            for (int i = 0; i < left; i++)
            {
                ThreadPool.UnsafeQueueUserWorkItem(
                    _ =>
                    {
                        release.Wait(CancellationToken.None);
                        Interlocked.Decrement(ref left);
                    },
                    null);
            }

            int echoed = 0;
            var echo = new Thread(() => _ = EchoAsync());
            echo.Start();
            Assert.True(ended.Wait(TimeSpan.FromMinutes(1), Stop), $"{Volatile.Read(ref echoed)} of {RoundTrips} came back");
            Assert.Equal(1000, Volatile.Read(ref left));

            async Task EchoAsync()
            {
                ConnectResult result = await ClientSocket.ConnectAsync(
                    listener.LocalEndpoint, new ConnectOptions { Network = Network.Epoll! }, Stop).ConfigureAwait(false);
                using Connection client = result.GetConnectionOrThrow();
                using Connection server = await listener.AcceptAsync(Stop).ConfigureAwait(false);
                byte[] buffer = new byte[1];
                for (; echoed < RoundTrips; echoed++)
                {
                    Task<int> receiving = server.ReceiveAsync(new byte[1], Stop).AsTask();
                    await client.SendAsync(buffer, Stop).ConfigureAwait(false);
                    await receiving.ConfigureAwait(false);
                }

                ended.Set();
            }
        }
        finally
        {
            release.Set();
        }
    }
}
