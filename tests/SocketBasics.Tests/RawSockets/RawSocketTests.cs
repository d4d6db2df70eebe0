using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using SocketBasics.Tests.Datagrams;

namespace SocketBasics.Tests.RawSockets;

public sealed class RawSocketTests
{
    private const int CapNetRaw = 13;
    private const int IPHeaderSize = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task A_ping_over_IPv4_is_answered_behind_an_IP_header()
    {
        using RawSocket socket = Open(Endpoint.AnyV4(0), RawProtocol.Icmp);
        ushort identifier = (ushort)Random.Shared.Next(65536);
        byte[] request = [8, 0, 0, 0, (byte)(identifier >> 8), (byte)identifier, 0, 1, .. "abcdefg"u8];
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(2), Checksum(request));
        socket.TimeToLive = 17;
        Assert.Equal(17, socket.TimeToLive);

        Endpoint target = Endpoint.IP(IPAddress.Parse("127.0.0.77"), 0);
        await socket.SendToAsync(request, target, Token);
        byte[] packet = new byte[256];
        while (true)
        {
            ReceivedDatagram received = await socket.ReceiveFromAsync(packet, Token);
            int header = (packet[0] & 15) * 4;
            ReadOnlyMemory<byte> message = packet.AsMemory(header..received.Length);
            if (!message.Span[4..].SequenceEqual(request.AsSpan(4)))
                continue;

            // Loopback brings back what was sent, too: with the hops that were set.
            if (message.Span[0] == 8)
            {
                Assert.Equal(17, packet[8]);
                continue;
            }

            Assert.Equal(target, received.Sender);
            Assert.Equal(0, message.Span[0]);
            Assert.Equal(1, packet[9]);
            Assert.Equal(IPHeaderSize + request.Length, received.Length);
            Assert.Equal(0, Checksum(message.Span));
            return;
        }
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task A_ping_over_IPv6_needs_no_checksum_and_is_answered_without_a_header()
    {
        using RawSocket socket = Open(Endpoint.LoopbackV6(0), RawProtocol.IcmpV6);
        ushort identifier = (ushort)Random.Shared.Next(65536);
        byte[] request = [128, 0, 0, 0, (byte)(identifier >> 8), (byte)identifier, 0, 1, .. "abcdefgh"u8];
        socket.TimeToLive = 9;
        Assert.Equal(9, socket.TimeToLive);

        await socket.SendToAsync(request, Endpoint.LoopbackV6(0), Token);
        byte[] packet = new byte[256];
        while (true)
        {
            ReceivedDatagram received = await socket.ReceiveFromAsync(packet, Token);
            Assert.Equal(Endpoint.LoopbackV6(0), received.Sender);
            if (packet[0] != 129 || !packet.AsSpan(4, request.Length - 4).SequenceEqual(request.AsSpan(4)))
                continue;
            Assert.Equal(request.Length, received.Length);
            return;
        }
    }

