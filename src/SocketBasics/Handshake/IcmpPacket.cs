using System.Buffers.Binary;
using System.Globalization;
using System.Net.Sockets;

namespace SocketBasics.Handshake;

/// <summary>An ICMP message of either version, and the TCP segment that it quotes: RFC 792, RFC 4443.</summary>
/// <remarks>Checksums are not looked at, and ICMP is not authenticated: anybody on the way may have sent it.</remarks>
/// <param name="Type">The type, 0 to 255: "destination unreachable" is 3 in IPv4, 1 in IPv6.</param>
/// <param name="Code">The code, 0 to 255, whose meaning depends on the type.</param>
/// <param name="IsIPv6">Whether it is ICMPv6, which has other types and codes.</param>
/// <param name="Quote">
/// The segment that it is about, or <see langword="null"/> when the message is no error, or quotes something else than the
/// beginning of a TCP segment.
/// </param>
public readonly record struct IcmpPacket(byte Type, byte Code, bool IsIPv6, QuotedSegment? Quote)
{
    private const int HeaderSize = 8;
    private const int QuotedSize = 8;

    // RFC 4443 section 2.1: the types below 128 are errors.
    private const byte FirstInformation = 128;

    /// <summary>Reads a message, as it stands behind the IP header.</summary>
    /// <param name="bytes">The message, or its beginning.</param>
    /// <param name="isIPv6">Whether it is ICMPv6 (protocol 58) and not ICMP (protocol 1).</param>
    /// <param name="packet">The message, or <c>default</c>.</param>
    /// <returns><see langword="false"/> when there are fewer than the 8 bytes of the header. No bytes make it throw.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, bool isIPv6, out IcmpPacket packet)
    {
        packet = default;
        if (bytes.Length < HeaderSize)
            return false;

        QuotedSegment? quote = IsError(bytes[0], isIPv6) ? ReadQuote(bytes[HeaderSize..], isIPv6) : null;
        packet = new IcmpPacket(bytes[0], bytes[1], isIPv6, quote);
        return true;
    }

    /// <summary>Returns the message as <c>ICMP 3/13</c> or <c>ICMPv6 1/1</c>: type and code.</summary>
    /// <returns>One line.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(IsIPv6 ? "ICMPv6" : "ICMP")} {Type}/{Code}");

    // Unreachable, source quench, redirect, time exceeded, parameter problem (RFC 1122 section 3.2.2).
    private static bool IsError(byte type, bool isIPv6) =>
        isIPv6 ? type < FirstInformation : type is 3 or 4 or 5 or 11 or 12;

    private static QuotedSegment? ReadQuote(ReadOnlySpan<byte> bytes, bool isIPv6)
    {
        if (!IPPacket.TryRead(bytes, out IPPacket quoted)
            || quoted is not { Protocol: ProtocolType.Tcp, FragmentOffset: 0 }
            || quoted.Source.AddressFamily == AddressFamily.InterNetworkV6 != isIPv6)
        {
            return null;
        }

        ReadOnlySpan<byte> segment = quoted.GetPayload(bytes);
        return segment.Length < QuotedSize
            ? null
            : new QuotedSegment(
                Endpoint.IP(quoted.Source, BinaryPrimitives.ReadUInt16BigEndian(segment)),
                Endpoint.IP(quoted.Destination, BinaryPrimitives.ReadUInt16BigEndian(segment[2..])),
                BinaryPrimitives.ReadUInt32BigEndian(segment[4..]));
    }
}
