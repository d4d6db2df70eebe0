using SocketBasics.Benchmarks;
using SocketBasics.NetworkCost.Measuring;

namespace SocketBasics.NetworkCost.Reporting;

/// <summary>Something that a turn tells.</summary>
/// <param name="Name">Its name for readers.</param>
/// <param name="Of">Its value, where there is one.</param>
internal sealed record Quantity(string Name, Func<Turn, double?> Of)
{
    public static readonly Quantity Processor =
        new("CPU", static turn => turn.ProcessorSeconds * 1e6 / turn.Operations);

    public static readonly Quantity Rate = new("rate", static turn => turn.Operations / turn.Seconds);
    public static readonly Quantity P50 = new("p50", static turn => turn.P50 > 0 ? turn.P50 : null);
    public static readonly Quantity P99 = new("p99", static turn => turn.P99 > 0 ? turn.P99 : null);

    public static readonly Quantity Allocated =
        new("allocated", static turn => (double?)turn.Allocated / turn.Operations);

    public static readonly Quantity Heap = new("managed heap", static turn => (double?)turn.Heap / turn.Operations);
    public static readonly Quantity Resident = new("memory", static turn => (double?)turn.Resident / turn.Operations);

    public static readonly Quantity ResidentWithGarbage =
        new("memory with garbage", static turn => (double?)turn.ResidentWithGarbage / turn.Operations);

    /// <summary>The quartiles of a contender's rounds.</summary>
    public Quartiles? In(WorkloadFigures figures, string contender) =>
        figures.Rows.TryGetValue(contender, out Turn[]? turns) && turns.All(turn => Of(turn) is not null)
            ? Quartiles.Of(turns.Select(turn => Of(turn)!.Value))
            : null;

    /// <summary>The quartiles of the ratios that two contenders had within each round.</summary>
    public Quartiles? Ratio(WorkloadFigures figures, string contender, string to) =>
        figures.Rows.TryGetValue(contender, out Turn[]? turns) && figures.Rows.TryGetValue(to, out Turn[]? others)
        && turns.Concat(others).All(turn => Of(turn) is not null)
            ? Quartiles.Of(turns.Zip(others, (turn, other) => Of(turn)!.Value / Of(other)!.Value))
            : null;
}
