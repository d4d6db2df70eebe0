using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace SocketBasics.Handshake;

/// <summary>The header of an IP packet of either version: RFC 791, RFC 8200.</summary>
/// <remarks>
/// <para>
/// Of IPv6 the extension headers are walked through, so that the payload is what an upper layer gets: a TCP segment, an
/// ICMP message. The options of IPv4 are skipped likewise. Checksums are not looked at.
/// </para>
/// <para>
/// A packet may be cut off, as a capture, an ICMP message or TCP_SAVED_SYN cuts it: <see cref="PayloadLength"/> is what
/// the header says, and <see cref="GetPayload"/> what is there of it.
/// </para>
/// </remarks>
/// <param name="Source">The sender's address, as the packet claims it; <see langword="null"/> in <c>default</c>.</param>
/// <param name="Destination">
/// The address that it goes to; <see langword="null"/> in <c>default</c>. With an IPv6 routing header, the next stop.
/// </param>
/// <param name="TimeToLive">How many hops it may still make, 0 to 255: TTL of IPv4, hop limit of IPv6.</param>
/// <param name="Protocol">
/// What the payload is: 6 is TCP, 1 ICMP, 58 ICMPv6. Any number from 0 to 255, not only those with a name.
/// </param>
/// <param name="PayloadOffset">Where the payload begins: the length of all IP headers, in bytes.</param>
/// <param name="PayloadLength">How many bytes of payload the packet had when it was sent.</param>
/// <param name="FragmentOffset">
/// At which byte of the original payload this one begins; 0 for a packet that is whole and for the first fragment. Later
/// fragments do not begin with an upper header.
/// </param>
/// <param name="HasMoreFragments">Whether more fragments follow.</param>
public readonly record struct IPPacket(
    IPAddress Source,
    IPAddress Destination,
    byte TimeToLive,
    ProtocolType Protocol,
    int PayloadOffset,
    int PayloadLength,
    int FragmentOffset,
    bool HasMoreFragments)
{
    private const int SmallestIPv4Header = 20;
    private const int IPv6Header = 40;
    private const int HopByHop = 0;

    /// <summary>Gets whether this is a part of a packet that was cut up on the way.</summary>
    public bool IsFragment => FragmentOffset > 0 || HasMoreFragments;

    /// <summary>Reads the header, or the headers, of a packet.</summary>
    /// <param name="bytes">
    /// The packet from its first byte on, or its beginning; what follows after the packet's end is ignored.
    /// </param>
    /// <param name="packet">What the headers say, or <c>default</c>.</param>
    /// <returns>
    /// <see langword="false"/> when the bytes do not begin with whole headers of IPv4 or IPv6 whose lengths agree. No bytes
    /// make it throw.
    /// </returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out IPPacket packet)
    {
        packet = default;
        return bytes.Length >= SmallestIPv4Header && (bytes[0] >> 4) switch
        {
            4 => TryReadIPv4(bytes, out packet),
            6 => TryReadIPv6(bytes, out packet),
            _ => false,
        };
    }

    /// <summary>Finds the payload in the bytes that this packet was read from.</summary>
    /// <param name="bytes">The bytes that <see cref="TryRead"/> got.</param>
    /// <returns>
    /// What is there of the payload: <see cref="PayloadLength"/> bytes, or fewer when the packet was cut off; nothing when
    /// these are other bytes, and too few.
    /// </returns>
    public ReadOnlySpan<byte> GetPayload(ReadOnlySpan<byte> bytes) =>
        PayloadOffset > bytes.Length
            ? default
            : bytes.Slice(PayloadOffset, Math.Min(PayloadLength, bytes.Length - PayloadOffset));

    private static bool TryReadIPv4(ReadOnlySpan<byte> bytes, out IPPacket packet)
    {
        packet = default;
        int header = (bytes[0] & 0xF) * 4;

        // A packet that segmentation offload has yet to cut up can be longer than the field tells, which is 0 then.
        int total = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]) is var length and > 0 ? length : bytes.Length;
        if (header < SmallestIPv4Header || header > bytes.Length || header > total)
            return false;

        int fragment = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]);
        packet = new IPPacket(
            new IPAddress(bytes.Slice(12, 4)),
            new IPAddress(bytes.Slice(16, 4)),
            bytes[8],
            (ProtocolType)bytes[9],
            header,
            total - header,
            (fragment & 0x1FFF) * 8,
            (fragment & 0x2000) != 0);
        return true;
    }

    private static bool TryReadIPv6(ReadOnlySpan<byte> bytes, out IPPacket packet)
    {
        packet = default;
        if (bytes.Length < IPv6Header)
            return false;

        // Longer than the field can tell: a jumbogram (RFC 2675), or one that segmentation offload has yet to cut up.
        int length = BinaryPrimitives.ReadUInt16BigEndian(bytes[4..]);
        if (length == 0 && bytes[6] == HopByHop)
            length = bytes.Length - IPv6Header;

        if (!IPv6Extensions.TryRead(bytes[IPv6Header..], length, bytes[6], out IPv6Extensions extensions))
            return false;

        packet = new IPPacket(
            new IPAddress(bytes.Slice(8, 16)),
            new IPAddress(bytes.Slice(24, 16)),
            bytes[7],
            (ProtocolType)extensions.Protocol,
            IPv6Header + extensions.Length,
            length - extensions.Length,
            extensions.FragmentOffset,
            extensions.HasMoreFragments);
        return true;
    }
}
