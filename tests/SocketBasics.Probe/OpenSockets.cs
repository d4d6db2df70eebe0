using System.Runtime.InteropServices;

namespace SocketBasics.Probe;

/// <summary>The sockets that this process holds, by /proc/self/fd.</summary>
internal static partial class OpenSockets
{
    private const short POLLERR = 8;

    public static int Count() => Find().Count;

    /// <summary>How many of them are in the state of an error, or have something in their error queues (poll(2)).</summary>
    public static int CountInError() => Find().Count(static descriptor =>
    {
        var question = new PollDescriptor { Descriptor = descriptor };
        return Poll(ref question, 1, 0) > 0 && (question.Returned & POLLERR) != 0;
    });

    private static List<int> Find() => [.. Directory.EnumerateFiles("/proc/self/fd").Where(IsSocket)
        .Select(static path => int.Parse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture))];

    private static bool IsSocket(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            // The descriptor of this very enumeration, which is gone.
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref PollDescriptor descriptor, nuint count, int timeout);

    private struct PollDescriptor
    {
        public int Descriptor;
        public short Wanted;
        public short Returned;
    }
}
