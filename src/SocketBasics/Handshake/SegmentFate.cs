namespace SocketBasics.Handshake;

/// <summary>What became of a segment, as far as later events tell.</summary>
/// <param name="Answer">
/// The event that shows that it was heard, by its receiver or by the sender of an ICMP message.
/// </param>
/// <param name="IsRetransmission">Whether the same segment was sent before.</param>
/// <param name="IsLost">Whether it is taken for lost.</param>
/// <param name="AwaitsAnswer">Whether an answer is still to be expected when the trace ends.</param>
internal readonly record struct SegmentFate(
    HandshakeEvent? Answer, bool IsRetransmission, bool IsLost, bool AwaitsAnswer)
{
    /// <summary>Finds the fates of all events, in their order; marks and messages have none.</summary>
    public static SegmentFate[] Find(IReadOnlyList<HandshakeEvent> events)
    {
        var fates = new SegmentFate[events.Count];
        var sent = new HashSet<(HandshakeSide, uint, TcpFlags, bool)>();
        for (int i = 0; i < fates.Length; i++)
        {
            if (events[i] is HandshakeSegment { Segment.SequenceLength: > 0 } segment)
                fates[i] = new SegmentFate(null, !sent.Add(Key(segment)), false, false);
        }

        for (int i = 0; i < fates.Length; i++)
        {
            if (events[i] is not HandshakeSegment segment)
                continue;
            fates[i] = segment.Segment.SequenceLength > 0
                ? FindAnswer(events, i, segment, fates[i].IsRetransmission)
                : fates[i] with { IsLost = IsIgnored(events, fates, i, segment) };
        }

        return fates;
    }

    private static SegmentFate FindAnswer(
        IReadOnlyList<HandshakeEvent> events, int index, HandshakeSegment segment, bool isRetransmission)
    {
        bool isOver = false;
        for (int i = index + 1; i < events.Count; i++)
        {
            if (Answers(events[i], segment))
                return new SegmentFate(events[i], isRetransmission, IsLost: false, AwaitsAnswer: false);
            if (events[i] is not HandshakeSegment other)
                continue;
            if (Key(other) == Key(segment))
                return new SegmentFate(null, isRetransmission, IsLost: true, AwaitsAnswer: false);
            isOver |= other.Segment.Has(TcpFlags.Reset);
        }

        bool isQuestion = segment.Segment.Has(TcpFlags.Syn) && !segment.Segment.Has(TcpFlags.Acknowledgment);
        return new SegmentFate(null, isRetransmission, isQuestion, AwaitsAnswer: !isOver);
    }

    private static bool Answers(HandshakeEvent candidate, HandshakeSegment sent) => candidate switch
    {
        HandshakeIcmp icmp =>
            IcmpWords.ReportsLoss(icmp.Message) && icmp.Receiver == sent.Sender
            && icmp.Message.Quote?.SequenceNumber == sent.Segment.SequenceNumber,
        HandshakeSegment { Segment: var answer } other when other.Sender != sent.Sender =>
            answer.Has(TcpFlags.Acknowledgment)
                ? Covers(answer.AcknowledgmentNumber, sent.Segment)

                // RFC 9293 section 3.10.7.1: a reset takes its number from what it answers.
                : answer.Has(TcpFlags.Reset) && sent.Segment.Has(TcpFlags.Acknowledgment)
                    && answer.SequenceNumber == sent.Segment.AcknowledgmentNumber,
        _ => false,
    };

    // A segment that only acknowledges is never answered; but if its receiver sends again what was acknowledged, it has
    // not heard it, or, with a full accept queue or TCP_DEFER_ACCEPT, has acted as if.
    private static bool IsIgnored(
        IReadOnlyList<HandshakeEvent> events, SegmentFate[] fates, int index, HandshakeSegment segment)
    {
        if (!segment.Segment.Has(TcpFlags.Acknowledgment) || segment.Segment.Has(TcpFlags.Reset))
            return false;

        for (int i = index + 1; i < events.Count; i++)
        {
            if (events[i] is HandshakeSegment { Segment: var other } repeated && repeated.Sender != segment.Sender)
                return fates[i].IsRetransmission && Covers(segment.Segment.AcknowledgmentNumber, other);
        }

        return false;
    }

    // RFC 9293 section 3.4: numbers go round, and are compared by their distance.
    private static bool Covers(uint acknowledgment, TcpSegment segment) =>
        (int)(acknowledgment - (segment.SequenceNumber + (uint)segment.SequenceLength)) >= 0;

    // A SYN-ACK with the number of an earlier SYN is no repetition of it: both ends connect at once (RFC 9293, figure
    // 7).
    private static (HandshakeSide, uint, TcpFlags, bool) Key(HandshakeSegment segment)
    {
        TcpFlags counted = TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Reset;
        if (segment.Segment.Has(TcpFlags.Syn))
            counted |= TcpFlags.Acknowledgment;
        return (
            segment.Sender,
            segment.Segment.SequenceNumber,
            segment.Segment.Flags & counted,
            segment.Segment.PayloadLength > 0);
    }
}
