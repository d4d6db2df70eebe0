using System.Net;
using System.Net.Sockets;
using SocketBasics.Tests.LocalFiles;

namespace SocketBasics.Tests.Datagrams;

public sealed class DatagramOptionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Families => ["IPv4", "IPv6", "dual-stack"];

    [Theory]
    [MemberData(nameof(Families))]
    public void Options_start_as_documented_and_read_back_what_was_set(string family)
    {
        using DatagramSocket socket = Bind(family);
        Assert.False(socket.Broadcast);
        Assert.Equal(64, socket.TimeToLive);
        Assert.Equal(1, socket.MulticastTimeToLive);
        Assert.True(socket.MulticastLoopback);

        foreach (int hops in (int[])[1, 2, 128, 255])
        {
            socket.TimeToLive = hops;
            Assert.Equal(hops, socket.TimeToLive);
            socket.MulticastTimeToLive = hops - 1;
            Assert.Equal(hops - 1, socket.MulticastTimeToLive);
        }

        socket.MulticastLoopback = false;
        Assert.False(socket.MulticastLoopback);
        socket.MulticastLoopback = true;
        Assert.True(socket.MulticastLoopback);
    }

    [Fact]
    public void Hops_out_of_range_are_refused()
    {
        using DatagramSocket socket = DatagramSocket.Bind(Endpoint.Loopback(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => socket.TimeToLive = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => socket.TimeToLive = 256);
        Assert.Throws<ArgumentOutOfRangeException>(() => socket.MulticastTimeToLive = -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => socket.MulticastTimeToLive = 256);
    }

    // Seen to fail with: IPV6_UNICAST_HOPS alone, which leaves the IPv4 packets of a dual-stack socket at 64.
    [Theory(Timeout = Hang.Milliseconds)]
    [InlineData("IPv4", "127.0.0.1")]
    [InlineData("IPv6", "::1")]
    [InlineData("dual-stack", "127.0.0.1")]
    [InlineData("dual-stack", "::1")]
    public async Task TimeToLive_is_what_the_packets_carry(string family, string destination)
    {
        using DatagramSocket socket = Bind(family);
        using var receiver = new HopReader(IPAddress.Parse(destination));
        foreach (int hops in (int[])[7, 200])
        {
            socket.TimeToLive = hops;
            await socket.SendToAsync(new byte[1], Endpoint.IP(IPAddress.Parse(destination), receiver.Port), Token);
            Assert.Equal(hops, receiver.Receive());
        }
    }

    [Fact]
    public void A_local_socket_has_no_IP_options_and_says_so()
    {
        using var directory = new TemporaryDirectory();
        using DatagramSocket socket = DatagramTests.Bind("unnamed", directory, "");
        var exception = Assert.Throws<SocketOperationException>(() => socket.TimeToLive = 5);
        Assert.Equal(SocketError.OperationNotSupported, exception.SocketErrorCode);
        Assert.Equal(SocketOperation.Option, exception.Operation);
        Assert.Throws<SocketOperationException>(() => socket.MulticastLoopback);
        Assert.Throws<SocketOperationException>(() => socket.JoinGroup(IPAddress.Parse("239.1.1.1")));
    }

    [Fact]
    public void Buffer_sizes_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new DatagramSocketOptions { ReceiveBufferSize = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DatagramSocketOptions { SendBufferSize = -1 });
        Assert.Throws<ArgumentNullException>(() => new DatagramSocketOptions { Network = null! });
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task SendBufferSize_limits_a_local_datagram()
    {
        using var directory = new TemporaryDirectory();
        using DatagramSocket peer = DatagramTests.Bind("abstract", directory, "peer");
        using DatagramSocket small = DatagramSocket.Bind(Endpoint.Unnamed, new DatagramSocketOptions { SendBufferSize = 4096 });
        using DatagramSocket usual = DatagramSocket.Bind(Endpoint.Unnamed);
        await usual.SendToAsync(new byte[9000], peer.LocalEndpoint, Token);
        var exception = await Assert.ThrowsAsync<SocketOperationException>(
            async () => await small.SendToAsync(new byte[9000], peer.LocalEndpoint, Token));
        Assert.Equal(SocketError.MessageSize, exception.SocketErrorCode);
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task ReceiveBufferSize_limits_what_waits()
    {
        int small = await CountKeptAsync(new DatagramSocketOptions { ReceiveBufferSize = 1 });
        int large = await CountKeptAsync(new DatagramSocketOptions { ReceiveBufferSize = 100_000 });
        Assert.InRange(small, 1, large - 1);

        static async Task<int> CountKeptAsync(DatagramSocketOptions options)
        {
            using DatagramSocket socket = DatagramSocket.Bind(Endpoint.Loopback(0), options);
            for (int i = 0; i < 64; i++)
                await socket.SendToAsync(new byte[1000], socket.LocalEndpoint, Token);
            for (int kept = 0; ; kept++)
            {
                using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
                ValueTask<ReceivedDatagram> next = socket.ReceiveFromAsync(new byte[1000], cancel.Token);
                bool waits = !next.IsCompleted;
                if (waits)
                    await cancel.CancelAsync();
                try
                {
                    await next;
                }
                catch (OperationCanceledException) when (waits)
                {
                    return kept;
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void ReuseAddress_lets_several_sockets_bind_one_port(string family)
    {
        var reuse = new DatagramSocketOptions { ReuseAddress = true };
        using DatagramSocket first = Bind(family, reuse);
        Endpoint any = first.LocalEndpoint;
        using DatagramSocket second = DatagramSocket.Bind(any, reuse);
        Assert.Equal(any, second.LocalEndpoint);
        Assert.Equal(
            SocketError.AddressAlreadyInUse,
            Assert.Throws<SocketOperationException>(() => DatagramSocket.Bind(any)).SocketErrorCode);
    }

    // Seen to fail with: the framework's ReuseAddress, which sets SO_REUSEPORT as well; the kernel then spreads senders
    // over the sockets, while SO_REUSEADDR alone gives every unicast datagram to the one that was bound last.
    [Fact(Timeout = Hang.Milliseconds)]
    public async Task ReuseAddress_does_not_spread_unicast_datagrams()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Who gets a unicast datagram is the system's choice.");
        var reuse = new DatagramSocketOptions { ReuseAddress = true };
        using DatagramSocket first = DatagramSocket.Bind(Endpoint.Loopback(0), reuse);
        using DatagramSocket last = DatagramSocket.Bind(first.LocalEndpoint, reuse);
        for (int i = 1; i <= 32; i++)
        {
            using DatagramSocket sender = DatagramSocket.Bind(Endpoint.Loopback(0));
            await sender.SendToAsync(new byte[i], first.LocalEndpoint, Token);
            Assert.Equal(new ReceivedDatagram(i, sender.LocalEndpoint), await last.ReceiveFromAsync(new byte[64], Token));
        }
    }

    internal static DatagramSocket Bind(string family, DatagramSocketOptions? options = null) => DatagramSocket.Bind(
        family switch
        {
            "IPv4" => Endpoint.AnyV4(0),
            "IPv6" => Endpoint.AnyV6(0),
            _ => Endpoint.Any(0),
        },
        options);
}
