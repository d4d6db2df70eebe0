using System.Net;

namespace SocketBasics.Handshake;

/// <summary>
/// The states of both ends of a connection, as its segments change them (RFC 9293 sections 3.3.2, 3.5 and 3.10).
/// </summary>
/// <remarks>
/// An end's state is what its own segments say that it is in, and what the segments that reach it make of that. What no
/// segment shows (the end of TIME-WAIT, a program that gives up) a mark can tell.
/// </remarks>
internal sealed class HandshakeStates
{
    private const int LargestWindow = 1 << 30;

    private readonly TcpState?[] _states = new TcpState?[2];

    // The number behind each end's FIN, once it has sent one.
    private readonly uint?[] _ends = new uint?[2];

    // The number behind each end's SYN: what the other one must acknowledge.
    private readonly uint?[] _starts = new uint?[2];

    // The number behind the last that each end has sent: nobody can acknowledge or reset beyond it.
    private readonly uint?[] _nexts = new uint?[2];

    private readonly IPAddress?[] _addresses;

    public HandshakeStates(IPAddress? client, IPAddress? server) => _addresses = [client, server];

    public TcpState? this[HandshakeSide side]
    {
        get => _states[(int)side];
        private set => _states[(int)side] = value;
    }

    /// <summary>Concludes from the first segments what the ends were in before them.</summary>
    public void Begin(IReadOnlyList<HandshakeEvent> events, SegmentFate[] fates)
    {
        if (events.FirstOrDefault(static item => item is HandshakeSegment) is not HandshakeSegment first
            || !IsQuestion(first.Segment))
        {
            return;
        }

        this[first.Sender] = TcpState.Closed;
        HandshakeEvent? answer = Enumerable.Range(0, fates.Length)
            .Where(i => events[i] is HandshakeSegment question
                && question.Sender == first.Sender
                && IsQuestion(question.Segment))
            .Select(i => fates[i].Answer)
            .FirstOrDefault(static answer => answer is not null);
        this[Other(first.Sender)] = answer switch
        {
            HandshakeSegment { Segment: var reset } when reset.Has(TcpFlags.Reset) => TcpState.Closed,
            HandshakeSegment segment when SentQuestion(events, segment.Sender) => TcpState.Closed,
            HandshakeSegment { Segment: var consent } when consent.Has(TcpFlags.Syn) => TcpState.Listen,
            _ => null,
        };
    }

    /// <summary>Moves both ends on.</summary>
    public void Move(HandshakeEvent happened, SegmentFate fate)
    {
        switch (happened)
        {
            case HandshakeMark { State: { } state } mark:
                this[mark.Side] = state;
                break;
            case HandshakeIcmp icmp when this[icmp.Receiver] == TcpState.SynSent:
                // Linux takes every unreachable, but not "fragmentation needed" and redirects, as the end of a connect.
                if (EndsConnect(icmp.Message) && QuotesSent(icmp))
                    this[icmp.Receiver] = TcpState.Closed;
                break;

            // Section 3.10.7: an end takes no reset whose number it does not expect; somebody else may have made it up.
            case HandshakeSegment { Segment: var reset } foreign when reset.Has(TcpFlags.Reset) && !IsExpected(foreign):
                break;
            case HandshakeSegment segment:
                Send(segment.Sender, segment.Segment);
                if (!fate.IsLost && Reaches(segment, fate))
                    Receive(Other(segment.Sender), segment.Segment, fate);
                break;
        }
    }

    private void Send(HandshakeSide sender, TcpSegment segment)
    {
        uint next = segment.SequenceNumber + (uint)segment.SequenceLength;
        if (segment.Has(TcpFlags.Syn) || _nexts[(int)sender] is not { } known || (int)(next - known) > 0)
            _nexts[(int)sender] = next;
        if (segment.Has(TcpFlags.Reset))
        {
            this[sender] = TcpState.Closed;
            return;
        }

        if (segment.Has(TcpFlags.Syn))
        {
            _starts[(int)sender] = segment.SequenceNumber + 1;
            _ends[(int)sender] = null;
            bool isConsent = segment.Has(TcpFlags.Acknowledgment);
            if (!isConsent || this[sender] is not TcpState.Established)
                this[sender] = isConsent ? TcpState.SynReceived : TcpState.SynSent;
        }

        if (!segment.Has(TcpFlags.Fin))
            return;
        _ends[(int)sender] = segment.SequenceNumber + (uint)segment.SequenceLength;
        this[sender] = this[sender] switch
        {
            TcpState.Established or TcpState.SynReceived => TcpState.FinWait1,

            // A FIN that does not acknowledge the other one was sent before that came: both ends close at once.
            TcpState.CloseWait => IsCovered(_ends[(int)Other(sender)], segment.AcknowledgmentNumber)
                ? TcpState.LastAck
                : TcpState.Closing,
            var state => state,
        };
    }

