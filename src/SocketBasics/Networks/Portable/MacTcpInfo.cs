using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SocketBasics.Networks.Portable;

/// <summary>macOS' <c>struct tcp_connection_info</c> (netinet/tcp.h), which getsockopt(2) returns for TCP_CONNECTION_INFO.</summary>
internal static class MacTcpInfo
{
    private const int IPPROTO_TCP = 6;
    private const int TCP_CONNECTION_INFO = 0x106;
    private const int Size = 112;

    // tcpi_options
    private const int Timestamps = 1;
    private const int SelectiveAcknowledgment = 2;
    private const int WindowScale = 4;
    private const int Ecn = 8;

    /// <summary>Asks the system.</summary>
    /// <returns><see langword="null"/> when it does not tell.</returns>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    public static TcpInfo? Read(Socket socket)
    {
        try
        {
            Span<byte> info = stackalloc byte[Size];
            int length = socket.GetRawSocketOption(IPPROTO_TCP, TCP_CONNECTION_INFO, info);
            return Decode(info[..length]);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>Reads the structure.</summary>
    /// <returns><see langword="null"/> when it is too short, or its state has no name.</returns>
    public static TcpInfo? Decode(ReadOnlySpan<byte> info)
    {
        if (info.Length < Size || State(info[0]) is not { } state)
            return null;
        if (state == TcpState.Listen)
            return new(state);

        int segmentSize = (int)Math.Min(Number(info, 16), int.MaxValue);
        bool isEstablished = state is not (TcpState.SynSent or TcpState.SynReceived or TcpState.Closed);
        return new(state)
        {
            NegotiatedOptions = isEstablished ? Options(info) : null,
            RoundTripTime = Milliseconds(info, 44),
            RoundTripTimeVariance = Milliseconds(info, 48),
            RetransmissionTimeout = Milliseconds(info, 12),
            TotalRetransmissions = LongNumber(info, 104),
            CongestionWindow = Segments(info, 24, segmentSize),
            SlowStartThreshold = Segments(info, 20, segmentSize),
            SendMaximumSegmentSize = segmentSize,
            SendWindow = Number(info, 28),
            ReceiveWindow = Number(info, 36),
            BytesSent = LongNumber(info, 64),
            BytesReceived = LongNumber(info, 88),
            BytesRetransmitted = LongNumber(info, 72),
            SegmentsSent = LongNumber(info, 56),
            SegmentsReceived = LongNumber(info, 80),
        };
    }

    // netinet/tcp_fsm.h
    private static TcpState? State(byte state) => state switch
    {
        0 => TcpState.Closed,
        1 => TcpState.Listen,
        2 => TcpState.SynSent,
        3 => TcpState.SynReceived,
        4 => TcpState.Established,
        5 => TcpState.CloseWait,
        6 => TcpState.FinWait1,
        7 => TcpState.Closing,
        8 => TcpState.LastAck,
        9 => TcpState.FinWait2,
        10 => TcpState.TimeWait,
        _ => null,
    };

    private static NegotiatedOptions Options(ReadOnlySpan<byte> info)
    {
        long options = Number(info, 4);
        bool isScaled = (options & WindowScale) != 0;
        return new(
            (int)Math.Min(Number(info, 16), int.MaxValue),
            isScaled ? info[1] : null,
            isScaled ? info[2] : null,
            (options & SelectiveAcknowledgment) != 0,
            (options & Timestamps) != 0,
            (options & Ecn) != 0);
    }

    // The system counts both in bytes. A threshold without a loss is larger than any window, 1 GiB (TCP_MAXWIN << 14).
    private static int? Segments(ReadOnlySpan<byte> info, int offset, int segmentSize) =>
        segmentSize > 0 && Number(info, offset) is > 0 and < (65535L << 14) and var bytes
            ? (int)Math.Max(1, bytes / segmentSize)
            : null;

    private static long Number(ReadOnlySpan<byte> info, int offset) => MemoryMarshal.Read<uint>(info[offset..]);

    private static long LongNumber(ReadOnlySpan<byte> info, int offset) =>
        (long)Math.Min(MemoryMarshal.Read<ulong>(info[offset..]), long.MaxValue);

    private static TimeSpan? Milliseconds(ReadOnlySpan<byte> info, int offset) =>
        Number(info, offset) is > 0 and var time ? TimeSpan.FromMilliseconds(time) : null;
}
