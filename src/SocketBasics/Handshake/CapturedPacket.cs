using System.Net;
using System.Net.Sockets;

namespace SocketBasics.Handshake;

/// <summary>A packet that a capture was after: a TCP segment, or an ICMP message about one.</summary>
/// <param name="Time">When the kernel saw it.</param>
/// <param name="Source">Who sent the segment, or the one that the message quotes.</param>
/// <param name="Destination">Where that was to go.</param>
/// <param name="Segment">The segment, or null for a message.</param>
/// <param name="Message">The message, and the address that it claims to be from.</param>
internal sealed record CapturedPacket(
    DateTimeOffset Time,
    Endpoint Source,
    Endpoint Destination,
    TcpSegment? Segment,
    (IPAddress ReportedBy, IcmpPacket Packet)? Message)
{
    /// <summary>Reads a packet, and returns null if it is none of those that the capture is after.</summary>
    public static CapturedPacket? Read(ReadOnlySpan<byte> bytes, DateTimeOffset time, CaptureTarget target)
    {
        if (!IPPacket.TryRead(bytes, out IPPacket packet) || packet.FragmentOffset > 0)
            return null;

        CapturedPacket? captured = packet.Protocol switch
        {
            ProtocolType.Tcp => ReadSegment(packet, packet.GetPayload(bytes), time),
            ProtocolType.Icmp or ProtocolType.IcmpV6 => ReadMessage(packet, packet.GetPayload(bytes), time),
            _ => null,
        };
        return captured is not null
            && (target.IsTowardServer(captured.Source, captured.Destination)
                || target.IsTowardServer(captured.Destination, captured.Source))
                ? captured
                : null;
    }

    /// <summary>The event that it is in the trace of its connection.</summary>
    public HandshakeEvent ToEvent(Endpoint client)
    {
        HandshakeSide sender = Source == client ? HandshakeSide.Client : HandshakeSide.Server;
        return Message is var (reportedBy, packet)
            ? new HandshakeIcmp(Time, sender, reportedBy, packet)
            : new HandshakeSegment(Time, sender, Segment!.Value);
    }

    private static CapturedPacket? ReadSegment(IPPacket packet, ReadOnlySpan<byte> payload, DateTimeOffset time) =>
        TcpSegment.TryRead(payload, packet.PayloadLength, out TcpSegment segment)
            ? new CapturedPacket(
                time,
                Endpoint.IP(packet.Source, segment.SourcePort),
                Endpoint.IP(packet.Destination, segment.DestinationPort),
                segment,
                null)
            : null;

    private static CapturedPacket? ReadMessage(IPPacket packet, ReadOnlySpan<byte> payload, DateTimeOffset time) =>
        IcmpPacket.TryRead(payload, packet.Protocol == ProtocolType.IcmpV6, out IcmpPacket message)
        && message.Quote is { } quote
            ? new CapturedPacket(time, quote.Source, quote.Destination, null, (packet.Source, message))
            : null;
}