    [Theory(Timeout = Hang.Milliseconds)]
    [InlineData(1)]
    [InlineData(253)]
    [InlineData(254)]
    [InlineData(41)]
    public async Task Any_protocol_number_can_be_cast(int number)
    {
        using RawSocket first = Open(Endpoint.Loopback(0), (RawProtocol)number);
        Assert.Equal((RawProtocol)number, first.Protocol);
        Assert.Equal(Endpoint.Loopback(0), first.LocalEndpoint);
        await first.SendToAsync("0123456789"u8.ToArray(), Endpoint.Loopback(0), Token);

        byte[] packet = new byte[256];
        ReceivedDatagram received;
        do
            received = await first.ReceiveFromAsync(packet, Token);
        while (!packet.AsSpan(IPHeaderSize, 10).SequenceEqual("0123456789"u8));
        Assert.Equal(new ReceivedDatagram(IPHeaderSize + 10, Endpoint.Loopback(0)), received);
        Assert.Equal(number, packet[9]);
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task A_small_buffer_cuts_the_packet_and_the_length_tells()
    {
        using RawSocket socket = Open(Endpoint.IP(IPAddress.Parse("127.0.0.78"), 0), (RawProtocol)253);
        Endpoint self = socket.LocalEndpoint;
        byte[] buffer = new byte[4];
        await socket.SendToAsync(new byte[100], self, Token);
        Assert.Equal(new ReceivedDatagram(120, self), await socket.ReceiveFromAsync(buffer, Token));
        await socket.SendToAsync(new byte[100], self, Token);
        Assert.Equal(new ReceivedDatagram(120, self), await socket.ReceiveFromAsync(Memory<byte>.Empty, Token));
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task A_packet_over_IPv6_comes_without_a_header_for_any_protocol()
    {
        using RawSocket socket = Open(Endpoint.LoopbackV6(0), (RawProtocol)253);
        await socket.SendToAsync(new byte[100], Endpoint.LoopbackV6(0), Token);
        Assert.Equal(new ReceivedDatagram(100, Endpoint.LoopbackV6(0)), await socket.ReceiveFromAsync(new byte[8], Token));
    }

    [Fact]
    public void Arguments_are_checked_before_any_privilege()
    {
        AssertParameter("protocol", () => RawSocket.Bind(Endpoint.AnyV4(0), 0));
        AssertParameter("protocol", () => RawSocket.Bind(Endpoint.AnyV4(0), (RawProtocol)(-1)));
        AssertParameter("protocol", () => RawSocket.Bind(Endpoint.AnyV4(0), (RawProtocol)255));
        AssertParameter("protocol", () => RawSocket.Bind(Endpoint.AnyV4(0), (RawProtocol)256));
        AssertParameter("local", () => RawSocket.Bind(default, RawProtocol.Icmp));
        AssertParameter("local", () => RawSocket.Bind(Endpoint.Any(0), RawProtocol.Icmp));
        AssertParameter("local", () => RawSocket.Bind(Endpoint.Local("/x"), RawProtocol.Icmp));
        AssertParameter("local", () => RawSocket.Bind(Endpoint.AnyV4(7), RawProtocol.Icmp));

        using RawSocket socket = Open(Endpoint.AnyV4(0), (RawProtocol)253);
        Endpoint[] wrong = [default, Endpoint.LoopbackV6(0), Endpoint.Local("/x"), Endpoint.Loopback(7), Endpoint.AnyV4(0), Endpoint.Any(0)];
        foreach (Endpoint destination in wrong)
            AssertParameter("destination", () => { _ = socket.SendToAsync(new byte[1], destination, Token).AsTask(); });
        Assert.Throws<ArgumentOutOfRangeException>(() => socket.TimeToLive = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => socket.TimeToLive = 256);
        Assert.Equal("raw 253 socket at 0.0.0.0:0", socket.ToString());

        static void AssertParameter(string name, Action action) =>
            Assert.Equal(name, Assert.ThrowsAny<ArgumentException>(action).ParamName);
    }

    [Fact]
    public void Without_the_capability_the_message_names_it()
    {
        OwnThread.WithoutCapability(CapNetRaw, () =>
        {
            var exception = Assert.Throws<SocketOperationException>(() => RawSocket.Bind(Endpoint.AnyV4(0), RawProtocol.Icmp));
            Assert.Equal(SocketError.AccessDenied, exception.SocketErrorCode);
            Assert.Equal(SocketOperation.OpenRaw, exception.Operation);
            Assert.Contains("CAP_NET_RAW", exception.Message, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void An_address_that_is_not_this_machines_is_refused()
    {
        using RawSocket allowed = Open(Endpoint.AnyV4(0), (RawProtocol)253);
        var exception = Assert.Throws<SocketOperationException>(
            () => RawSocket.Bind(Endpoint.IP(IPAddress.Parse("203.0.113.7"), 0), (RawProtocol)253));
        Assert.Equal(SocketError.AddressNotAvailable, exception.SocketErrorCode);
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task Cancel_dispose_and_one_at_a_time_are_those_of_datagrams()
    {
        RawSocket socket = Open(Endpoint.IP(IPAddress.Parse("127.0.0.79"), 0), (RawProtocol)253);
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        ValueTask<ReceivedDatagram> waiting = socket.ReceiveFromAsync(new byte[8], cancel.Token);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await socket.ReceiveFromAsync(new byte[8], Token));
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);

        ValueTask<ReceivedDatagram> last = socket.ReceiveFromAsync(new byte[8], Token);
        socket.Dispose();
        await socket.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await last);
        Assert.Throws<ObjectDisposedException>(() => socket.TimeToLive);
    }

    private static RawSocket Open(Endpoint local, RawProtocol protocol)
    {
        try
        {
            return RawSocket.Bind(local, protocol);
        }
        catch (SocketOperationException exception) when (exception.SocketErrorCode == SocketError.AccessDenied)
        {
            Assert.Skip("Raw sockets need CAP_NET_RAW.");
            throw;
        }
    }

    /// <summary>The Internet checksum (RFC 1071).</summary>
    private static ushort Checksum(ReadOnlySpan<byte> message)
    {
        uint sum = 0;
        for (int i = 0; i < message.Length; i++)
            sum += i % 2 == 0 ? (uint)message[i] << 8 : message[i];
        while (sum >> 16 != 0)
            sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }
}
