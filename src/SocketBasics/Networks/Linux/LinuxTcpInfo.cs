using System.Runtime.InteropServices;

namespace SocketBasics.Networks.Linux;

/// <summary>
/// Linux's <c>struct tcp_info</c> (include/uapi/linux/tcp.h), by offset: each kernel has appended members and never moved
/// one, so that what lies beyond the length that it returned is not known, and what lies beyond this table is not read.
/// </summary>
internal static class LinuxTcpInfo
{
    /// <summary>The bytes of it that are read here, up to tcpi_rcv_wnd of Linux 6.2.</summary>
    public const int Size = 236;

    /// <summary>The bytes that tell how far a connect has come, up to tcpi_segs_out of Linux 4.2.</summary>
    public const int ProgressSize = 140;

    /// <summary>The bytes that tell of a listening socket's queue.</summary>
    public const int QueueSize = 32;

    // tcpi_options
    private const int Timestamps = 1;
    private const int SelectiveAcknowledgment = 2;
    private const int WindowScale = 4;
    private const int Ecn = 8;

    // tcpi_snd_ssthresh before the first loss (TCP_INFINITE_SSTHRESH).
    private const int NoThreshold = int.MaxValue;

    /// <summary>Reads the members that the kernel has filled in.</summary>
    /// <returns><see langword="null"/> when it has not even a state: it only resembles Linux.</returns>
    public static TcpInfo? Decode(ReadOnlySpan<byte> info)
    {
        if (State(info) is not { } state)
            return null;

        // The same numbers mean something else there; DecodeQueue reads them.
        if (state == TcpState.Listen)
            return new(state);

        bool isEstablished = IsEstablished(state, info);
        return new(state)
        {
            NegotiatedOptions = isEstablished && Count(info, 16) is not null ? Options(info) : null,
            SynCount = CountsSynsAlone(state, info) ? SynCount(state, info) : null,
            RoundTripTime = Microseconds(info, 68),
            RoundTripTimeVariance = Microseconds(info, 68) is null ? null : Microseconds(info, 72),
            MinimumRoundTripTime = Microseconds(info, 148),
            RetransmissionTimeout = Microseconds(info, 8),
            UnansweredRetransmissions = info.Length > 2 ? info[2] : null,
            TotalRetransmissions = Number(info, 100),
            CongestionWindow = Count(info, 80),
            SlowStartThreshold = Count(info, 76) is { } threshold and not NoThreshold ? threshold : null,
            SendMaximumSegmentSize = Count(info, 16),
            ReceiveMaximumSegmentSize = Count(info, 20),
            PathMtu = Count(info, 60),
            SendWindow = isEstablished ? Number(info, 228) : null,
            ReceiveWindow = Number(info, 232),
            BytesSent = LongNumber(info, 200),
            BytesAcknowledged = LongNumber(info, 120),
            BytesReceived = LongNumber(info, 128),
            BytesRetransmitted = LongNumber(info, 208),
            BytesNotSent = Number(info, 144),
            UnacknowledgedSegments = Count(info, 24),
            LostSegments = Count(info, 32),
            SegmentsSent = Number(info, 136),
            SegmentsReceived = Number(info, 140),
            PacingRate = Rate(info, 104),
            DeliveryRate = Rate(info, 160),
            TimeSinceDataSent = isEstablished ? Milliseconds(info, 44) : null,
            TimeSinceDataReceived = isEstablished ? Milliseconds(info, 52) : null,
            TimeSinceAcknowledgment = isEstablished ? Milliseconds(info, 56) : null,
        };
    }

    /// <summary>
    /// On a listening socket tcpi_unacked is sk_ack_backlog, the connections in the queue, and tcpi_sacked is
    /// sk_max_ack_backlog, the backlog after the limit of somaxconn (tcp_get_info).
    /// </summary>
    public static (int Length, int Limit)? DecodeQueue(ReadOnlySpan<byte> info) =>
        State(info) == TcpState.Listen && Count(info, 24) is { } length && Count(info, 28) is { } limit
            ? (length, limit)
            : null;

