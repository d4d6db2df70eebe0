using System.Runtime.InteropServices;

namespace SocketBasics.NetworkCost.Reporting;

/// <summary>What figures mean nothing without.</summary>
internal static class MachineFacts
{
    private const string ProcessorFile = "/proc/cpuinfo";

    public static string Describe() =>
        $"{ReadProcessor()}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription}, " +
        $"kernel {Environment.OSVersion.Version.ToString(3)}; {RuntimeInformation.FrameworkDescription}";

    private static string ReadProcessor()
    {
        const string label = "model name";
        string? line = File.Exists(ProcessorFile)
            ? File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith(label, StringComparison.Ordinal))
            : null;
        return line is null
            ? RuntimeInformation.ProcessArchitecture.ToString()
            : line[(line.IndexOf(':') + 1)..].Trim();
    }
}
