namespace SocketBasics.Networks.Epoll;

/// <summary>Whether a thread runs or sleeps, as others can see it (proc_pid_stat(5)).</summary>
internal sealed class ThreadState
{
    private string? _file;

    /// <summary>Begins to tell about the thread that calls.</summary>
    public void Begin()
    {
        try
        {
            // A link to PID/task/TID.
            _file = new FileInfo("/proc/thread-self").LinkTarget is { } own ? $"/proc/{own}/stat" : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Without /proc every thread counts as one that runs.
        }
    }

    /// <summary>
    /// Asks whether the thread has a processor or waits for one, rather than for something else. It costs some system calls.
    /// </summary>
    public bool IsRunning()
    {
        try
        {
            // "TID (name) R ...", and the name may hold anything.
            return _file is null || (File.ReadAllText(_file) is { } text
                && text.AsSpan(text.LastIndexOf(')') + 1).TrimStart().StartsWith('R'));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Not known: then threads are added slowly rather than up to the bound.
            return true;
        }
    }
}