    /// <summary>Reads what an attempt reports.</summary>
    public static ConnectProgress DecodeProgress(ReadOnlySpan<byte> info)
    {
        var progress = new ConnectProgress(State(info));
        return info.Length < ProgressSize || progress.State is not { } state ? progress : progress with
        {
            SynCount = SynCount(state, info),
            RoundTripTime = Microseconds(info, 68),
            NegotiatedOptions = progress.IsEstablished ? Options(info) : null,
        };
    }

    /// <summary>tcpi_state, in the numbers of include/net/tcp_states.h.</summary>
    private static TcpState? State(ReadOnlySpan<byte> info) => info.IsEmpty ? null : info[0] switch
    {
        1 => TcpState.Established,
        2 => TcpState.SynSent,
        3 or 12 => TcpState.SynReceived,
        4 => TcpState.FinWait1,
        5 => TcpState.FinWait2,
        6 => TcpState.TimeWait,
        7 => TcpState.Closed,
        8 => TcpState.CloseWait,
        9 => TcpState.LastAck,
        10 => TcpState.Listen,
        11 => TcpState.Closing,
        _ => null,
    };

    // A socket that was connected and is closed keeps its round-trip time; one that never was has none.
    private static bool IsEstablished(TcpState state, ReadOnlySpan<byte> info) => state switch
    {
        TcpState.SynSent or TcpState.SynReceived or TcpState.Listen => false,
        TcpState.Closed => Microseconds(info, 68) is not null,
        _ => true,
    };

    /// <summary>
    /// The first SYN and its repetitions; 0 when a route of this machine kept even the first one back (tcpi_segs_out, since
    /// Linux 4.2). An accepted connection counts its SYN-ACK here, and not among its segments.
    /// </summary>
    private static int? SynCount(TcpState state, ReadOnlySpan<byte> info)
    {
        if (Number(info, 136) is not { } sent || Count(info, 100) is not { } repeated)
            return null;
        return sent == 0 && state is TcpState.SynSent or TcpState.Closed ? 0 : 1 + repeated;
    }

    /// <summary>
    /// tcpi_total_retrans counts SYNs alone as long as nothing else was sent: no data (tcpi_data_segs_out, since Linux 4.6)
    /// and no FIN.
    /// </summary>
    private static bool CountsSynsAlone(TcpState state, ReadOnlySpan<byte> info) => state switch
    {
        TcpState.SynSent or TcpState.SynReceived => true,
        TcpState.Established => Number(info, 156) == 0,
        TcpState.Closed => !IsEstablished(state, info),
        _ => false,
    };

    private static NegotiatedOptions Options(ReadOnlySpan<byte> info)
    {
        int options = info[5];

        // struct tcp_info { ... u8 tcpi_snd_wscale : 4, tcpi_rcv_wscale : 4; ... }: bit-fields start at the low bits.
        bool isScaled = (options & WindowScale) != 0;
        return new(
            Count(info, 16) ?? 0,
            isScaled ? info[6] & 0xF : null,
            isScaled ? info[6] >> 4 : null,
            (options & SelectiveAcknowledgment) != 0,
            (options & Timestamps) != 0,
            (options & Ecn) != 0);
    }

    private static int? Count(ReadOnlySpan<byte> info, int offset) =>
        Number(info, offset) is { } number ? (int)Math.Min(number, int.MaxValue) : null;

    private static long? Number(ReadOnlySpan<byte> info, int offset) =>
        offset + sizeof(uint) <= info.Length ? MemoryMarshal.Read<uint>(info[offset..]) : null;

    private static long? LongNumber(ReadOnlySpan<byte> info, int offset) => offset + sizeof(ulong) <= info.Length
        ? (long)Math.Min(MemoryMarshal.Read<ulong>(info[offset..]), long.MaxValue)
        : null;

    // ~0 is "as fast as it goes", 0 "not measured yet".
    private static long? Rate(ReadOnlySpan<byte> info, int offset) =>
        LongNumber(info, offset) is { } rate and > 0 and < long.MaxValue ? rate : null;

    // 0 and ~0 stand for "not measured yet".
    private static TimeSpan? Microseconds(ReadOnlySpan<byte> info, int offset) =>
        Number(info, offset) is { } time and > 0 and < uint.MaxValue ? TimeSpan.FromMicroseconds(time) : null;

    private static TimeSpan? Milliseconds(ReadOnlySpan<byte> info, int offset) =>
        Number(info, offset) is { } time ? TimeSpan.FromMilliseconds(time) : null;
}
