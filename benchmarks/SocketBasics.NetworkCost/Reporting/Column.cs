using SocketBasics.NetworkCost.Contenders;
using SocketBasics.NetworkCost.Measuring;

namespace SocketBasics.NetworkCost.Reporting;

/// <summary>A column of a table.</summary>
internal sealed record Column(string Heading, Func<WorkloadFigures, string, string> Cell)
{
    /// <summary>Gets the columns of operations that are repeated.</summary>
    public static IReadOnlyList<Column> OfCalls { get; } =
    [
        Value("CPU, µs", Quantity.Processor),
        Ratio("CPU ÷ C", Quantity.Processor, Contender.C),
        Ratio("CPU ÷ `Socket`", Quantity.Processor, Contender.Socket),
        Median("per second", Quantity.Rate),
        Ratio("rate ÷ `Socket`", Quantity.Rate, Contender.Socket),
        Median("p50, µs", Quantity.P50),
        Median("p99, µs", Quantity.P99),
        Median("allocated, B", Quantity.Allocated),
    ];

    /// <summary>Gets the columns of connections that are idle.</summary>
    public static IReadOnlyList<Column> OfMemory { get; } =
    [
        Value("memory, B", Quantity.Resident),
        Ratio("memory ÷ `Socket`", Quantity.Resident, Contender.Socket),
        Value("of it managed heap, B", Quantity.Heap),
        Value("before a collection, B", Quantity.ResidentWithGarbage),
    ];

    private static Column Value(string heading, Quantity quantity) =>
        new(heading, (figures, row) => Text.WithQuartiles(quantity.In(figures, row)));

    private static Column Median(string heading, Quantity quantity) =>
        new(heading, (figures, row) => Text.Of(quantity.In(figures, row)));

    private static Column Ratio(string heading, Quantity quantity, Contender to) =>
        new(heading, (figures, row) => Text.Ratio(quantity.Ratio(figures, row, to.Key)));
}
