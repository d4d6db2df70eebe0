using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SocketBasics.Networks.Linux;

/// <summary>The lock file beside a socket file: of servers that start at once, one at a time may replace a stale file.</summary>
/// <remarks>
/// The file stays: removing it would let a third server lock a new one beside the second. By flock(2) itself, because the
/// framework's files cannot have names that are not UTF-8, and their locks can be switched off for the process.
/// </remarks>
internal sealed unsafe class LocalFileLock : IDisposable
{
    private const int O_RDWR = 2;
    private const int O_CREAT = 0x40;
    private const uint OwnersOnly = 0x180;
    private const int LOCK_EX = 2;
    private const int LOCK_NB = 4;
    private const int LOCK_UN = 8;
    private const int EWOULDBLOCK = 11;

    private readonly SafeFileHandle _file;

    private LocalFileLock(SafeFileHandle file) => _file = file;

    /// <summary>Takes the lock until it is disposed.</summary>
    /// <returns>
    /// False while somebody else holds it. True with null where no lock can be had: then nothing may be replaced, and
    /// bind says what is wrong with the directory.
    /// </returns>
    public static bool TryTake(ReadOnlySpan<byte> terminatedPath, out LocalFileLock? taken)
    {
        taken = null;
        byte[] name = [.. terminatedPath[..^1], .. ".lock\0"u8];

        // Through a symbolic link this process could be made to create a file anywhere.
        int descriptor;
        fixed (byte* path = name)
            descriptor = Libc.Open(path, O_RDWR | O_CREAT | Libc.O_CLOEXEC | Libc.O_NOFOLLOW, OwnersOnly);
        if (descriptor < 0)
            return true;

        var file = new SafeFileHandle((nint)descriptor, ownsHandle: true);
        if (Libc.Lock(file, LOCK_EX | LOCK_NB) == 0)
        {
            taken = new LocalFileLock(file);
            return true;
        }

        bool isHeld = Marshal.GetLastPInvokeError() == EWOULDBLOCK;
        file.Dispose();
        return !isHeld;
    }

    public void Dispose()
    {
        // Not by close alone: a child that another thread is just making has the descriptor, too, until its exec.
        _ = Libc.Lock(_file, LOCK_UN);
        _file.Dispose();
    }
}
