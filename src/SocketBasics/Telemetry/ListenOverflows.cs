using System.Globalization;

namespace SocketBasics.Telemetry;

/// <summary>
/// How often a connection found a full accept queue in this network namespace: ListenOverflows of /proc/net/netstat, which
/// counts nothing else, but all listeners together.
/// </summary>
internal static class ListenOverflows
{
    /// <summary>Reads the counter; 0 where there is none.</summary>
    public static long Read()
    {
        try
        {
            // A line of names, and a line of numbers below it.
            string[] names = [];
            foreach (string line in File.ReadLines("/proc/self/net/netstat"))
            {
                string[] words = line.Split(' ');
                int index = Array.IndexOf(names, "ListenOverflows");
                if (index > 0 && index < words.Length && words[0] == names[0])
                    return long.TryParse(words[index], CultureInfo.InvariantCulture, out long count) ? count : 0;
                names = words;
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
        }

        return 0;
    }
}
