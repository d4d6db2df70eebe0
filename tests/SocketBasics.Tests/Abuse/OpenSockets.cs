namespace SocketBasics.Tests.Abuse;

/// <summary>Counts the sockets that this process holds, in /proc/self/fd.</summary>
internal static class OpenSockets
{
    public static int Count() => Directory.EnumerateFiles("/proc/self/fd").Count(IsSocket);

    /// <summary>Lets what earlier tests dropped go first, so that it cannot leave between two counts.</summary>
    public static int CountWhenSettled()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Count();
    }

    private static bool IsSocket(string descriptor)
    {
        try
        {
            return new FileInfo(descriptor).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
