using SocketBasics.Networks.Linux;
using SocketBasics.Networks.Portable;
using SocketBasics.Reports;

namespace SocketBasics;

/// <summary>What the kernel knows about one TCP socket at one moment: a snapshot that does not change afterward.</summary>
/// <remarks>
/// <para>
/// It is asked of the system: TCP_INFO on Linux (tcp(7)), SIO_TCP_INFO on Windows, TCP_CONNECTION_INFO on macOS. A member is
/// <see langword="null"/> where the system or its version does not tell it, and where it has no meaning yet: before the
/// handshake there is no round-trip time.
/// </para>
/// <para>
/// Reading it takes less than a microsecond on Linux, and allocates nothing. To know whether the peer is still there,
/// <see cref="Connection.GetStatus"/> is the shorter question.
/// </para>
/// </remarks>
/// <param name="State">The state of this end.</param>
/// <example>
/// <code>
/// if (connection.GetTcpInfo() is { } info)
///     Console.WriteLine($"{info.State}, round trip {info.RoundTripTime}, {info.TotalRetransmissions} sent again");
/// </code>
/// </example>
public readonly record struct TcpInfo(TcpState State)
{
    /// <summary>Gets what the two SYN segments agreed on; only after the handshake.</summary>
    public NegotiatedOptions? NegotiatedOptions { get; init; }

    /// <summary>
    /// Gets how many SYN segments this end has sent, the repeated ones included: on a client its SYN, on a server the
    /// SYN-ACK. 0 when a route of this machine kept even the first one back. <see langword="null"/> once bytes were sent,
    /// because the kernel counts what was sent again in one number.
    /// </summary>
    public int? SynCount { get; init; }

    /// <summary>
    /// Gets the smoothed time from a segment to its acknowledgment (RFC 6298). Just after a connect it is the time from the
    /// SYN to the SYN-ACK, just after an accept that from the SYN-ACK to the ACK.
    /// </summary>
    public TimeSpan? RoundTripTime { get; init; }

    /// <summary>Gets how much the round-trip time varies: its smoothed mean deviation (RFC 6298, RTTVAR).</summary>
    public TimeSpan? RoundTripTimeVariance { get; init; }

    /// <summary>Gets the shortest round trip of late; on Linux of the last five minutes.</summary>
    public TimeSpan? MinimumRoundTripTime { get; init; }

    /// <summary>Gets how long the kernel waits for an acknowledgment before it sends again (RFC 6298, RTO).</summary>
    public TimeSpan? RetransmissionTimeout { get; init; }

    /// <summary>Gets how often the oldest unacknowledged segment was sent again by now; 0 while acknowledgments come.</summary>
    public int? UnansweredRetransmissions { get; init; }

    /// <summary>Gets how many segments were sent again in the whole life of the connection, its SYN included.</summary>
    public long? TotalRetransmissions { get; init; }

    /// <summary>Gets how many segments the kernel lets be under way at once (RFC 5681, cwnd), 1 or more.</summary>
    public int? CongestionWindow { get; init; }

    /// <summary>
    /// Gets the congestion window, in segments, at which growth turns from exponential to linear (RFC 5681, ssthresh);
    /// <see langword="null"/> as well when nothing was lost yet and there is no threshold.
    /// </summary>
    public int? SlowStartThreshold { get; init; }

    /// <summary>Gets the largest segment that this end sends, in bytes, headers not counted.</summary>
    public int? SendMaximumSegmentSize { get; init; }

    /// <summary>Gets the largest segment that came from the peer, as estimated, in bytes, headers not counted.</summary>
    public int? ReceiveMaximumSegmentSize { get; init; }

    /// <summary>Gets the largest packet that fits the path, in bytes, headers included (path MTU).</summary>
    public int? PathMtu { get; init; }

    /// <summary>Gets how many bytes the peer has room for, as it last said; 0 while it does not read.</summary>
    public long? SendWindow { get; init; }

    /// <summary>Gets how many bytes this end has room for, as it last said.</summary>
    public long? ReceiveWindow { get; init; }

    /// <summary>Gets the bytes that were sent, those sent again included.</summary>
    public long? BytesSent { get; init; }

    /// <summary>
    /// Gets the bytes that the peer has acknowledged. On Linux the SYN of a client and each FIN count as one.
    /// </summary>
    public long? BytesAcknowledged { get; init; }

    /// <summary>Gets the bytes that came from the peer in order. On Linux its FIN counts as one.</summary>
    public long? BytesReceived { get; init; }

    /// <summary>Gets the bytes that were sent again.</summary>
    public long? BytesRetransmitted { get; init; }

    /// <summary>Gets the bytes that a send has handed over and the kernel has not sent for the first time yet.</summary>
    public long? BytesNotSent { get; init; }

    /// <summary>Gets the segments that were sent and are not acknowledged.</summary>
    public int? UnacknowledgedSegments { get; init; }

    /// <summary>Gets the segments among them that the kernel takes for lost.</summary>
    public int? LostSegments { get; init; }

    /// <summary>Gets all segments that were sent, those without data included.</summary>
    public long? SegmentsSent { get; init; }

    /// <summary>Gets all segments that were received, those without data included.</summary>
    public long? SegmentsReceived { get; init; }

    /// <summary>
    /// Gets the rate in bytes per second at which the kernel spreads segments, or would if its congestion control paced them.
    /// </summary>
    public long? PacingRate { get; init; }

    /// <summary>Gets the rate in bytes per second at which bytes reached the peer of late; none when none did.</summary>
    public long? DeliveryRate { get; init; }

    /// <summary>Gets the time since this end last sent bytes, or since the handshake; in steps of up to 10 ms.</summary>
    public TimeSpan? TimeSinceDataSent { get; init; }

    /// <summary>Gets the time since bytes last came, or since the handshake; in steps of up to 10 ms.</summary>
    public TimeSpan? TimeSinceDataReceived { get; init; }

    /// <summary>
    /// Gets the time since the peer last acknowledged something, keep-alive probes included; in steps of up to 10 ms. The peer
    /// is silent for the shorter of this and <see cref="TimeSinceDataReceived"/>.
    /// </summary>
    public TimeSpan? TimeSinceAcknowledgment { get; init; }

    /// <summary>Reads Linux's <c>struct tcp_info</c>, as getsockopt(2) with TCP_INFO or sock_diag(7) returned it.</summary>
    /// <param name="bytes">
    /// The structure in this machine's byte order, as long as the kernel made it: what a shorter one has not is not known, what
    /// a longer one has more is not read.
    /// </param>
    /// <returns>The snapshot, or <see langword="null"/> when the bytes do not begin with a state. No bytes make it throw.</returns>
    public static TcpInfo? FromLinux(ReadOnlySpan<byte> bytes) => LinuxTcpInfo.Decode(bytes);

    /// <summary>Reads Windows' <c>TCP_INFO_v0</c>, as WSAIoctl with SIO_TCP_INFO returned it.</summary>
    /// <param name="bytes">The structure, 88 bytes or more.</param>
    /// <returns>
    /// The snapshot, or <see langword="null"/> when there are fewer bytes or the state has no name. No bytes make it throw.
    /// </returns>
    public static TcpInfo? FromWindows(ReadOnlySpan<byte> bytes) => WindowsTcpInfo.Decode(bytes);

    /// <summary>Reads macOS' <c>struct tcp_connection_info</c>, as getsockopt(2) with TCP_CONNECTION_INFO returned it.</summary>
    /// <param name="bytes">The structure, 112 bytes or more.</param>
    /// <returns>
    /// The snapshot, or <see langword="null"/> when there are fewer bytes or the state has no name. No bytes make it throw.
    /// </returns>
    public static TcpInfo? FromMacOS(ReadOnlySpan<byte> bytes) => MacTcpInfo.Decode(bytes);

    internal ConnectionStatus ToStatus() => new(State switch
    {
        TcpState.CloseWait => ConnectionState.PeerClosed,
        TcpState.FinWait1 or TcpState.FinWait2 => ConnectionState.HalfClosed,
        TcpState.Closed or TcpState.Closing or TcpState.LastAck or TcpState.TimeWait => ConnectionState.Closed,
        _ => ConnectionState.Established,
    })
    {
        Silence = TimeSinceDataReceived is { } data && TimeSinceAcknowledgment is { } answer
            ? TimeSpan.FromTicks(Math.Min(data.Ticks, answer.Ticks))
            : null,
    };

    /// <summary>Returns the state and what is known most often: <c>ESTABLISHED, round trip 0.04 ms, MSS 1448, ...</c></summary>
    /// <returns>One line. It may change from version to version.</returns>
    public override string ToString() => TcpInfoText.Format(this);
}
