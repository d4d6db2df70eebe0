using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace SocketBasics.Networks.Linux;

/// <summary>Changes the mode of the socket file that was bound, and of no other that took its place meanwhile.</summary>
internal static unsafe class LocalFileMode
{
    private const int O_PATH = 0x200000;
    private const int ENOENT = 2;
    private const int SYS_fchmodat2 = 452;

    public static NetworkError Set(ReadOnlySpan<byte> terminatedPath, FileIdentity? bound, UnixFileMode mode)
    {
        int descriptor;
        fixed (byte* path = terminatedPath)
            descriptor = Libc.Open(path, O_PATH | Libc.O_CLOEXEC | Libc.O_NOFOLLOW, 0);
        if (descriptor < 0)
            return Errno.ToNetworkError(Marshal.GetLastPInvokeError());

        using var file = new SafeFileHandle((nint)descriptor, ownsHandle: true);
        if (FileIdentity.TryRead(descriptor) is not { } present)
            return Errno.ToNetworkError(Marshal.GetLastPInvokeError());
        if (bound is not { } identity || !present.IsSameFile(identity))
            return SocketError.AddressAlreadyInUse;

        // A socket file cannot be opened but by O_PATH, on which fchmod(2) does not work; its link in /proc leads to the very
        // file that was looked at. Where there is no /proc, Linux 6.6 changes it by the descriptor itself.
        int errno = ChangeModeOfLink(Encoding.ASCII.GetBytes($"/proc/self/fd/{descriptor}\0"), mode);
        if (errno == ENOENT)
            errno = ChangeModeOfDescriptor(descriptor, mode);
        return Errno.ToNetworkError(errno);
    }

    private static int ChangeModeOfLink(ReadOnlySpan<byte> terminatedPath, UnixFileMode mode)
    {
        fixed (byte* path = terminatedPath)
            return Libc.ChangeModeAt(Libc.AT_FDCWD, path, (uint)mode, 0) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>fchmodat2(2), which has one number on every architecture of .NET, and no function in most C libraries.</summary>
    private static int ChangeModeOfDescriptor(int descriptor, UnixFileMode mode)
    {
        byte empty = 0;
        return Libc.SystemCall(SYS_fchmodat2, descriptor, &empty, (nint)mode, Libc.AT_EMPTY_PATH) == 0
            ? 0
            : Marshal.GetLastPInvokeError();
    }
}
