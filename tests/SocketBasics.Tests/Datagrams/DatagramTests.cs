using System.Net.Sockets;
using SocketBasics.Tests.LocalFiles;

namespace SocketBasics.Tests.Datagrams;

public sealed class DatagramTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => ["IPv4", "IPv6", "path", "abstract", "unnamed"];

    [Theory(Timeout = Hang.Milliseconds)]
    [MemberData(nameof(Kinds))]
    public async Task A_datagram_arrives_whole_with_its_sender_who_can_be_answered(string kind)
    {
        using var directory = new TemporaryDirectory();
        using DatagramSocket first = Bind(kind, directory, "first");
        using DatagramSocket second = Bind(kind, directory, "second");
        byte[] buffer = new byte[64];

        await first.SendToAsync("ping"u8.ToArray(), second.LocalEndpoint, Token);
        ReceivedDatagram ping = await second.ReceiveFromAsync(buffer, Token);
        Assert.Equal(new ReceivedDatagram(4, first.LocalEndpoint), ping);
        Assert.Equal("ping"u8.ToArray(), buffer[..4]);

        await second.SendToAsync("answer"u8.ToArray(), ping.Sender, Token);
        Assert.Equal(new ReceivedDatagram(6, second.LocalEndpoint), await first.ReceiveFromAsync(buffer, Token));
        Assert.Equal("answer"u8.ToArray(), buffer[..6]);
    }

    [Theory(Timeout = Hang.Milliseconds)]
    [MemberData(nameof(Kinds))]
    public async Task An_empty_datagram_is_a_datagram(string kind)
    {
        using var directory = new TemporaryDirectory();
        using DatagramSocket first = Bind(kind, directory, "first");
        using DatagramSocket second = Bind(kind, directory, "second");

        await first.SendToAsync(default, second.LocalEndpoint, Token);
        first.Connect(second.LocalEndpoint);
        await first.SendAsync(default, Token);

        Assert.Equal(new ReceivedDatagram(0, first.LocalEndpoint), await second.ReceiveFromAsync(new byte[8], Token));
        Assert.Equal(new ReceivedDatagram(0, first.LocalEndpoint), await second.ReceiveFromAsync(Memory<byte>.Empty, Token));
    }

    [Theory(Timeout = Hang.Milliseconds)]
    [MemberData(nameof(Kinds))]
    public async Task A_small_buffer_cuts_the_datagram_and_the_length_tells(string kind)
    {
        using var directory = new TemporaryDirectory();
        using DatagramSocket first = Bind(kind, directory, "first");
        using DatagramSocket second = Bind(kind, directory, "second");
        byte[] buffer = new byte[8];

        for (int i = 0; i < 3; i++)
            await first.SendToAsync("0123456789"u8.ToArray(), second.LocalEndpoint, Token);
        await first.SendToAsync("end"u8.ToArray(), second.LocalEndpoint, Token);

        Assert.Equal(new ReceivedDatagram(10, first.LocalEndpoint), await second.ReceiveFromAsync(buffer.AsMemory(0, 4), Token));
        Assert.Equal("0123\0\0\0\0"u8.ToArray(), buffer);
        Assert.Equal(new ReceivedDatagram(10, first.LocalEndpoint), await second.ReceiveFromAsync(Memory<byte>.Empty, Token));

        ValueTask<ReceivedDatagram> third = second.ReceiveFromAsync(buffer, Token);
        Assert.Equal(10, (await third).Length);
        Assert.Equal(3, (await second.ReceiveFromAsync(buffer, Token)).Length);
    }

    [Theory(Timeout = Hang.Milliseconds)]
    [MemberData(nameof(Kinds))]
    public async Task A_waiting_receive_gets_the_length_of_a_cut_datagram_too(string kind)
    {
        using var directory = new TemporaryDirectory();
        using DatagramSocket first = Bind(kind, directory, "first");
        using DatagramSocket second = Bind(kind, directory, "second");

        ValueTask<ReceivedDatagram> waiting = second.ReceiveFromAsync(new byte[2], Token);
        Assert.False(waiting.IsCompleted);
        await first.SendToAsync("0123456789"u8.ToArray(), second.LocalEndpoint, Token);
        Assert.Equal(new ReceivedDatagram(10, first.LocalEndpoint), await waiting);

        ValueTask<ReceivedDatagram> empty = second.ReceiveFromAsync(Memory<byte>.Empty, Token);
        Assert.False(empty.IsCompleted);
        await first.SendToAsync("0123456789"u8.ToArray(), second.LocalEndpoint, Token);
        Assert.Equal(new ReceivedDatagram(10, first.LocalEndpoint), await empty);
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task A_dual_stack_socket_talks_to_both_families_and_shows_IPv4_as_IPv4()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6.");
        using DatagramSocket dual = DatagramSocket.Bind(Endpoint.Any(0));
        using DatagramSocket v4 = DatagramSocket.Bind(Endpoint.Loopback(0));
        using DatagramSocket v6 = DatagramSocket.Bind(Endpoint.LoopbackV6(0));
        byte[] buffer = new byte[8];
        Assert.Equal(Endpoint.Any(dual.LocalEndpoint.Port), dual.LocalEndpoint);

        foreach (DatagramSocket peer in (DatagramSocket[])[v4, v6, v4])
        {
            Endpoint address = peer == v4 ? Endpoint.Loopback(dual.LocalEndpoint.Port) : Endpoint.LoopbackV6(dual.LocalEndpoint.Port);
            await peer.SendToAsync(new byte[1], address, Token);
            Assert.Equal(new ReceivedDatagram(1, peer.LocalEndpoint), await dual.ReceiveFromAsync(buffer, Token));
            await dual.SendToAsync(new byte[2], peer.LocalEndpoint, Token);
            Assert.Equal(new ReceivedDatagram(2, address), await peer.ReceiveFromAsync(buffer, Token));
        }

        foreach (DatagramSocket peer in (DatagramSocket[])[v4, v6, v4])
        {
            Endpoint address = peer == v4 ? Endpoint.Loopback(dual.LocalEndpoint.Port) : Endpoint.LoopbackV6(dual.LocalEndpoint.Port);
            dual.Connect(peer.LocalEndpoint);
            Assert.Equal(peer.LocalEndpoint, dual.RemoteEndpoint);
            await dual.SendAsync(new byte[3], Token);
            Assert.Equal(new ReceivedDatagram(3, address), await peer.ReceiveFromAsync(buffer, Token));
        }
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task Without_IPv6_the_dual_stack_wildcard_is_every_IPv4_address()
    {
        using DatagramSocket socket = OwnThread.InOwnNetwork(
            "ip link set lo up; sysctl -qw net.ipv6.conf.all.disable_ipv6=1", () => DatagramSocket.Bind(Endpoint.Any(0)));
        await socket.SendToAsync(new byte[1], Endpoint.Loopback(socket.LocalEndpoint.Port), Token);
        ReceivedDatagram received = await socket.ReceiveFromAsync(new byte[1], Token);
        Assert.Equal(Endpoint.Loopback(socket.LocalEndpoint.Port), received.Sender);
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task The_largest_UDP_datagrams_pass()
    {
        using DatagramSocket v4 = DatagramSocket.Bind(Endpoint.Loopback(0));
        using DatagramSocket v6 = DatagramSocket.Bind(Endpoint.LoopbackV6(0));
        byte[] buffer = new byte[65_535];
        await v4.SendToAsync(new byte[65_507], v4.LocalEndpoint, Token);
        Assert.Equal(65_507, (await v4.ReceiveFromAsync(buffer, Token)).Length);
        await v6.SendToAsync(new byte[65_527], v6.LocalEndpoint, Token);
        Assert.Equal(65_527, (await v6.ReceiveFromAsync(buffer, Token)).Length);
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task One_receive_and_one_send_may_run_at_once_and_a_second_is_refused()
    {
        using DatagramSocket socket = DatagramSocket.Bind(Endpoint.Loopback(0));
        ValueTask<ReceivedDatagram> first = socket.ReceiveFromAsync(new byte[8], Token);
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(async () => await socket.ReceiveFromAsync(new byte[8], Token));
        Assert.Contains("receive", exception.Message, StringComparison.Ordinal);

        await socket.SendToAsync(new byte[3], socket.LocalEndpoint, Token);
        Assert.Equal(3, (await first).Length);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ToString_is_one_line_with_the_endpoints(string kind)
    {
        using var directory = new TemporaryDirectory();
        using DatagramSocket first = Bind(kind, directory, "first");
        using DatagramSocket second = Bind(kind, directory, "second");
        Assert.Equal($"datagram socket at {first.LocalEndpoint}", first.ToString());
        first.Connect(second.LocalEndpoint);
        Assert.Equal($"datagram socket at {first.LocalEndpoint}, connected to {second.LocalEndpoint}", first.ToString());
    }

    internal static DatagramSocket Bind(string kind, TemporaryDirectory directory, string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || kind.StartsWith("IP", StringComparison.Ordinal), "Local datagrams are Linux's.");
        return DatagramSocket.Bind(kind switch
        {
            "IPv4" => Endpoint.Loopback(0),
            "IPv6" => Endpoint.LoopbackV6(0),
            "path" => Endpoint.Local(directory[name]),
            "abstract" => Endpoint.Abstract(directory.Path + name),
            _ => Endpoint.Unnamed,
        });
    }
}
