namespace SocketBasics.NetworkCost.Measuring;

/// <summary>What a run has measured of one workload.</summary>
/// <param name="Workload">The workload's name.</param>
/// <param name="Rows">The turns of each contender, by its key, in the order of the rounds.</param>
/// <param name="Absent">Why a contender has no row, by its key.</param>
internal sealed record WorkloadFigures(
    string Workload, IReadOnlyDictionary<string, Turn[]> Rows, IReadOnlyDictionary<string, string> Absent);
