using System.Globalization;
using SocketBasics.Benchmarks;
using SocketBasics.NetworkCost.Contenders;
using SocketBasics.NetworkCost.Measuring;
using SocketBasics.NetworkCost.Workloads;

namespace SocketBasics.NetworkCost.Reporting;

/// <summary>The figures as they go into the page: what was aimed at, and a table for each workload.</summary>
internal static class MarkdownReport
{
    public static void Write(TextWriter output, Figures figures)
    {
        output.WriteLine($"{figures.Machine}; {figures.Rounds} rounds.");
        output.WriteLine();
        WriteGoals(output, figures);
        foreach (WorkloadFigures workload in figures.Workloads)
            WriteTable(output, workload);
    }

    private static void WriteGoals(TextWriter output, Figures figures)
    {
        output.WriteLine("### What was aimed at");
        output.WriteLine();
        WriteHeader(output, ["workload", "figure of the network of Linux", "aimed at", "measured", "reached"]);
        foreach (Goal goal in Goal.All)
        {
            string key = Contender.Epoll.Key;
            WorkloadFigures? workload = figures.Of(goal.Workload);
            Quartiles? measured = workload is null ? null
                : goal.Versus is { } versus ? goal.Quantity.Ratio(workload, key, versus.Key)
                : goal.Quantity.In(workload, key);
            string bound = goal.Versus is null
                ? $"{Text.Number(goal.Bound)} B"
                : goal.Bound.ToString("0.00", CultureInfo.InvariantCulture);
            string unit = $" per {WorkloadList.Of(goal.Workload).Operation}";
            WriteRow(
                output,
                WorkloadList.Of(goal.Workload).Title,
                goal.Quantity.Name + (goal.Versus is null ? unit : $" ÷ {goal.Versus.Title}"),
                (goal.IsAtLeast ? "≥ " : "≤ ") + bound,
                goal.Versus is null ? Text.WithQuartiles(measured) : Text.Ratio(measured),
                measured is { } known ? goal.Verdict(known) : "not measured");
        }

        output.WriteLine();
    }

    private static void WriteTable(TextWriter output, WorkloadFigures figures)
    {
        Workload workload = WorkloadList.Of(figures.Workload);
        IReadOnlyList<Column> columns = workload is IdleConnections ? Column.OfMemory : Column.OfCalls;
        output.WriteLine($"### {workload.Title}");
        output.WriteLine();
        WriteHeader(output, [$"per {workload.Operation}", .. columns.Select(static column => column.Heading)]);
        foreach (string row in figures.Rows.Keys)
            WriteRow(output, [Contender.Of(row).Title, .. columns.Select(column => column.Cell(figures, row))]);
        output.WriteLine();

        if (figures.Absent.Count > 0)
        {
            IEnumerable<string> reasons = figures.Absent
                .GroupBy(static row => row.Value, static row => Contender.Of(row.Key).Title)
                .Select(static rows => $"{string.Join(", ", rows)} ({rows.Key})");
            output.WriteLine($"Not measured: {string.Join("; ", reasons)}.");
            output.WriteLine();
        }
    }

    private static void WriteHeader(TextWriter output, IReadOnlyList<string> headings)
    {
        WriteRow(output, [.. headings]);
        WriteRow(output, [.. headings.Select(static (_, index) => index == 0 ? "---" : "---:")]);
    }

    private static void WriteRow(TextWriter output, params string[] cells) =>
        output.WriteLine($"| {string.Join(" | ", cells)} |");
}