    private void Receive(HandshakeSide receiver, TcpSegment segment, SegmentFate fate)
    {
        if (segment.Has(TcpFlags.Reset))
        {
            // RFC 9293 section 3.10.7.2: a listener hears no reset.
            if (this[receiver] is not (null or TcpState.Listen))
                this[receiver] = TcpState.Closed;
            return;
        }

        if (segment.Has(TcpFlags.Acknowledgment))
            ReceiveAcknowledgment(receiver, segment);
        if (IsQuestion(segment))
            ReceiveQuestion(receiver, fate);
        if (segment.Has(TcpFlags.Fin))
            ReceiveEnd(receiver);
    }

    private void ReceiveQuestion(HandshakeSide receiver, SegmentFate fate)
    {
        if (this[receiver] == TcpState.SynSent)
            this[receiver] = TcpState.SynReceived;
        else if (this[receiver] is null or TcpState.Listen && fate.Answer is HandshakeSegment { Segment: var answer }
            && answer.Has(TcpFlags.Syn))
        {
            this[receiver] = TcpState.SynReceived;
        }
    }

    private void ReceiveAcknowledgment(HandshakeSide receiver, TcpSegment segment)
    {
        uint number = segment.AcknowledgmentNumber;
        bool completes = this[receiver] == TcpState.SynReceived
            || (this[receiver] == TcpState.SynSent && segment.Has(TcpFlags.Syn));

        // Before the handshake nothing but the SYN was sent, whatever a capture may have missed.
        bool isOfSyn = this[receiver] != TcpState.SynSent || IsSent(receiver, number);
        if (completes && isOfSyn && IsCovered(_starts[(int)receiver], number))
            this[receiver] = TcpState.Established;

        if (IsCovered(_ends[(int)receiver], number))
        {
            this[receiver] = this[receiver] switch
            {
                TcpState.FinWait1 => TcpState.FinWait2,
                TcpState.Closing => TcpState.TimeWait,
                TcpState.LastAck => TcpState.Closed,
                var state => state,
            };
        }
    }

    private void ReceiveEnd(HandshakeSide receiver) => this[receiver] = this[receiver] switch
    {
        TcpState.SynReceived or TcpState.Established => TcpState.CloseWait,
        TcpState.FinWait1 => TcpState.Closing,
        TcpState.FinWait2 => TcpState.TimeWait,
        var state => state,
    };

    // A segment that a router answered with an ICMP message went no further.
    private bool Reaches(HandshakeSegment segment, SegmentFate fate) =>
        fate.Answer is not HandshakeIcmp icmp || icmp.ReportedBy.Equals(_addresses[(int)Other(segment.Sender)]);

    /// <summary>Whether a reset is one that the connection's own end can have sent.</summary>
    private bool IsExpected(HandshakeSegment segment)
    {
        HandshakeSide receiver = Other(segment.Sender);
        TcpSegment reset = segment.Segment;

        // Section 3.10.7.3: in SYN-SENT it counts if it acknowledges the SYN, and has no number of its own to be judged by.
        if (this[receiver] == TcpState.SynSent || _starts[(int)segment.Sender] is not { } start)
        {
            return !reset.Has(TcpFlags.Acknowledgment)
                || (IsCovered(_starts[(int)receiver], reset.AcknowledgmentNumber) && IsSent(receiver, reset.AcknowledgmentNumber))
                || _starts[(int)receiver] is null;
        }

        return (int)(reset.SequenceNumber - start) >= 0 && IsWithinWindow(segment.Sender, reset.SequenceNumber);
    }

    // A capture may have missed what was sent in between; more than the largest window it cannot be.
    private bool IsWithinWindow(HandshakeSide side, uint number) =>
        _nexts[(int)side] is not { } next || (int)(number - next) <= LargestWindow;

    private bool IsSent(HandshakeSide side, uint number) => _nexts[(int)side] is not { } next || (int)(next - number) >= 0;

    private bool QuotesSent(HandshakeIcmp icmp) => icmp.Message.Quote is not { } quote
        || _starts[(int)icmp.Receiver] is not { } start
        || ((int)(quote.SequenceNumber - (start - 1)) >= 0 && IsWithinWindow(icmp.Receiver, quote.SequenceNumber));

    private static bool EndsConnect(IcmpPacket message) => message switch
    {
        { IsIPv6: false, Type: 3, Code: 4 } or { IsIPv6: false, Type: 4 or 5 } or { IsIPv6: true, Type: 2 } => false,
        _ => true,
    };

    private static bool SentQuestion(IReadOnlyList<HandshakeEvent> events, HandshakeSide side) =>
        events.Any(item => item is HandshakeSegment segment && segment.Sender == side && IsQuestion(segment.Segment));

    private static bool IsQuestion(TcpSegment segment) =>
        segment.Has(TcpFlags.Syn) && !segment.Has(TcpFlags.Acknowledgment);

    private static bool IsCovered(uint? number, uint acknowledgment) =>
        number is { } own && (int)(acknowledgment - own) >= 0;

    private static HandshakeSide Other(HandshakeSide side) => side ^ HandshakeSide.Server;
}
