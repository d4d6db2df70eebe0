using System.Diagnostics;
using System.Net.Sockets;
using System.Reflection;
using SocketBasics.Networks;

namespace SocketBasics.Tests.Allocation;

[Collection(RunsAlone.Name)]
public sealed class AllocationTests
{
    private const int WarmUp = 2000;
    private const int Rounds = 5000;

    // The smallest object has 24 bytes. One for every second round trip would be seen; timers and the pool of threads
    // allocate a little now and then.
    private const long Allowance = Rounds * 12;

    public static TheoryData<string, bool> StreamEndpoints => new()
    {
        { "127.0.0.1:0", false },
        { "127.0.0.1:0", true },
        { "unix:@", false },
        { "unix:@", true },
    };

    // Seen to fail with: Connection.ReceiveCoreAsync without its pooling builder (0.3 to 1.6 MB),
    // PortableConnection.SendAsync with buffer[sent..].ToArray() (0.9 MB).
    [Theory]
    [MemberData(nameof(StreamEndpoints))]
    public async Task Send_and_receive_of_a_connection_allocate_nothing(string endpoint, bool withToken)
    {
        using CancellationTokenSource source = NewSource();
        CancellationToken token = withToken ? source.Token : CancellationToken.None;
        using Connected pair = await Connected.OpenAsync(Unique(endpoint), source.Token);
        byte[] request = new byte[64];
        byte[] answer = new byte[64];

        long allocated = await CountAsync(async rounds =>
        {
            Task echo = EchoAsync(pair.Server, answer, rounds, token);
            for (int i = 0; i < rounds; i++)
            {
                await pair.Client.SendAsync(request, token);
                for (int received = 0; received < request.Length;)
                    received += OrEnd(await pair.Client.ReceiveAsync(request.AsMemory(received), token));
            }

            await echo;
        });

        Assert.True(allocated < Allowance, $"{Rounds} round trips allocated {allocated} bytes.");
    }

    // Seen to fail with: a structure of the framework's in between (GetRawSocketOption into an array).
    [Theory]
    [InlineData("epoll")]
    [InlineData("portable")]
    public async Task Reading_what_the_kernel_knows_allocates_nothing(string network)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the framework asks, and allocates.");
        using CancellationTokenSource source = NewSource();
        Network chosen = network == "epoll" ? Network.Epoll! : Network.Portable;
        using ListeningSocket listener =
            ServerSocket.Create(new() { Network = chosen }).Bind(Endpoint.Loopback(0)).Listen();
        ConnectResult result = await ClientSocket.ConnectAsync(
            listener.LocalEndpoint, new() { Network = chosen }, source.Token);
        using Connection connection = result.GetConnectionOrThrow();
        Ask();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
            Ask();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Ask()
        {
            if (connection.GetTcpInfo()!.Value.State != TcpState.Established
                || connection.GetStatus().State != ConnectionState.Established
                || listener.GetQueue()!.Value.Length != 1)
                throw new InvalidOperationException();
        }
    }

    // Seen to fail with: ConnectionStream.ReadAsync without its pooling builder (0.4 MB).
    [Fact]
    public async Task Write_and_read_of_a_stream_allocate_nothing()
    {
        using CancellationTokenSource source = NewSource();
        using Connected pair = await Connected.OpenAsync(Endpoint.Loopback(0), source.Token);
        Stream stream = pair.Client.AsStream();
        byte[] request = new byte[64];
        byte[] answer = new byte[64];

        long allocated = await CountAsync(async rounds =>
        {
            Task echo = EchoAsync(pair.Server, answer, rounds, CancellationToken.None);
            for (int i = 0; i < rounds; i++)
            {
                await stream.WriteAsync(request, source.Token);
                for (int read = 0; read < request.Length;)
                    read += OrEnd(await stream.ReadAsync(request.AsMemory(read), source.Token));
            }

            await echo;
        });

        Assert.True(allocated < Allowance, $"{Rounds} round trips allocated {allocated} bytes.");
    }

    // Seen to fail with: the name of a local sender made anew for every datagram (0.7 MB).
    [Theory]
    [MemberData(nameof(StreamEndpoints))]
    public async Task Send_and_receive_of_datagrams_allocate_nothing(string endpoint, bool withToken)
    {
        using CancellationTokenSource source = NewSource();
        CancellationToken token = withToken ? source.Token : CancellationToken.None;
        using DatagramSocket client = DatagramSocket.Bind(Unique(endpoint));
        using DatagramSocket server = DatagramSocket.Bind(Unique(endpoint));
        byte[] request = new byte[64];
        byte[] answer = new byte[64];

        long allocated = await CountAsync(async rounds =>
        {
            Task echo = EchoDatagramsAsync(server, answer, rounds, token);
            for (int i = 0; i < rounds; i++)
            {
                await client.SendToAsync(request, server.LocalEndpoint, token);
                await client.ReceiveFromAsync(request, token);
            }

            await echo;
        });

        Assert.True(allocated < Allowance, $"{Rounds} round trips allocated {allocated} bytes.");
    }

    private static async Task<long> CountAsync(Func<int, Task> run)
    {
        if (typeof(Connection).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
            Assert.Skip("Without optimization the compiler makes an object of every async call: run with -c Release.");

        // The least of three: on a busy machine a pool of the runtime now and then misses its object. What a call allocates
        // by itself, it allocates in each of them.
        await run(WarmUp);
        long least = long.MaxValue;
        for (int i = 0; i < 3; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            await run(Rounds);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        return least;
    }

    private static int OrEnd(int received) => received > 0 ? received : throw new EndOfStreamException();

    private static async Task EchoAsync(Connection connection, byte[] buffer, int rounds, CancellationToken token)
    {
        for (long left = (long)rounds * buffer.Length; left > 0;)
        {
            int received = OrEnd(await connection.ReceiveAsync(buffer, token));
            await connection.SendAsync(buffer.AsMemory(0, received), token);
            left -= received;
        }
    }

    private static async Task EchoDatagramsAsync(
        DatagramSocket socket, byte[] buffer, int rounds, CancellationToken token)
    {
        for (int i = 0; i < rounds; i++)
        {
            ReceivedDatagram received = await socket.ReceiveFromAsync(buffer, token);
            await socket.SendToAsync(buffer.AsMemory(0, received.Length), received.Sender, token);
        }
    }

    private static CancellationTokenSource NewSource()
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        source.CancelAfter(TimeSpan.FromMinutes(2));
        return source;
    }

    private static Endpoint Unique(string endpoint)
    {
        if (!endpoint.StartsWith("unix:", StringComparison.Ordinal))
            return Endpoint.Parse(endpoint);
        if (!OperatingSystem.IsLinux() || !Socket.OSSupportsUnixDomainSockets)
            Assert.Skip("Abstract local names exist on Linux alone.");
        return Endpoint.Abstract($"socketbasics-{Guid.NewGuid():N}");
    }
}
