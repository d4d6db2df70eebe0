using SocketBasics.Networks;
using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Networks.Epoll;

/// <summary>What stands behind a connection serves the next one after it. The old one must not reach it.</summary>
[Collection(RunsAlone.Name)]
public sealed class StaleHandleTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Uses => [.. Operations.Keys];

    private static Dictionary<string, Func<NetworkConnection, ValueTask<NetworkError>>> Operations { get; } = new()
    {
        ["receive"] = async stale => (await stale.ReceiveAsync(new byte[1], Stop)).Error,
        ["wait readable"] = stale => stale.WaitReadableAsync(Stop),
        ["send"] = async stale => (await stale.SendAsync(new byte[1], Stop)).Error,
        ["shutdown"] = stale => new(stale.ShutdownSend()),
        ["get option"] = stale => new(stale.GetNoDelay().Error),
        ["set option"] = stale => new(stale.SetNoDelay(true)),
        ["keep-alive"] = stale => new(stale.SetKeepAlive(null)),
        ["dispose"] = stale =>
        {
            stale.Dispose();
            return new(NetworkError.Aborted);
        },
        ["abort"] = stale =>
        {
            stale.Abort();
            return new(NetworkError.Aborted);
        },
    };

    // Seen to fail with: a slot that is held without asking for the generation, and one that is closed without.
    [Theory]
    [MemberData(nameof(Uses))]
    public async Task An_operation_of_a_closed_connection_does_not_reach_the_one_that_took_its_place(string use)
    {
        using NetworkListener listener = Network.Epoll!.Bind(Endpoint.Loopback(0), new ServerSocketOptions()).Value;
        Assert.True(listener.Listen(8).IsNone);
        for (int round = 0; round < 20; round++)
        {
            using NetworkConnection first = await ConnectAsync(listener);
            using NetworkConnection stale = (await listener.AcceptAsync(Stop)).Value;
            stale.Dispose();
            using NetworkConnection client = await ConnectAsync(listener);
            using NetworkConnection server = (await listener.AcceptAsync(Stop)).Value;
            Assert.Equal(1, (await client.SendAsync("y"u8.ToArray(), Stop)).Value);

            Assert.Equal(NetworkError.Aborted, await Operations[use](stale).AsTask().OrHang());

            byte[] received = new byte[8];
            Assert.Equal(1, (await server.ReceiveAsync(received, Stop).OrHang()).Value);
            Assert.Equal((byte)'y', received[0]);
            Assert.Equal(1, (await server.SendAsync("z"u8.ToArray(), Stop)).Value);
            Assert.Equal(1, (await client.ReceiveAsync(received, Stop).OrHang()).Value);
            Assert.Equal((byte)'z', received[0]);
        }
    }

    private static async Task<NetworkConnection> ConnectAsync(NetworkListener listener) =>
        (await Network.Epoll!.ConnectAsync(listener.LocalEndpoint, new ConnectOptions(), Stop)).Connection!;
}
