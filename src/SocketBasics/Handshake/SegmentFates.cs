namespace SocketBasics.Handshake;

/// <summary>Finds what became of the segments of a trace.</summary>
/// <remarks>
/// In one pass forward: of each end's segments only what may answer them is looked at, so that a long transfer of which one
/// direction alone was seen takes no longer than another.
/// </remarks>
internal sealed class SegmentFates
{
    private readonly IReadOnlyList<HandshakeEvent> _events;

    // Of each end, where the events stand that may answer its segments, and where its own segments do.
    private readonly List<int>[] _answers = [[], []];
    private readonly List<int>[] _sent = [[], []];

    // Where the same segment is sent again; the number of events for never.
    private readonly int[] _sentAgainAt;
    private readonly bool[] _isRetransmission;
    private readonly int _lastReset = -1;

    private SegmentFates(IReadOnlyList<HandshakeEvent> events)
    {
        _events = events;
        _sentAgainAt = new int[events.Count];
        _isRetransmission = new bool[events.Count];
        var last = new Dictionary<(HandshakeSide, uint, TcpFlags, bool), int>();
        for (int i = 0; i < events.Count; i++)
        {
            _sentAgainAt[i] = events.Count;
            if (events[i] is HandshakeIcmp icmp && IcmpWords.ReportsLoss(icmp.Message))
                _answers[(int)icmp.Receiver].Add(i);
            if (events[i] is not HandshakeSegment segment)
                continue;

            _sent[(int)segment.Sender].Add(i);
            if (segment.Segment.Has(TcpFlags.Acknowledgment) || segment.Segment.Has(TcpFlags.Reset))
                _answers[(int)Other(segment.Sender)].Add(i);
            if (segment.Segment.Has(TcpFlags.Reset))
                _lastReset = i;
            if (segment.Segment.SequenceLength == 0)
                continue;
            if (last.TryGetValue(Key(segment), out int earlier))
                (_sentAgainAt[earlier], _isRetransmission[i]) = (i, true);
            last[Key(segment)] = i;
        }
    }

    /// <summary>Finds the fates of all events, in their order; marks and messages have none.</summary>
    public static SegmentFate[] Find(IReadOnlyList<HandshakeEvent> events)
    {
        var finder = new SegmentFates(events);
        var fates = new SegmentFate[events.Count];
        int[] nextAnswer = [0, 0];
        int[] nextSent = [0, 0];
        for (int i = 0; i < fates.Length; i++)
        {
            if (events[i] is not HandshakeSegment segment)
                continue;

            int own = (int)segment.Sender;
            int other = (int)Other(segment.Sender);
            Skip(finder._answers[own], ref nextAnswer[own], i);
            Skip(finder._sent[other], ref nextSent[other], i);
            fates[i] = segment.Segment.SequenceLength > 0
                ? finder.FindAnswer(segment, i, nextAnswer[own])
                : new SegmentFate(null, false, finder.IsIgnored(segment, nextSent[other]), false);
        }

        return fates;
    }

    private static void Skip(List<int> places, ref int next, int until)
    {
        while (next < places.Count && places[next] <= until)
            next++;
    }

    private SegmentFate FindAnswer(HandshakeSegment segment, int index, int firstAnswer)
    {
        List<int> answers = _answers[(int)segment.Sender];
        bool isRetransmission = _isRetransmission[index];
        int again = _sentAgainAt[index];
        for (int i = firstAnswer; i < answers.Count && answers[i] < again; i++)
        {
            if (Answers(_events[answers[i]], segment))
                return new SegmentFate(_events[answers[i]], isRetransmission, IsLost: false, AwaitsAnswer: false);
        }

        if (again < _events.Count)
            return new SegmentFate(null, isRetransmission, IsLost: true, AwaitsAnswer: false);

        bool isQuestion = segment.Segment.Has(TcpFlags.Syn) && !segment.Segment.Has(TcpFlags.Acknowledgment);
        return new SegmentFate(null, isRetransmission, isQuestion, AwaitsAnswer: _lastReset <= index);
    }

    // A segment that only acknowledges is never answered; but if its receiver sends again what was acknowledged, it has
    // not heard it, or, with a full accept queue or TCP_DEFER_ACCEPT, has acted as if.
    private bool IsIgnored(HandshakeSegment segment, int nextOfOther)
    {
        if (!segment.Segment.Has(TcpFlags.Acknowledgment) || segment.Segment.Has(TcpFlags.Reset))
            return false;

        List<int> sent = _sent[(int)Other(segment.Sender)];
        return nextOfOther < sent.Count
            && _isRetransmission[sent[nextOfOther]]
            && Covers(segment.Segment.AcknowledgmentNumber, ((HandshakeSegment)_events[sent[nextOfOther]]).Segment);
    }

    private static bool Answers(HandshakeEvent candidate, HandshakeSegment sent) => candidate switch
    {
        HandshakeIcmp icmp =>
            icmp.Message.Quote?.SequenceNumber == sent.Segment.SequenceNumber,
        HandshakeSegment { Segment: var answer } other when other.Sender != sent.Sender =>
            answer.Has(TcpFlags.Acknowledgment)
                ? Covers(answer.AcknowledgmentNumber, sent.Segment)

                // RFC 9293 section 3.10.7.1: a reset takes its number from what it answers.
                : answer.Has(TcpFlags.Reset) && sent.Segment.Has(TcpFlags.Acknowledgment)
                    && answer.SequenceNumber == sent.Segment.AcknowledgmentNumber,
        _ => false,
    };

    private static HandshakeSide Other(HandshakeSide side) =>
        side == HandshakeSide.Client ? HandshakeSide.Server : HandshakeSide.Client;

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
