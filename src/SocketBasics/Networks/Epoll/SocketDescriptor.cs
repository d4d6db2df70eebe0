using Microsoft.Win32.SafeHandles;

namespace SocketBasics.Networks.Epoll;

/// <summary>The number of a socket, in the form that the system calls of this library take.</summary>
/// <remarks>It belongs to a slot, which counts who uses it, and closes it. It is never closed itself: it is used again.</remarks>
internal sealed class SocketDescriptor() : SafeHandleMinusOneIsInvalid(ownsHandle: false)
{
    public int Number
    {
        get => (int)handle;
        set => SetHandle(value);
    }

    protected override bool ReleaseHandle() => true;
}
