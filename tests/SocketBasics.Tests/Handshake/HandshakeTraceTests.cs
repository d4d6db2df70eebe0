using FsCheck;
using FsCheck.Fluent;
using SocketBasics.Handshake;
using static SocketBasics.TcpState;
using static SocketBasics.Tests.Handshake.TraceScript;

namespace SocketBasics.Tests.Handshake;

/// <summary>What follows from the segments: the states of both ends, what was lost, and what was sent again.</summary>
public sealed class HandshakeTraceTests
{
    // Seen to fail with: the server established by the SYN-ACK that it sends.
    [Fact]
    public void Each_direction_is_established_in_its_turn()
    {
        HandshakeTrace trace = new TraceScript().Establish().Trace();

        Assert.Equal((Closed, Listen), (trace.InitialClientState, trace.InitialServerState));
        ExpectStates(trace, (SynSent, SynReceived), (Established, SynReceived), (Established, Established));
        Assert.Equal(TimeSpan.FromMilliseconds(1), trace.ClientEstablished);
        Assert.Equal(TimeSpan.FromMilliseconds(2), trace.ServerEstablished);
        Assert.Equal((1000u, 500_000u), (trace.ClientSequenceNumber, trace.ServerSequenceNumber));
        Assert.All(trace.Steps, static step => Assert.False(step.IsLost || step.IsRetransmission));
    }

    [Theory]
    [InlineData(uint.MaxValue, uint.MaxValue)]
    [InlineData(0x7FFF_FFFF, 0x8000_0000)]
    public void Numbers_go_round(uint j, uint k)
    {
        HandshakeTrace trace = new TraceScript(j, k).Establish()
            .FromClient(Fin, 1, 1).FromServer(Ack, 1, 2).Trace();

        ExpectStates(
            trace, (SynSent, SynReceived), (Established, SynReceived), (Established, Established), (FinWait1, CloseWait),
            (FinWait2, CloseWait));
    }

    // Seen to fail with: numbers compared as numbers, and not by their distance, in HandshakeStates and in SegmentFate.
    [Fact]
    public void An_acknowledgment_counts_across_the_end_of_the_numbers()
    {
        const TcpFlags Data = Ack | TcpFlags.Push;
        HandshakeTrace trace = new TraceScript(uint.MaxValue - 6, uint.MaxValue - 10)
            .FromClient(Syn).FromServer(SynAck, 0, 1).FromClient(Data, 1, 100, payload: 5)
            .FromClient(Data, 6, 100, payload: 5).FromServer(Ack, 100, 11).FromClient(Data, 1, 100, payload: 5).Trace();

        Assert.Equal(Established, trace.Steps[2].ServerState);
        Assert.Equal([false, true], new[] { trace.Steps[2], trace.Steps[5] }.Select(static step => step.IsRetransmission));
        Assert.False(trace.Steps[2].IsLost);
    }

    [Fact]
    public void A_SYN_that_is_repeated_before_any_answer_is_lost()
    {
        HandshakeTrace trace = new TraceScript().FromClient(Syn).Establish().Trace();

        ExpectStates(trace, (SynSent, Listen), (SynSent, SynReceived), (Established, SynReceived), (Established, Established));
        Assert.Equal([true, false, false, false], trace.Steps.Select(static step => step.IsLost));
        Assert.Equal([false, true, false, false], trace.Steps.Select(static step => step.IsRetransmission));
    }

    [Fact]
    public void A_server_that_never_answers_has_no_known_state()
    {
        HandshakeTrace trace = new TraceScript().FromClient(Syn).FromClient(Syn)
            .Mark(HandshakeSide.Client, "timed out", Closed).Trace();

        Assert.Null(trace.InitialServerState);
        ExpectStates(trace, (SynSent, null), (SynSent, null), (Closed, null));
        Assert.Equal([true, true, false], trace.Steps.Select(static step => step.IsLost));
        Assert.Null(trace.ClientEstablished);
        Assert.Null(trace.ServerEstablished);
    }

    // Seen to fail with: every SYN that arrives taken for received by a listener.
    [Fact]
    public void A_refusal_shows_that_nobody_listened()
    {
        HandshakeTrace trace = new TraceScript().FromClient(Syn).Refuse().Trace();

        Assert.Equal(Closed, trace.InitialServerState);
        ExpectStates(trace, (SynSent, Closed), (Closed, Closed));
        Assert.False(trace.Steps[0].IsLost);
    }

    [Theory]
    [InlineData(3, 13, true)]
    [InlineData(3, 1, true)]
    [InlineData(11, 0, true)]
    [InlineData(3, 4, false)]
    [InlineData(5, 1, false)]
    public void An_ICMP_message_ends_a_connect_unless_it_only_advises(byte type, byte code, bool ends)
    {
        HandshakeTrace trace = new TraceScript().FromClient(Syn).Icmp(type, code).Trace();

        ExpectStates(trace, (SynSent, null), (ends ? Closed : SynSent, null));

        // A redirect says that the segment was forwarded; what was forwarded and never answered is taken for lost.
        Assert.Equal(type == 5, trace.Steps[0].IsLost);
    }

