using System.Runtime.InteropServices;

namespace SocketBasics.Networks.Linux;

/// <summary>
/// The members of Linux's <c>struct tcp_info</c> (getsockopt TCP_INFO, tcp(7)) that this library reads, by offset.
/// </summary>
internal static class TcpInfo
{
    private const int IpProtoTcp = 6;
    private const int TcpInfoOption = 11;
    private const int OptionsOffset = 5;
    private const int WindowScaleOffset = 6;
    private const int SendSegmentSizeOffset = 16;
    private const int BacklogOffset = 28;
    private const int RoundTripTimeOffset = 68;
    private const int TotalRetransmitsOffset = 100;
    private const int SegmentsOutOffset = 136;

    // tcpi_options
    private const int Timestamps = 1;
    private const int SelectiveAcknowledgment = 2;
    private const int WindowScale = 4;
    private const int Ecn = 8;

    /// <summary>On a listening socket, tcpi_sacked is sk_max_ack_backlog: the backlog after the limit of somaxconn.</summary>
    public static int? ReadBacklog(SafeHandle socket)
    {
        Span<byte> info = stackalloc byte[BacklogOffset + 4];
        return SocketOption.Get(socket, IpProtoTcp, TcpInfoOption, info) == info.Length
            ? BitConverter.ToInt32(info[BacklogOffset..])
            : null;
    }

    /// <summary>Reads how far a connect has come.</summary>
    /// <returns>Unknown values when the socket is closed already, or the kernel only resembles Linux.</returns>
    public static ConnectProgress ReadProgress(SafeHandle socket)
    {
        Span<byte> info = stackalloc byte[SegmentsOutOffset + 4];
        try
        {
            // Kernels that only resemble Linux fill in zeros: no state of TCP has this number.
            int length = SocketOption.Get(socket, IpProtoTcp, TcpInfoOption, info);
            var progress = new ConnectProgress((ConnectState)info[0]);
            return length < info.Length || progress.State == ConnectState.Unknown ? progress : progress with
            {
                SynCount = ReadSynCount(info),
                RoundTripTime = ReadRoundTripTime(info),
                NegotiatedOptions = progress.IsEstablished ? ReadOptions(info) : null,
            };
        }
        catch (ObjectDisposedException)
        {
            return default;
        }
    }

    private static TimeSpan? ReadRoundTripTime(ReadOnlySpan<byte> info) =>
        BitConverter.ToInt32(info[RoundTripTimeOffset..]) is > 0 and int microseconds
            ? TimeSpan.FromMicroseconds(microseconds)
            : null;

    private static NegotiatedOptions ReadOptions(ReadOnlySpan<byte> info)
    {
        int options = info[OptionsOffset];

        // struct tcp_info { ... u8 tcpi_snd_wscale : 4, tcpi_rcv_wscale : 4; ... }: bit-fields start at the low bits.
        bool isScaled = (options & WindowScale) != 0;
        return new(
            BitConverter.ToInt32(info[SendSegmentSizeOffset..]),
            isScaled ? info[WindowScaleOffset] & 0xF : null,
            isScaled ? info[WindowScaleOffset] >> 4 : null,
            (options & SelectiveAcknowledgment) != 0,
            (options & Timestamps) != 0,
            (options & Ecn) != 0);
    }

    /// <summary>
    /// While connecting and afterward: the first SYN and its repetitions; 0 when a route of this machine kept even the
    /// first one back. tcpi_segs_out is there since Linux 4.2.
    /// </summary>
    private static int ReadSynCount(ReadOnlySpan<byte> info) => BitConverter.ToInt32(info[SegmentsOutOffset..]) == 0
        ? 0
        : 1 + BitConverter.ToInt32(info[TotalRetransmitsOffset..]);
}
