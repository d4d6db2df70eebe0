using System.Runtime.InteropServices;

namespace SocketBasics.Benchmarks;

/// <summary>What a table means nothing without.</summary>
internal static class MachineFacts
{
    public static string Describe(int rounds) =>
        $"{Processor.Name}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription}; " +
        $"{RuntimeInformation.FrameworkDescription}; {rounds} interleaved rounds; " +
        "times and bytes per operation are medians, ratios are median [quartiles] of the rounds.";
}