    // Seen to fail with: any number taken.
    [Fact]
    public void A_reset_with_a_number_that_nobody_expects_ends_nothing()
    {
        HandshakeTrace trace = new TraceScript().Establish().FromServer(TcpFlags.Reset, -1_000).Trace();

        Assert.Equal((Established, Established), (trace.Steps[^1].ClientState, trace.Steps[^1].ServerState));
    }

    // Seen to fail with: any number taken that is not below.
    [Fact]
    public void A_consent_to_a_SYN_that_was_never_sent_establishes_nothing()
    {
        HandshakeTrace trace = new TraceScript().FromClient(Syn).FromServer(SynAck, 0, 99).Trace();

        Assert.Equal(SynSent, trace.Steps[^1].ClientState);
    }

    // Seen to fail with: any message taken for an answer to the segment.
    [Fact]
    public void A_redirect_stops_nothing()
    {
        HandshakeTrace trace = new TraceScript()
            .FromClient(Syn).Icmp(5, 1).FromServer(SynAck, 0, 1).FromClient(Ack, 1, 1).Trace();

        Assert.Equal(Listen, trace.InitialServerState);
        Assert.Equal((Established, Established), (trace.Steps[^1].ClientState, trace.Steps[^1].ServerState));
        Assert.False(trace.Steps[0].IsLost);
    }

    [Fact]
    public void An_ICMP_message_does_not_end_what_is_established()
    {
        HandshakeTrace trace = new TraceScript().Establish().Icmp(3, 1).Trace();

        Assert.Equal((Established, Established), (trace.Steps[^1].ClientState, trace.Steps[^1].ServerState));
    }

    // A full accept queue, or TCP_DEFER_ACCEPT: the client believes that it is connected, the server does not.
    // Seen to fail with: every acknowledgment taken for heard.
    [Fact]
    public void A_third_segment_after_which_the_SYN_ACK_comes_again_was_not_heard()
    {
        HandshakeTrace trace = new TraceScript().Establish().FromServer(SynAck, 0, 1).FromClient(Ack, 1, 1).Trace();

        ExpectStates(
            trace, (SynSent, SynReceived), (Established, SynReceived), (Established, SynReceived),
            (Established, SynReceived), (Established, Established));
        Assert.Equal([false, false, true, false, false], trace.Steps.Select(static step => step.IsLost));
        Assert.True(trace.Steps[3].IsRetransmission);
    }

    [Fact]
    public void A_reset_closes_both_ends()
    {
        HandshakeTrace trace = new TraceScript().Establish().FromServer(ResetAck, 1, 1).Trace();

        Assert.Equal((Closed, Closed), (trace.Steps[^1].ClientState, trace.Steps[^1].ServerState));
    }

    [Fact]
    public void A_reset_of_a_connection_that_the_server_forgot_closes_the_client()
    {
        HandshakeTrace trace = new TraceScript().Establish()
            .Mark(HandshakeSide.Server, "crash", Closed)
            .FromClient(Ack | TcpFlags.Push, 1, 1, payload: 5)
            .FromServer(Reset, 1)
            .Trace();

        ExpectStates(
            trace, (SynSent, SynReceived), (Established, SynReceived), (Established, Established), (Established, Closed),
            (Established, Closed), (Closed, Closed));
        Assert.False(trace.Steps[4].IsLost);
    }

    [Fact]
    public void The_side_that_closes_first_waits_at_the_end()
    {
        HandshakeTrace trace = new TraceScript().Establish()
            .FromClient(Fin, 1, 1).FromServer(Ack, 1, 2).FromServer(Fin, 1, 2).FromClient(Ack, 2, 2).Trace();

        ExpectStates(
            trace, (SynSent, SynReceived), (Established, SynReceived), (Established, Established), (FinWait1, CloseWait),
            (FinWait2, CloseWait), (TimeWait, LastAck), (TimeWait, Closed));
    }

    // RFC 9293, figure 13. Each FIN is on its way when the other is sent, so that it acknowledges nothing new.
    [Fact]
    public void Both_sides_can_close_at_once()
    {
        HandshakeTrace trace = new TraceScript().Establish()
            .FromClient(Fin, 1, 1).FromServer(Fin, 1, 1).FromServer(Ack, 2, 2).FromClient(Ack, 2, 2).Trace();

        Assert.Equal((TimeWait, TimeWait), (trace.Steps[^1].ClientState, trace.Steps[^1].ServerState));
        Assert.Equal((Closing, Closing), (trace.Steps[4].ClientState, trace.Steps[4].ServerState));
    }

