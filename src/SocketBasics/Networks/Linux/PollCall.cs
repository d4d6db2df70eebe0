using System.Runtime.InteropServices;

namespace SocketBasics.Networks.Linux;

/// <summary>poll(2) of one descriptor, without waiting.</summary>
internal static unsafe class PollCall
{
    /// <summary>Asks what is there.</summary>
    /// <returns>The events asked for, POLLERR and POLLHUP, as far as they hold; 0 for none.</returns>
    /// <exception cref="ObjectDisposedException">The descriptor is closed.</exception>
    public static short Ask(SafeHandle socket, short events)
    {
        bool isHeld = false;
        try
        {
            socket.DangerousAddRef(ref isHeld);
            Libc.PollRequest request = new() { Descriptor = (int)socket.DangerousGetHandle(), Events = events };
            return Libc.Poll(&request, 1, 0) > 0 ? request.Returned : (short)0;
        }
        finally
        {
            if (isHeld)
                socket.DangerousRelease();
        }
    }
}
