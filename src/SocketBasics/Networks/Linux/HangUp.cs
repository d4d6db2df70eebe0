using System.Net.Sockets;

namespace SocketBasics.Networks.Linux;

/// <summary>poll(2), POLLHUP: both ways of a stream are over, so that no send or receive waits for anything any more.</summary>
internal static class HangUp
{
    private const short POLLHUP = 0x10;

    public static bool IsSeen(Socket socket)
    {
        try
        {
            return (PollCall.Ask(socket.SafeHandle, 0) & POLLHUP) != 0;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }
}
