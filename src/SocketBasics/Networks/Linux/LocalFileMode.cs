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

    public static NetworkError Set(ReadOnlySpan<byte> terminatedPath, FileIdentity? bound, UnixFileMode mode)
    {
        int descriptor;
        fixed (byte* path = terminatedPath)
            descriptor = Libc.Open(path, O_PATH | Libc.O_CLOEXEC | Libc.O_NOFOLLOW, 0);
        if (descriptor < 0)
            return Errno.ToNetworkError(Marshal.GetLastPInvokeError());

        using var file = new SafeFileHandle((nint)descriptor, ownsHandle: true);
        if (bound is not { } identity || FileIdentity.TryRead(descriptor) is not { } present || !present.IsSameFile(identity))
            return SocketError.AddressAlreadyInUse;

        // A socket file cannot be opened but by O_PATH, on which fchmod(2) does not work; its link in /proc leads to the very
        // file that was looked at. By the path no link may be followed, which older C libraries cannot do (ENOTSUP), and
        // which needs /proc before Linux 6.6 (fchmodat2).
        int errno = ChangeMode(Encoding.ASCII.GetBytes($"/proc/self/fd/{descriptor}\0"), mode, 0);
        if (errno == ENOENT)
            errno = ChangeMode(terminatedPath, mode, Libc.AT_SYMLINK_NOFOLLOW);
        return Errno.ToNetworkError(errno);
    }

    private static int ChangeMode(ReadOnlySpan<byte> terminatedPath, UnixFileMode mode, int flags)
    {
        fixed (byte* path = terminatedPath)
            return Libc.ChangeModeAt(Libc.AT_FDCWD, path, (uint)mode, flags) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }
}