    // RFC 9293, figure 7.
    [Fact]
    public void Both_sides_can_connect_at_once()
    {
        HandshakeTrace trace = new TraceScript()
            .FromClient(Syn).FromServer(Syn).FromClient(SynAck, 0, 1).FromServer(SynAck, 0, 1).Trace();

        Assert.Equal((Established, Established), (trace.Steps[^1].ClientState, trace.Steps[^1].ServerState));
        Assert.DoesNotContain("accept", trace.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_trace_that_begins_in_the_middle_knows_no_states()
    {
        HandshakeTrace trace = new TraceScript().FromClient(Ack | TcpFlags.Push, 1, 1, 5).FromServer(Ack, 1, 6).Trace();

        ExpectStates(trace, (null, null), (null, null));
        Assert.Null(trace.ClientSequenceNumber);
    }

    [Fact]
    public void Events_are_put_in_the_order_of_time_and_count_from_the_first_segment()
    {
        HandshakeEvent[] events =
        [
            .. new TraceScript().Mark(HandshakeSide.Client, "connect is called").Establish().Events.Reverse(),
        ];

        var trace = new HandshakeTrace(Client, Server, events);

        Assert.Equal([-1, 0, 1, 2], trace.Steps.Select(static step => step.Time.TotalMilliseconds));
    }

    [Fact]
    public void An_event_is_one_harmless_line()
    {
        HandshakeTrace trace = new TraceScript().FromClient(Syn).Icmp(3, 13)
            .Mark(HandshakeSide.Server, "<b>\nforged line").Trace();

        Assert.Equal(
            [
                "Client sends SYN seq=1000 win=65535",
                "Client gets ICMP 3/13 from 203.0.113.7",
                "Server: \\x3Cb\\x3E\\x0Aforged line",
            ],
            trace.Steps.Select(static step => step.Event.ToString()));
        Assert.DoesNotContain('\n', trace.Steps[2].ToString());
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentNullException>("events", () => new HandshakeTrace(Client, Server, null!));
        Assert.Throws<ArgumentNullException>("events", () => new HandshakeTrace(Client, Server, [null!]));
        Assert.Throws<ArgumentNullException>("text", () => new HandshakeMark(default, HandshakeSide.Client, null!));
        Assert.Throws<ArgumentOutOfRangeException>("side", () => new HandshakeMark(default, (HandshakeSide)2, ""));
        Assert.Throws<ArgumentOutOfRangeException>("state", () => new HandshakeMark(default, 0, "", (TcpState)11));
        Assert.Throws<ArgumentOutOfRangeException>("sender", () => new HandshakeSegment(default, (HandshakeSide)(-1), default));
        Assert.Throws<ArgumentOutOfRangeException>(
            "receiver", () => new HandshakeIcmp(default, (HandshakeSide)2, Client.Address!, default));
        Assert.Throws<ArgumentNullException>("reportedBy", () => new HandshakeIcmp(default, 0, null!, default));
    }

    // Seen to fail with: a state machine that threw for a FIN in CLOSING, and with marks drawn as they are.
    [Fact]
    public void Any_events_make_a_trace_and_its_pictures() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1000),
        Prop.ForAll(Scripts.ToArbitrary(), static script =>
        {
            HandshakeTrace trace = script.Trace();
            Assert.Equal(script.Events.Count, trace.Steps.Count);
            Assert.All(trace.Steps, static step => Assert.False(step is { IsLost: true, Event: not HandshakeSegment }));
            PictureGrammar.Check(trace);
        }));

    private static Gen<TraceScript> Scripts { get; } =
        from numbers in Gen.Elements(0u, 1000u, uint.MaxValue, 0x7FFF_FFFEu).Two()
        from moves in Moves.ListOf()
        select moves.Take(40).Aggregate(new TraceScript(numbers.Item1, numbers.Item2), static (script, move) => move(script));

    private static Gen<Func<TraceScript, TraceScript>> Moves { get; } = Gen.OneOf(
        from isClient in Gen.Elements(true, false)
        from flags in Gen.OneOf(Gen.Elements(Syn, SynAck, Ack, Fin, Reset, ResetAck), Gen.Choose(0, 511).Select(value => (TcpFlags)value))
        from sequence in Gen.OneOf(Gen.Choose(-1, 3), Gen.Choose(int.MinValue, int.MaxValue))
        from acknowledgment in Gen.OneOf(Gen.Choose(-1, 3), Gen.Choose(int.MinValue, int.MaxValue))
        from payload in Gen.Elements(0, 0, 5)
        select (Func<TraceScript, TraceScript>)(script => isClient
            ? script.FromClient(flags, sequence, acknowledgment, payload)
            : script.FromServer(flags, sequence, acknowledgment, payload)),
        from type in Gen.Choose(0, 255)
        from code in Gen.Choose(0, 16)
        from isFromServer in Gen.Elements(true, false)
        select (Func<TraceScript, TraceScript>)(script => script.Icmp((byte)type, (byte)code, isFromServer)),
        from text in PictureGrammar.HostileTexts
        from side in Gen.Elements(HandshakeSide.Client, HandshakeSide.Server)
        from state in Gen.Elements<TcpState?>([null, .. Enum.GetValues<TcpState>().Cast<TcpState?>()])
        select (Func<TraceScript, TraceScript>)(script => script.Mark(side, text, state)));

    private static void ExpectStates(HandshakeTrace trace, params (TcpState? Client, TcpState? Server)[] expected) =>
        Assert.Equal(expected, trace.Steps.Select(static step => (step.ClientState, step.ServerState)));
}
