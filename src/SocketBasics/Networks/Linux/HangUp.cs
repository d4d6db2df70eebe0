using System.Net.Sockets;

namespace SocketBasics.Networks.Linux;

/// <summary>poll(2), POLLHUP: both ways of a stream are over, so that no send or receive waits for anything any more.</summary>
internal static unsafe class HangUp
{
    private const short POLLHUP = 0x10;

    public static bool IsSeen(Socket socket)
    {
        bool isHeld = false;
        try
        {
            socket.SafeHandle.DangerousAddRef(ref isHeld);
            Libc.PollRequest request = new() { Descriptor = (int)socket.SafeHandle.DangerousGetHandle() };
            return Libc.Poll(&request, 1, 0) > 0 && (request.Returned & POLLHUP) != 0;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            if (isHeld)
                socket.SafeHandle.DangerousRelease();
        }
    }
}
