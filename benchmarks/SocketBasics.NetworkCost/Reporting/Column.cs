using SocketBasics.NetworkCost.Contenders;
using SocketBasics.NetworkCost.Measuring;

namespace SocketBasics.NetworkCost.Reporting;

/// <summary>A column of a table.</summary>
internal sealed record Column(string Heading, Func<WorkloadFigures, string, string> Cell)
{
    /// <summary>Gets the columns of operations that are repeated.</summary>
    public static IReadOnlyList<Column> OfCalls { get; } =
    [
        new("CPU, µs", static (figures, row) => Text.WithQuartiles(Quantity.Processor.In(figures, row))),
        new("÷ C", static (figures, row) => Text.Ratio(Quantity.Processor.Ratio(figures, row, Contender.C.Key))),
        new("÷ `Socket`", static (figures, row) => Text.Ratio(Quantity.Processor.Ratio(figures, row, Contender.Socket.Key))),
        new("per second", static (figures, row) => Text.Of(Quantity.Rate.In(figures, row))),
        new("÷ `Socket`", static (figures, row) => Text.Ratio(Quantity.Rate.Ratio(figures, row, Contender.Socket.Key))),
        new("p50, µs", static (figures, row) => Text.Of(Quantity.P50.In(figures, row))),
        new("p99, µs", static (figures, row) => Text.Of(Quantity.P99.In(figures, row))),
        new("allocated, B", static (figures, row) => Text.Of(Quantity.Allocated.In(figures, row))),
    ];

    /// <summary>Gets the columns of connections that are idle.</summary>
    public static IReadOnlyList<Column> OfMemory { get; } =
    [
        new("memory, B", static (figures, row) => Text.WithQuartiles(Quantity.Resident.In(figures, row))),
        new("÷ `Socket`", static (figures, row) => Text.Ratio(Quantity.Resident.Ratio(figures, row, Contender.Socket.Key))),
        new("of it managed heap, B", static (figures, row) => Text.WithQuartiles(Quantity.Heap.In(figures, row))),
        new("before a collection, B", static (figures, row) => Text.WithQuartiles(Quantity.ResidentWithGarbage.In(figures, row))),
    ];
}
