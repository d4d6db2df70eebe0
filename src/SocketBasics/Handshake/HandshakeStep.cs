namespace SocketBasics.Handshake;

/// <summary>One event of a trace, and what follows from it: the states of both ends afterward.</summary>
/// <param name="Event">What was seen.</param>
/// <param name="Time">
/// When, counted from the first segment or ICMP message of the trace; less than zero for marks before it.
/// </param>
/// <param name="ClientState">
/// The client's state after the event, or <see langword="null"/> when the trace does not tell it.
/// </param>
/// <param name="ServerState">
/// The server's state after the event, or <see langword="null"/> when the trace does not tell it: nothing was heard from
/// it yet.
/// </param>
/// <param name="IsRetransmission">Whether the same segment was sent before.</param>
/// <param name="IsLost">
/// Whether the segment is taken for lost, or for dropped by its receiver: it was repeated before anything acknowledged
/// it; or it is a SYN that nothing answered; or it acknowledged what its receiver then sent again.
/// </param>
public sealed record HandshakeStep(
    HandshakeEvent Event,
    TimeSpan Time,
    TcpState? ClientState,
    TcpState? ServerState,
    bool IsRetransmission,
    bool IsLost);
