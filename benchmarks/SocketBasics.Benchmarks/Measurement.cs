using System.Diagnostics;
using SocketBasics.Benchmarks.Scenarios;

namespace SocketBasics.Benchmarks;

/// <summary>What some operations cost.</summary>
internal readonly record struct Measurement(
    int Operations, TimeSpan Time, TimeSpan ProcessorTime, long AllocatedBytes)
{
    public double Microseconds => Time.TotalMicroseconds / Operations;

    /// <summary>Gets the time of all processors, the peer's and the kernel's work included.</summary>
    public double ProcessorMicroseconds => ProcessorTime.TotalMicroseconds / Operations;

    public double Bytes => (double)AllocatedBytes / Operations;

    public static Measurement operator +(Measurement left, Measurement right) => new(
        left.Operations + right.Operations,
        left.Time + right.Time,
        left.ProcessorTime + right.ProcessorTime,
        left.AllocatedBytes + right.AllocatedBytes);

    public static async Task<Measurement> RunAsync(Scenario scenario, int batchSize)
    {
        scenario.Prepare(batchSize);
        long bytesBefore = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan processorBefore = Environment.CpuUsage.TotalTime;
        long started = Stopwatch.GetTimestamp();
        await scenario.RunAsync(batchSize);
        TimeSpan time = Stopwatch.GetElapsedTime(started);
        TimeSpan processorTime = Environment.CpuUsage.TotalTime - processorBefore;
        long bytes = GC.GetTotalAllocatedBytes(precise: true) - bytesBefore;
        scenario.Settle();
        return new(batchSize, time, processorTime, bytes);
    }
}
