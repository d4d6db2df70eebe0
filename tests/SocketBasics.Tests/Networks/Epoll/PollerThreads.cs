using System.Globalization;
using System.Runtime.Versioning;

namespace SocketBasics.Tests.Networks.Epoll;

/// <summary>The threads of this process that wait for the kernel, and the one that watches them.</summary>
[SupportedOSPlatform("linux")]
internal static class PollerThreads
{
    /// <summary>Gets their numbers, as gettid(2) has them.</summary>
    // The kernel keeps 15 letters of a thread's name.
    public static int[] Find() =>
    [
        .. from task in Directory.GetDirectories("/proc/self/task")
           where NameOf(task) == "SocketBasics po\n"
           select int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture),
    ];

    private static string NameOf(string task)
    {
        try
        {
            return File.ReadAllText(task + "/comm");
        }
        catch (IOException)
        {
            // It has ended.
            return "";
        }
    }
}
