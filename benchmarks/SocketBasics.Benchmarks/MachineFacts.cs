using System.Runtime.InteropServices;

namespace SocketBasics.Benchmarks;

/// <summary>What a table means nothing without.</summary>
internal static class MachineFacts
{
    private const string ProcessorFile = "/proc/cpuinfo";

    public static string Describe(int rounds) =>
        $"{ReadProcessor()}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription}; " +
        $"{RuntimeInformation.FrameworkDescription}; {rounds} interleaved rounds; " +
        "times and bytes per operation are medians, ratios are median [quartiles] of the rounds.";

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
