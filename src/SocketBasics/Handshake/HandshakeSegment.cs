namespace SocketBasics.Handshake;

/// <summary>A TCP segment of a traced connection.</summary>
public sealed class HandshakeSegment : HandshakeEvent
{
    /// <summary>Makes the event of a segment, as a capture does; tests and drawings of one's own can do so, too.</summary>
    /// <param name="time">When it was seen.</param>
    /// <param name="sender">Which end sent it.</param>
    /// <param name="segment">What its header says.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="sender"/> is neither end.</exception>
    public HandshakeSegment(DateTimeOffset time, HandshakeSide sender, TcpSegment segment)
        : base(time)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)sender, (uint)HandshakeSide.Server, nameof(sender));
        Sender = sender;
        Segment = segment;
    }

    /// <summary>Gets which end sent it.</summary>
    public HandshakeSide Sender { get; }

    /// <summary>Gets what its header says.</summary>
    public TcpSegment Segment { get; }

    /// <summary>Returns the segment as <c>Client sends SYN seq=802208708 win=65495 (MSS 65495)</c>.</summary>
    /// <returns>One line.</returns>
    public override string ToString() => $"{Sender} sends {Segment}";
}
