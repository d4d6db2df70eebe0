using System.Text;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Epoll;

/// <summary>Whether a thread runs or sleeps, as others can see it (proc_pid_stat(5)).</summary>
internal sealed unsafe class ThreadState
{
    // "TID (name) R ...", and a name has 15 bytes at most (prctl(2), PR_SET_NAME).
    private const int Beginning = 64;
    private const int O_RDONLY = 0;

    private byte[]? _file;

    /// <summary>Begins to tell about the thread that calls.</summary>
    public void Begin()
    {
        try
        {
            // A link to PID/task/TID.
            _file = new FileInfo("/proc/thread-self").LinkTarget is { } own
                ? Encoding.UTF8.GetBytes($"/proc/{own}/stat\0")
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without /proc every thread counts as one that runs.
        }
    }

    /// <summary>
    /// Asks whether the thread has a processor or waits for one, rather than for something else. It costs three system
    /// calls, and no memory: a watch asks it often.
    /// </summary>
    /// <returns>Also <see langword="true"/> when it is not known: then threads are added slowly rather than up to the bound.</returns>
    public bool IsRunning()
    {
        if (_file is null)
            return true;

        int descriptor;
        fixed (byte* path = _file)
            descriptor = Libc.Open(path, O_RDONLY | Libc.O_CLOEXEC, mode: 0);
        if (descriptor < 0)
            return true;

        byte* start = stackalloc byte[Beginning];
        nint count = Libc.Read(descriptor, start, Beginning);
        _ = Libc.Close(descriptor);
        return count <= 0 || IsRunning(new ReadOnlySpan<byte>(start, (int)count));
    }

    // The name may hold anything, parentheses, too.
    private static bool IsRunning(ReadOnlySpan<byte> stat) => stat[(stat.LastIndexOf((byte)')') + 1)..].StartsWith(" R"u8);
}
