using SocketBasics.Benchmarks;
using SocketBasics.NetworkCost.Contenders;

namespace SocketBasics.NetworkCost.Reporting;

/// <summary>A figure that the network of Linux shall reach.</summary>
/// <param name="Workload">The workload's name.</param>
/// <param name="Quantity">What is looked at.</param>
/// <param name="Bound">Where it shall be.</param>
/// <param name="Versus">Whose figure it is divided by, or <see langword="null"/> for the figure itself.</param>
/// <param name="IsAtLeast">Whether more is better.</param>
internal sealed record Goal(
    string Workload, Quantity Quantity, double Bound, Contender? Versus = null, bool IsAtLeast = false)
{
    public static IReadOnlyList<Goal> All { get; } =
    [
        new("accept-16", Quantity.Processor, 1.25, Contender.C),
        new("accept-16", Quantity.Processor, 0.62, Contender.Socket),
        new("echo-64", Quantity.Processor, 1.15, Contender.C),
        new("echo-64", Quantity.Processor, 0.55, Contender.Socket),
        new("echo-64", Quantity.Rate, 1.7, Contender.Socket, IsAtLeast: true),
        new("short-16", Quantity.Processor, 1.15, Contender.C),
        new("short-16", Quantity.Processor, 0.70, Contender.Socket),
        new("echo-1-one-core", Quantity.P50, 1.10, Contender.C),
        new("echo-1-one-core", Quantity.P50, 0.72, Contender.Socket),
        new("block", Quantity.Rate, 1.4, Contender.Socket, IsAtLeast: true),
        new("work", Quantity.Rate, 1.2, Contender.Socket, IsAtLeast: true),
        new("connect", Quantity.Processor, 1.2, Contender.C),
        new("connect", Quantity.Processor, 0.75, Contender.Socket),
        new("refused", Quantity.Processor, 1.25, Contender.C),
        new("refused", Quantity.Processor, 0.55, Contender.Socket),
        new("echo-64", Quantity.Allocated, 0),
        new("accept-16", Quantity.Allocated, 160),
        new("connect", Quantity.Allocated, 400),
        new("refused", Quantity.Allocated, 300),
        new("idle", Quantity.Resident, 1024),
    ];

    /// <summary>Says whether the worse quartile is where it shall be, or the median only.</summary>
    public string Verdict(Quartiles measured) =>
        IsReached(IsAtLeast ? measured.Lower : measured.Upper) ? "yes"
        : IsReached(measured.Median) ? "median only"
        : "**no**";

    // No bytes of an operation: what the runtime's own timers allocate meanwhile is below half a byte of each.
    private bool IsReached(double value) =>
        IsAtLeast ? value >= Bound : (Bound == 0 ? Math.Round(value) : value) <= Bound;
}
