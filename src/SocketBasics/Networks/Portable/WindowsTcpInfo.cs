using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace SocketBasics.Networks.Portable;

/// <summary>
/// Windows' <c>TCP_INFO_v0</c> (mstcpip.h), which the control code SIO_TCP_INFO returns since Windows 10 1703.
/// </summary>
internal static class WindowsTcpInfo
{
    // _WSAIORW(IOC_VENDOR, 39); it is given the version of the structure, a DWORD.
    private const int SIO_TCP_INFO = unchecked((int)0xD8000027);
    private const int Size = 88;

    /// <summary>Asks the system.</summary>
    /// <returns><see langword="null"/> when this version of Windows does not tell.</returns>
    /// <exception cref="ObjectDisposedException">The socket is closed.</exception>
    [SupportedOSPlatform("windows")]
    public static TcpInfo? Read(Socket socket)
    {
        try
        {
            byte[] info = new byte[Size];
            int length = socket.IOControl(SIO_TCP_INFO, new byte[sizeof(uint)], info);
            return Decode(info.AsSpan(0, length));
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
        if (info.Length < Size || State(Number(info, 0)) is not { } state)
            return null;
        if (state == TcpState.Listen)
            return new(state);

        long segmentSize = Number(info, 4);
        return new(state)
        {
            SynCount = state is TcpState.SynSent or TcpState.Established ? 1 + info[84] : null,
            RoundTripTime = Microseconds(info, 20),
            MinimumRoundTripTime = Microseconds(info, 24),
            CongestionWindow = segmentSize > 0 ? (int)Math.Clamp(Number(info, 32) / segmentSize, 1, int.MaxValue) : null,
            SendMaximumSegmentSize = (int)Math.Min(segmentSize, int.MaxValue),
            SendWindow = Number(info, 36),
            ReceiveWindow = Number(info, 40),
            BytesSent = LongNumber(info, 48),
            BytesReceived = LongNumber(info, 56),
            BytesRetransmitted = Number(info, 68),
            UnacknowledgedSegments =
                segmentSize > 0 ? (int)Math.Min((Number(info, 28) + segmentSize - 1) / segmentSize, int.MaxValue) : null,
        };
    }

    // enum TCPSTATE
    private static TcpState? State(long state) => state switch
    {
        0 => TcpState.Closed,
        1 => TcpState.Listen,
        2 => TcpState.SynSent,
        3 => TcpState.SynReceived,
        4 => TcpState.Established,
        5 => TcpState.FinWait1,
        6 => TcpState.FinWait2,
        7 => TcpState.CloseWait,
        8 => TcpState.Closing,
        9 => TcpState.LastAck,
        10 => TcpState.TimeWait,
        _ => null,
    };

    private static long Number(ReadOnlySpan<byte> info, int offset) => MemoryMarshal.Read<uint>(info[offset..]);

    private static long LongNumber(ReadOnlySpan<byte> info, int offset) =>
        (long)Math.Min(MemoryMarshal.Read<ulong>(info[offset..]), long.MaxValue);

    // ~0 stands for "not measured yet".
    private static TimeSpan? Microseconds(ReadOnlySpan<byte> info, int offset) =>
        Number(info, offset) is > 0 and < uint.MaxValue and var time ? TimeSpan.FromMicroseconds(time) : null;
}
