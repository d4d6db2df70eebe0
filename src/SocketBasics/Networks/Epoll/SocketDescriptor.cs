using Microsoft.Win32.SafeHandles;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Epoll;

/// <summary>The number of a socket, closed when nobody needs it any more.</summary>
/// <remarks>
/// Each system call holds a reference (SafeHandle counts them), so that close(2) waits for the calls that run. Without
/// that a call could begin on this socket and end on another one, which got the same number in between.
/// </remarks>
internal sealed class SocketDescriptor : SafeHandleMinusOneIsInvalid
{
    public SocketDescriptor(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    protected override bool ReleaseHandle() => Libc.Close((int)handle) == 0;
}
