using SocketBasics.Benchmarks.Contenders;
using SocketBasics.Benchmarks.Scenarios;

namespace SocketBasics.Benchmarks;

/// <summary>
/// All libraries in one process. A round is several short batches in turns, A B C, B C A, C A B, ...: what disturbs the
/// machine for a while disturbs all of them. A ratio is formed within a round; the table shows medians.
/// </summary>
internal static class Comparison
{
    private const int WarmUpRounds = 8;

    private static readonly Library[] Libraries = Enum.GetValues<Library>();

    public static async Task RunAsync(int rounds, IReadOnlyCollection<Workload> workloads)
    {
        Console.WriteLine(MachineFacts.Describe(rounds));
        Console.WriteLine();
        ComparisonTable.WriteHeader(Console.Out);
        foreach (Workload workload in workloads)
            ComparisonTable.WriteRow(Console.Out, workload, await MeasureAsync(workload, rounds));
    }

    private static async Task<Measurement[][]> MeasureAsync(Workload workload, int rounds)
    {
        (int batches, int batchSize) = SizeOfRound(workload);
        Scenario[] scenarios = [.. Libraries.Select(library => Scenario.Create(workload, library))];
        try
        {
            foreach (Scenario scenario in scenarios)
                await scenario.OpenAsync();

            for (int i = 0; i < WarmUpRounds; i++)
                await MeasureRoundAsync(scenarios, batches, batchSize);

            var measured = new Measurement[rounds][];
            for (int i = 0; i < rounds; i++)
                measured[i] = await MeasureRoundAsync(scenarios, batches, batchSize);

            return measured;
        }
        finally
        {
            foreach (Scenario scenario in scenarios)
                scenario.Dispose();
        }
    }

    private static async Task<Measurement[]> MeasureRoundAsync(Scenario[] scenarios, int batches, int batchSize)
    {
        var sums = new Measurement[scenarios.Length];
        for (int batch = 0; batch < batches; batch++)
        {
            for (int i = 0; i < scenarios.Length; i++)
            {
                int next = (batch + i) % scenarios.Length;
                sums[next] += await Measurement.RunAsync(scenarios[next], batchSize);
            }
        }

        return sums;
    }

    // Short batches in turns, so that a disturbance meets all libraries; a batch of connects is limited by the
    // listener's queue and by descriptors as well.
    private static (int Batches, int BatchSize) SizeOfRound(Workload workload) => workload switch
    {
        Workload.Connect or Workload.RefusedConnect => (18, 200),
        Workload.Accept => (30, 200),
        Workload.Echo64 or Workload.Echo64WithToken => (9, 1000),
        _ => (9, 500),
    };
}
