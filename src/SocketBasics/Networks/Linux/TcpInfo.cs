using System.Net.Sockets;

namespace SocketBasics.Networks.Linux;

/// <summary>
/// The members of Linux's <c>struct tcp_info</c> (getsockopt TCP_INFO, tcp(7)) that this library reads, by offset.
/// </summary>
internal static class TcpInfo
{
    private const int IpProtoTcp = 6;
    private const int TcpInfoOption = 11;
    private const int BacklogOffset = 28;
    private const int TotalRetransmitsOffset = 100;
    private const int SegmentsOutOffset = 136;

    /// <summary>On a listening socket, tcpi_sacked is sk_max_ack_backlog: the backlog after the limit of somaxconn.</summary>
    public static int? ReadBacklog(Socket socket)
    {
        Span<byte> info = stackalloc byte[BacklogOffset + 4];
        return socket.GetRawSocketOption(IpProtoTcp, TcpInfoOption, info) == info.Length
            ? BitConverter.ToInt32(info[BacklogOffset..])
            : null;
    }

    /// <summary>Reads how far a connect has come.</summary>
    /// <returns>Unknown values when the socket is closed already, or the kernel only resembles Linux.</returns>
    public static ConnectProgress ReadProgress(Socket socket)
    {
        Span<byte> info = stackalloc byte[SegmentsOutOffset + 4];
        try
        {
            // Kernels that only resemble Linux fill in zeros: no state of TCP has this number.
            int length = socket.GetRawSocketOption(IpProtoTcp, TcpInfoOption, info);
            bool isTold = length == info.Length && info[0] != 0;
            return new((ConnectState)info[0], isTold ? ReadSynCount(info) : null);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return default;
        }
    }

    /// <summary>
    /// While connecting and afterward: the first SYN and its repetitions; 0 when a route of this machine kept even the
    /// first one back. tcpi_segs_out is there since Linux 4.2.
    /// </summary>
    private static int ReadSynCount(ReadOnlySpan<byte> info) => BitConverter.ToInt32(info[SegmentsOutOffset..]) == 0
        ? 0
        : 1 + BitConverter.ToInt32(info[TotalRetransmitsOffset..]);
}
