namespace SocketBasics.Handshake;

/// <summary>What became of a segment, as far as later events tell.</summary>
/// <param name="Answer">
/// The event that shows that it was heard, by its receiver or by the sender of an ICMP message.
/// </param>
/// <param name="IsRetransmission">Whether the same segment was sent before.</param>
/// <param name="IsLost">Whether it is taken for lost.</param>
/// <param name="AwaitsAnswer">Whether an answer is still to be expected when the trace ends.</param>
internal readonly record struct SegmentFate(
    HandshakeEvent? Answer, bool IsRetransmission, bool IsLost, bool AwaitsAnswer);
