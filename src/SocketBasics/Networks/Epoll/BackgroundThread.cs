namespace SocketBasics.Networks.Epoll;

/// <summary>Threads that do not keep the process alive.</summary>
internal static class BackgroundThread
{
    /// <summary>Starts a thread.</summary>
    /// <returns><see langword="false"/> when the system has none to give.</returns>
    public static bool TryStart(ThreadStart run, string name)
    {
        try
        {
            // Nothing of whoever happens to start it (AsyncLocal, culture) may flow to the code that runs here.
            new Thread(run) { IsBackground = true, Name = name }.UnsafeStart();
            return true;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }
    }
}
