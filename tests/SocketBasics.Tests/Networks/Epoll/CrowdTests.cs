using System.Collections.Concurrent;
using SocketBasics.Networks;
using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Networks.Epoll;

/// <summary>
/// Thousands of conversations, whose sizes, pauses, cancels and ends are random: every byte that arrives is the next one,
/// what ends orderly has arrived whole, and nothing is left behind. SOCKETBASICS_ABUSE_PERCENT makes it longer.
/// </summary>
[Collection(RunsAlone.Name)]
public sealed class CrowdTests
{
    private const int AtOnce = 48;

    private enum Ending
    {
        Finish,
        Abort,
        Dispose,
    }

    // Seen to fail with: a send that goes on from the start of its buffer; a place that is given to the next socket while a
    // call is still running on the one before.
    [Theory]
    [InlineData("127.0.0.1:0")]
    [InlineData("[::1]:0")]
    [InlineData("unix:@")]
    public async Task Every_byte_of_thousands_of_random_conversations_arrives_in_its_place(string endpoint)
    {
        int seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        Endpoint local = endpoint == "unix:@"
            ? Endpoint.Abstract($"crowd-{Environment.ProcessId}-{seed}")
            : Endpoint.Parse(endpoint);
        using ListeningSocket listener = ServerSocket.Create(ServerOptions).Bind(local).Listen();
        int before = OpenSockets.CountWhenSettled();
        int left = Rounds.Of(2000);
        int orderly = 0;
        var accepted = new ConcurrentDictionary<ulong, TaskCompletionSource<Connection>>();
        Task accepting = AcceptAsync();

        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(ConverseAsync))).OrHang();

        Assert.Equal(before, OpenSockets.Count());
        Assert.NotEqual(0, orderly);
        listener.Dispose();
        await accepting.OrHang();

        async Task ConverseAsync()
        {
            for (int number; (number = Interlocked.Decrement(ref left)) >= 0;)
            {
                ulong name = (uint)number;
                var serverSide = accepted.GetOrAdd(name, static _ => new());
                ConnectResult result = await ClientSocket.ConnectAsync(listener.LocalEndpoint, ClientOptions);
                using Connection client = result.GetConnectionOrThrow();
                await client.SendAsync(BitConverter.GetBytes(name));
                using Connection server = await serverSide.Task.OrHang();

                var random = new Random(seed + number);
                var clientSide = new Side(client, new Random(random.Next()));
                var otherSide = new Side(server, new Random(random.Next()));
                await Task.WhenAll(clientSide.RunAsync(), otherSide.RunAsync());
                if (clientSide.Ending != Ending.Finish || otherSide.Ending != Ending.Finish)
                    continue;
                Assert.Equal(clientSide.Sent, otherSide.Received);
                Assert.Equal(otherSide.Sent, clientSide.Received);
                Interlocked.Increment(ref orderly);
            }
        }

        async Task AcceptAsync()
        {
            await foreach (Connection connection in listener.AcceptAllAsync(Stop))
                _ = IntroduceAsync(connection);
        }

        async Task IntroduceAsync(Connection connection)
        {
            byte[] name = new byte[8];
            Assert.Equal(name.Length, await ReceiveWholeAsync(connection, name));
            accepted.GetOrAdd(BitConverter.ToUInt64(name), static _ => new()).SetResult(connection);
        }
    }

    private static async Task<int> ReceiveWholeAsync(Connection connection, Memory<byte> buffer)
    {
        int read = 0;
        while (read < buffer.Length)
        {
            int received = await connection.ReceiveAsync(buffer[read..], Stop);
            if (received == 0)
                break;
            read += received;
        }

        return read;
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static ConnectOptions ClientOptions { get; } = new() { Network = Network.Epoll! };

    private static ServerSocketOptions ServerOptions { get; } = new() { Network = Network.Epoll! };

    /// <summary>One end of a conversation: it sends and receives at the same time, and ends as it was told.</summary>
    private sealed class Side(Connection connection, Random random)
    {
        private readonly CountedBytes _bytes = new();

        // Most messages are small; some are more than the kernel takes at once.
        private readonly int _length = random.Next(8) == 0 ? random.Next(600_000) : random.Next(3000);
        private readonly Random _receiving = new(random.Next());

        public Ending Ending { get; } = random.Next(4) switch { 0 => Ending.Abort, 1 => Ending.Dispose, _ => Ending.Finish };

        public long Sent => _bytes.Sent;

        public long Received => _bytes.Checked;

        public async Task RunAsync()
        {
            Task receiving = ReceiveAsync();
            await SendAsync();
            await receiving;
            connection.Dispose();
        }

        private async Task SendAsync()
        {
            try
            {
                int end = Ending == Ending.Finish ? _length : random.Next(_length + 1);
                while (Sent < end)
                    await connection.SendAsync(_bytes.Next(Math.Min(end - (int)Sent, random.Next(1, 70_000))), Stop);
                if (Ending == Ending.Finish)
                    connection.ShutdownSend();
                else if (Ending == Ending.Abort)
                    connection.Abort();
                else
                    connection.Dispose();
            }
            catch (Exception exception) when (exception is SocketOperationException or ObjectDisposedException)
            {
            }
        }

        private async Task ReceiveAsync()
        {
            byte[] buffer = new byte[_receiving.Next(1, 40_000)];
            try
            {
                while (true)
                {
                    int received = await ReceiveOrCancelAsync(buffer);
                    if (received == 0)
                        return;
                    if (received > 0)
                        _bytes.Check(buffer.AsSpan(0, received));
                }
            }
            catch (Exception exception) when (exception is SocketOperationException or ObjectDisposedException)
            {
            }
        }

        private async Task<int> ReceiveOrCancelAsync(byte[] buffer)
        {
            if (_receiving.Next(4) != 0)
                return await connection.ReceiveAsync(buffer, Stop);

            using var source = new CancellationTokenSource();
            ValueTask<int> receiving = connection.ReceiveAsync(buffer, source.Token);
            Thread.SpinWait(_receiving.Next(500));
            await source.CancelAsync();
            try
            {
                return await receiving;
            }
            catch (OperationCanceledException)
            {
                return -1;
            }
        }
    }
}
