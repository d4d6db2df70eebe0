using System.Net;

namespace SocketBasics.Handshake;

/// <summary>An ICMP message about a segment of a traced connection: somebody could not or would not deliver it.</summary>
/// <remarks>The sender is what the packet claims; ICMP is not authenticated.</remarks>
public sealed class HandshakeIcmp : HandshakeEvent
{
    /// <summary>Makes the event of an ICMP message, as a capture does.</summary>
    /// <param name="time">When it was seen.</param>
    /// <param name="receiver">Which end it goes to: the one that sent the segment that it quotes.</param>
    /// <param name="reportedBy">The address in the packet's source field.</param>
    /// <param name="message">The message.</param>
    /// <exception cref="ArgumentNullException"><paramref name="reportedBy"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="receiver"/> is neither end.</exception>
    public HandshakeIcmp(DateTimeOffset time, HandshakeSide receiver, IPAddress reportedBy, IcmpPacket message)
        : base(time)
    {
        ArgumentNullException.ThrowIfNull(reportedBy);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)receiver, (uint)HandshakeSide.Server, nameof(receiver));
        Receiver = receiver;
        ReportedBy = reportedBy;
        Message = message;
    }

    /// <summary>Gets which end the message goes to.</summary>
    public HandshakeSide Receiver { get; }

    /// <summary>Gets who says so: a router, a firewall, or the other end itself.</summary>
    public IPAddress ReportedBy { get; }

    /// <summary>Gets the message, and the segment that it quotes.</summary>
    public IcmpPacket Message { get; }

    /// <summary>Returns the message as <c>Client gets ICMP 3/13 from 10.77.1.1</c>.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Receiver} gets {Message} from {ReportedBy}";
}
