using System.Net;
using System.Net.Sockets;
using FsCheck;
using FsCheck.Fluent;
using SocketBasics.Handshake;

namespace SocketBasics.Tests.Handshake;

public sealed class DecoderTests
{
    private static readonly IPPacket FromRouter =
        new(IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.2"), 64, ProtocolType.Tcp, 0, 0, 0, false);

    private static readonly TcpSegment Syn = new(
        40000, 443, 802208708, 0, TcpFlags.Syn, 65495, 0, new(1460, 7, true, new TcpTimestamps(12345, 0)));

    [Fact]
    public void Every_segment_is_read_back_from_its_bytes() => Holds(PacketBytes.Segments, segment =>
    {
        Assert.True(TcpSegment.TryRead(PacketBytes.Write(segment), out TcpSegment read));
        Assert.Equal(segment, read);
    });

    [Fact]
    public void Every_packet_is_read_back_from_its_bytes() => Holds(
        from packet in PacketBytes.Packets
        from extensions in Gen.Choose(0, 5).Select(value => (byte)value).ArrayOf()
        from payload in Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()
        select (packet, extensions, payload),
        triple =>
        {
            byte[] bytes = PacketBytes.Write(triple.packet, triple.payload, triple.extensions);

            Assert.True(IPPacket.TryRead([.. bytes, 1, 2, 3], out IPPacket read));
            Assert.Equal(triple.packet, read with { PayloadOffset = 0, PayloadLength = 0 });
            Assert.Equal(triple.payload, read.GetPayload([.. bytes, 1, 2, 3]).ToArray());
        });

    // Seen to fail with: the check of the IPv4 header's length left out, with a TCP header longer than its segment, with
    // an option that is longer than the header, and with the size of an IPv6 extension header taken as it is.
    [Fact]
    public void No_bytes_make_a_decoder_throw() => Holds(PacketBytes.Hostile, bytes =>
    {
        if (IPPacket.TryRead(bytes, out IPPacket packet))
        {
            ReadOnlySpan<byte> payload = packet.GetPayload(bytes);
            Assert.InRange(packet.PayloadOffset, 20, bytes.Length);
            Assert.InRange(packet.PayloadLength, payload.Length, int.MaxValue);
            if (TcpSegment.TryRead(payload, packet.PayloadLength, out TcpSegment segment))
                Assert.InRange(segment.PayloadLength, 0, packet.PayloadLength - 20);
            Assert.True(packet.GetPayload(bytes.AsSpan(0, bytes.Length / 2)).Length <= bytes.Length / 2);
            Read(payload);
        }

        Read(bytes);
        Assert.NotEmpty(packet.ToString());
    });

    // Seen to fail with: bytes of the header read without looking at how many there are.
    [Fact]
    public void What_is_cut_off_is_read_as_far_as_it_is_there_or_not_at_all()
    {
        byte[] segment = PacketBytes.Write(Syn);
        byte[] bytes = PacketBytes.Write(FromRouter, segment);
        for (int length = 0; length <= bytes.Length; length++)
        {
            bool isRead = IPPacket.TryRead(bytes.AsSpan(0, length), out IPPacket packet);
            Assert.Equal(length >= 20, isRead);
            if (!isRead)
                continue;

            ReadOnlySpan<byte> rest = packet.GetPayload(bytes.AsSpan(0, length));
            Assert.Equal(segment.Length, packet.PayloadLength);
            Assert.Equal(length - 20, rest.Length);
            Assert.Equal(rest.Length >= 20, TcpSegment.TryRead(rest, packet.PayloadLength, out TcpSegment read));
            Assert.Equal(rest.Length == segment.Length, read == Syn);
            Assert.Equal(rest.Length == segment.Length, TcpSegment.TryRead(rest, out _));
        }
    }

    [Theory]
    [InlineData("01010204", null)]
    [InlineData("020405B4", 1460)]
    [InlineData("01010204 05B4", 1460)]
    [InlineData("00020405B4", null)]
    [InlineData("02000000 020405B4", null)]
    [InlineData("02010000 020405B4", null)]
    [InlineData("0203050101 020405B4", 1460)]
    [InlineData("020605B40000", null)]
    [InlineData("FF04AAAA 020405B4", 1460)]
    [InlineData("FFFFAAAA 020405B4", null)]
    [InlineData("020405B4 02040218", 536)]
    public void An_option_counts_when_it_is_whole(string options, int? expected)
    {
        byte[] written = Convert.FromHexString(options.Replace(" ", "", StringComparison.Ordinal));
        byte[] padded = [.. written, .. new byte[(4 - written.Length % 4) % 4]];
        byte[] bytes = PacketBytes.Write(Syn with { Options = default });
        bytes[12] = (byte)((20 + padded.Length) / 4 << 4);

        Assert.True(TcpSegment.TryRead([.. bytes, .. padded], out TcpSegment segment));
        Assert.Equal(new TcpSegmentOptions(expected, null, false, null), segment.Options);
    }

    [Theory]
    [InlineData(false, 3, 13)]
    [InlineData(false, 11, 0)]
    [InlineData(true, 1, 1)]
    public void An_error_message_tells_the_segment_that_it_is_about(bool isIPv6, byte type, byte code)
    {
        IPPacket quoted = isIPv6
            ? FromRouter with { Source = IPAddress.Parse("fd00::1"), Destination = IPAddress.Parse("fd00::2") }
            : FromRouter;
        byte[] bytes = PacketBytes.WriteIcmp(type, code, PacketBytes.Write(quoted, PacketBytes.Write(Syn)[..8]));

        Assert.True(IcmpPacket.TryRead(bytes, isIPv6, out IcmpPacket packet));
        Assert.Equal((type, code), (packet.Type, packet.Code));
        Assert.Equal(
            new QuotedSegment(Endpoint.IP(quoted.Source, 40000), Endpoint.IP(quoted.Destination, 443), 802208708),
            packet.Quote);

        Assert.True(IcmpPacket.TryRead(bytes.AsSpan(0, bytes.Length - 1), isIPv6, out packet));
        Assert.Null(packet.Quote);
        Assert.True(IcmpPacket.TryRead(bytes, !isIPv6, out packet));
        Assert.Null(packet.Quote);
    }

    [Fact]
    public void A_ping_quotes_nothing()
    {
        byte[] bytes = PacketBytes.WriteIcmp(8, 0, PacketBytes.Write(FromRouter, PacketBytes.Write(Syn)));

        Assert.True(IcmpPacket.TryRead(bytes, isIPv6: false, out IcmpPacket packet));
        Assert.Null(packet.Quote);
    }

    // Seen to fail with: a fragment's payload walked through as if headers followed.
    [Fact]
    public void A_later_fragment_of_IPv6_does_not_begin_with_a_header()
    {
        IPPacket later = FromRouter with
        {
            Source = IPAddress.Parse("fd00::1"),
            Destination = IPAddress.Parse("fd00::2"),
            Protocol = (ProtocolType)60,
            FragmentOffset = 1448,
        };

        Assert.True(IPPacket.TryRead(PacketBytes.Write(later, [6, 0, 0, 0, 0, 0, 0, 0, 1]), out IPPacket packet));
        Assert.Equal((48, 9, 60, 1448), (packet.PayloadOffset, packet.PayloadLength, (int)packet.Protocol, packet.FragmentOffset));
        Assert.True(packet.IsFragment);
    }

    [Fact]
    public void A_segment_is_one_line()
    {
        Assert.Equal("SYN seq=802208708 win=65495 (MSS 1460, window scale 7, SACK, timestamps)", Syn.ToString());
        Assert.Equal(
            "SYN-ACK seq=1 ack=2 win=0",
            new TcpSegment(1, 2, 1, 2, TcpFlags.Syn | TcpFlags.Acknowledgment, 0, 0, default).ToString());
        Assert.Equal(
            "data seq=1 ack=2 win=9 payload=5",
            new TcpSegment(1, 2, 1, 2, TcpFlags.Push | TcpFlags.Acknowledgment, 9, 5, default).ToString());
    }

    private static void Read(ReadOnlySpan<byte> bytes)
    {
        foreach (bool isIPv6 in (bool[])[false, true])
            Assert.Equal(bytes.Length >= 8, IcmpPacket.TryRead(bytes, isIPv6, out _));
        if (TcpSegment.TryRead(bytes, out TcpSegment segment))
            Assert.NotEmpty(segment.ToString());
    }

    private static void Holds<T>(Gen<T> generator, Action<T> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(3000), Prop.ForAll(generator.ToArbitrary(), property));
}
