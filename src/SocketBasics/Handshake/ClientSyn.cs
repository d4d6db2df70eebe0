using System.Globalization;

namespace SocketBasics.Handshake;

/// <summary>
/// The client's SYN, the first segment of a handshake, as the server's kernel received it; <see cref="Connection.Syn"/>
/// returns it.
/// </summary>
/// <param name="Packet">The IP header: the addresses, and what was left of the time to live.</param>
/// <param name="Segment">
/// The TCP header: <see cref="TcpSegment.SequenceNumber"/> is the client's initial sequence number, <see
/// cref="TcpSegment.Options"/> are what it offered. What both sides agreed on is
/// <see cref="TcpInfo.NegotiatedOptions"/>.
/// </param>
public readonly record struct ClientSyn(IPPacket Packet, TcpSegment Segment)
{
    /// <summary>
    /// Gets the number that the client begins to count its bytes with: j of the handshake's SYN(j), SYN(k) ACK(j+1), ACK(k+1).
    /// Its first byte has the number j+1, because the SYN takes one itself (RFC 9293 section 3.4).
    /// </summary>
    public uint InitialSequenceNumber => Segment.SequenceNumber;

    /// <summary>
    /// Gets how many routers the SYN came through, if its sender began with a usual time to live: 64 (Linux, macOS), 128
    /// (Windows) or 255. The nearest of them above what arrived is taken; 0 is this machine or its own network.
    /// </summary>
    public int HopCount => Packet.TimeToLive switch
    {
        <= 64 => 64 - Packet.TimeToLive,
        <= 128 => 128 - Packet.TimeToLive,
        _ => 255 - Packet.TimeToLive,
    };

    /// <summary>Reads a SYN from the packet that brought it.</summary>
    /// <param name="packet">The bytes from the IP header on, as TCP_SAVED_SYN returns them; they may end after the TCP header.</param>
    /// <param name="syn">What the headers say, or <c>default</c>.</param>
    /// <returns>
    /// <see langword="false"/> when the bytes are no whole IPv4 or IPv6 packet with a TCP segment that has SYN set and ACK not.
    /// No bytes make it throw.
    /// </returns>
    public static bool TryRead(ReadOnlySpan<byte> packet, out ClientSyn syn)
    {
        syn = default;
        if (!IPPacket.TryRead(packet, out IPPacket header)
            || header.Protocol != System.Net.Sockets.ProtocolType.Tcp
            || header.IsFragment
            || !TcpSegment.TryRead(header.GetPayload(packet), header.PayloadLength, out TcpSegment segment)
            || (segment.Flags & (TcpFlags.Syn | TcpFlags.Acknowledgment)) != TcpFlags.Syn)
        {
            return false;
        }

        syn = new(header, segment);
        return true;
    }

    /// <summary>Returns the SYN on one line: <c>SYN seq=802208709 win=64240 (MSS 1460, SACK), 3 hops away</c>.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Segment}, {HopCount} {(HopCount == 1 ? "hop" : "hops")} away");
}
