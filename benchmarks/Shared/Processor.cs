using System.Runtime.InteropServices;

namespace SocketBasics.Benchmarks;

/// <summary>The processor that figures were measured on.</summary>
internal static class Processor
{
    private const string File = "/proc/cpuinfo";
    private const string Label = "model name";

    /// <summary>Gets its name as Linux tells it, or its architecture.</summary>
    public static string Name
    {
        get
        {
            string? line = System.IO.File.Exists(File)
                ? System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith(Label, StringComparison.Ordinal))
                : null;
            return line is null
                ? RuntimeInformation.ProcessArchitecture.ToString()
                : line[(line.IndexOf(':') + 1)..].Trim();
        }
    }
}
