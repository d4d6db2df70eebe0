using System.Runtime.InteropServices;

namespace SocketBasics.Networks.Linux;

/// <summary>How a connected stream socket stands: poll(2), TCP_INFO and SIOCOUTQ (tcp(7)), none of which takes anything.</summary>
internal static unsafe class StatusCall
{
    private const short POLLERR = 0x8;
    private const short POLLHUP = 0x10;
    private const short POLLRDHUP = 0x2000;
    private const nuint SIOCOUTQ = 0x5411;

    /// <exception cref="ObjectDisposedException">The descriptor is closed.</exception>
    public static ConnectionStatus Read(SafeHandle socket, Endpoint remote)
    {
        if (remote.IsIP && TcpInfoOption.Read(socket) is { } info)
        {
            ConnectionStatus status = info.ToStatus();

            // A reset, a time-out and the end of TIME-WAIT all lead to CLOSED. The error of the first two waits for the
            // next operation, and asking by poll(2) leaves it there.
            bool isBroken = info.State == TcpState.Closed && (PollCall.Ask(socket, 0) & POLLERR) != 0;
            return status with
            {
                State = isBroken ? ConnectionState.Broken : status.State,
                UnacknowledgedBytes = ReadUnacknowledged(socket, info.State),
            };
        }

        // A local peer that has closed ends both ways (POLLHUP), one that has shut down only its own (POLLRDHUP). An error that
        // nobody has been told yet is POLLERR.
        short seen = PollCall.Ask(socket, POLLRDHUP);
        return new(
            (seen & POLLERR) != 0 ? ConnectionState.Broken
            : (seen & (POLLHUP | POLLRDHUP)) != 0 ? ConnectionState.PeerClosed
            : ConnectionState.Established);
    }

    private static long? ReadUnacknowledged(SafeHandle socket, TcpState state)
    {
        int bytes = 0;
        if (Libc.Control(socket, SIOCOUTQ, &bytes) != 0)
            return null;

        // A FIN takes a number like a byte, and stands in these states because it is not acknowledged.
        bool holdsFin = state is TcpState.FinWait1 or TcpState.Closing or TcpState.LastAck;
        return holdsFin && bytes > 0 ? bytes - 1 : bytes;
    }
}
