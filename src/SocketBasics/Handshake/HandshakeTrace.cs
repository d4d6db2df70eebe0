namespace SocketBasics.Handshake;

/// <summary>
/// The segments of one connection, as they went over the wire, with the states that both ends were in: a record of its
/// handshake, or of how that failed.
/// </summary>
/// <remarks>
/// <para>
/// <see cref="CaptureAsync"/> and <see cref="CaptureConnectAsync"/> record one; <see cref="ToString"/>,
/// <see cref="ToMermaid"/> and <see cref="ToSvg"/> draw it. The same trace always gives the same picture.
/// </para>
/// <para>
/// A trace says what was seen at this machine, and concludes the rest. The segments of the other machine are seen when
/// they arrive; whether one of this machine's arrived there is told by the answer. So the state of a far end is the one
/// that the segments seen put it into, half a round trip off.
/// </para>
/// <para>Immutable, and safe for any number of threads.</para>
/// </remarks>
public sealed partial class HandshakeTrace
{
    private readonly SegmentFate[] _fates;

    /// <summary>Makes a trace of events that somebody else recorded, or made up.</summary>
    /// <param name="client">The endpoint of the end that called connect.</param>
    /// <param name="server">The endpoint that it called.</param>
    /// <param name="events">
    /// What was seen. It is put in the order of time; what happened at the same time stays in the order given.
    /// </param>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="events"/> or one of them is <see langword="null"/>.
    /// </exception>
    public HandshakeTrace(Endpoint client, Endpoint server, IEnumerable<HandshakeEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        HandshakeEvent[] ordered = [.. events];
        foreach (HandshakeEvent item in ordered)
            ArgumentNullException.ThrowIfNull(item, nameof(events));
        ordered = [.. ordered.OrderBy(static item => item.Time)];

        Client = client;
        Server = server;
        _fates = SegmentFates.Find(ordered);
        var states = new HandshakeStates(client.Address, server.Address);
        states.Begin(ordered, _fates);
        InitialClientState = states[HandshakeSide.Client];
        InitialServerState = states[HandshakeSide.Server];
        DateTimeOffset start = (ordered.FirstOrDefault(static item => item is not HandshakeMark)
            ?? ordered.FirstOrDefault())?.Time ?? default;
        var steps = new HandshakeStep[ordered.Length];
        for (int i = 0; i < steps.Length; i++)
        {
            states.Move(ordered[i], _fates[i]);
            steps[i] = new HandshakeStep(
                ordered[i],
                ordered[i].Time - start,
                states[HandshakeSide.Client],
                states[HandshakeSide.Server],
                _fates[i].IsRetransmission,
                _fates[i].IsLost);
        }

        Steps = Array.AsReadOnly(steps);
        ClientSequenceNumber = FirstNumber(ordered, HandshakeSide.Client);
        ServerSequenceNumber = FirstNumber(ordered, HandshakeSide.Server);
        ClientEstablished = WhenEstablished(static step => step.ClientState);
        ServerEstablished = WhenEstablished(static step => step.ServerState);
    }

    /// <summary>Gets the client's endpoint; <c>default</c> when nothing was seen and it was not known before.</summary>
    public Endpoint Client { get; }

    /// <summary>Gets the server's endpoint.</summary>
    public Endpoint Server { get; }

    /// <summary>Gets what was seen, in the order of time, each with the states of both ends afterward.</summary>
    public IReadOnlyList<HandshakeStep> Steps { get; }

    /// <summary>
    /// Gets the client's state before the first event, or <see langword="null"/> when the trace does not begin with a
    /// SYN.
    /// </summary>
    public TcpState? InitialClientState { get; }

    /// <summary>
    /// Gets the server's state before the first event, as its first answer shows it, or <see langword="null"/> when it
    /// never answered a SYN.
    /// </summary>
    /// <value>
    /// <see cref="TcpState.Listen"/> if it answered with a SYN-ACK, <see cref="TcpState.Closed"/> if with a RST.
    /// </value>
    public TcpState? InitialServerState { get; }

    /// <summary>
    /// Gets j: the client's initial sequence number, or <see langword="null"/> when its SYN was not seen.
    /// </summary>
    public uint? ClientSequenceNumber { get; }

    /// <summary>
    /// Gets k: the server's initial sequence number, or <see langword="null"/> when its SYN was not seen.
    /// </summary>
    public uint? ServerSequenceNumber { get; }

    /// <summary>
    /// Gets when the client's end was established, since the first segment: the SYN-ACK had come, and connect(2) can
    /// return.
    /// </summary>
    /// <value><see langword="null"/> if it never was.</value>
    public TimeSpan? ClientEstablished { get; }

    /// <summary>
    /// Gets when the server's end was established, since the first segment: the acknowledgment of its SYN had come, and
    /// accept(2) can return.
    /// </summary>
    /// <value><see langword="null"/> if it never was. The kernel gets there without accept having been called.</value>
    public TimeSpan? ServerEstablished { get; }

    /// <summary>
    /// Gets how many packets the trace lacks, because the kernel had no room for them or because there were more than
    /// <see cref="HandshakeCaptureOptions.MaximumPackets"/>.
    /// </summary>
    /// <value>0 for a trace that is whole; then every segment that this machine saw is in it.</value>
    public long MissedPackets { get; init; }

    /// <summary>
    /// Gets how many other connections to the same endpoint were seen at the same time, and left out.
    /// </summary>
    public int OtherConnections { get; init; }

    /// <summary>Whether some segment is still to be answered, as far as an answer can be expected.</summary>
    internal bool AwaitsAnswer => Array.Exists(_fates, static fate => fate.AwaitsAnswer);

    private TimeSpan? WhenEstablished(Func<HandshakeStep, TcpState?> state) =>
        Steps.FirstOrDefault(step => state(step) == TcpState.Established)?.Time;

    private static uint? FirstNumber(HandshakeEvent[] events, HandshakeSide side) => events
        .OfType<HandshakeSegment>()
        .FirstOrDefault(item => item.Sender == side && item.Segment.Has(TcpFlags.Syn))
        ?.Segment.SequenceNumber;
}
