using System.Runtime.InteropServices;
using SocketBasics.Benchmarks;

namespace SocketBasics.NetworkCost.Reporting;

/// <summary>What figures mean nothing without.</summary>
internal static class MachineFacts
{
    public static string Describe() =>
        $"{Processor.Name}, {Environment.ProcessorCount} cores; {RuntimeInformation.OSDescription}, " +
        $"kernel {Environment.OSVersion.Version.ToString(3)}; {RuntimeInformation.FrameworkDescription}";
}
