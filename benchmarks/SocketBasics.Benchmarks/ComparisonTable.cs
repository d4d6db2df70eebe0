using System.Globalization;
using SocketBasics.Benchmarks.Contenders;
using SocketBasics.Benchmarks.Scenarios;

namespace SocketBasics.Benchmarks;

/// <summary>The result as a Markdown table: medians of time and bytes, ratios with their quartiles.</summary>
internal static class ComparisonTable
{
    public static void WriteHeader(TextWriter output)
    {
        output.WriteLine(
            "| operation | Socket | SocketBasics | TcpClient " +
            "| SocketBasics ÷ Socket | its processor time | TcpClient ÷ Socket | SocketBasics ÷ TcpClient |");
        output.WriteLine("| --- | --- | --- | --- | --- | --- | --- | --- |");
    }

    public static void WriteRow(TextWriter output, Workload workload, Measurement[][] rounds)
    {
        string[] cells =
        [
            Name(workload),
            Cost(rounds, Library.Socket),
            Cost(rounds, Library.SocketBasics),
            Cost(rounds, Library.TcpClient),
            Ratio(rounds, Library.SocketBasics, Library.Socket, measured => measured.Microseconds),
            Ratio(rounds, Library.SocketBasics, Library.Socket, measured => measured.ProcessorMicroseconds),
            Ratio(rounds, Library.TcpClient, Library.Socket, measured => measured.Microseconds),
            Ratio(rounds, Library.SocketBasics, Library.TcpClient, measured => measured.Microseconds),
        ];
        output.WriteLine($"| {string.Join(" | ", cells)} |");
        output.Flush();
    }

    private static string Name(Workload workload) => workload switch
    {
        Workload.Connect => "connect, reset",
        Workload.RefusedConnect => "refused connect",
        Workload.Accept => "accept, close",
        Workload.Echo64 => "echo of 64 bytes",
        Workload.Echo64WithToken => "echo of 64 bytes, with a token",
        Workload.Send64K => "send 64 KiB",
        Workload.Send64KWithToken => "send 64 KiB, with a token",
        Workload.Receive64K => "receive 64 KiB",
        Workload.Receive64KWithToken => "receive 64 KiB, with a token",
        _ => workload.ToString(),
    };

    private static string Cost(Measurement[][] rounds, Library library)
    {
        double time = Quartiles.Of(rounds.Select(round => round[(int)library].Microseconds)).Median;
        double bytes = Quartiles.Of(rounds.Select(round => round[(int)library].Bytes)).Median;
        return Text($"{time:0.0} µs, {bytes:0.#} B");
    }

    private static string Ratio(Measurement[][] rounds, Library library, Library to, Func<Measurement, double> cost)
    {
        Quartiles ratio = Quartiles.Of(rounds.Select(round => cost(round[(int)library]) / cost(round[(int)to])));
        return Text($"{ratio.Median:0.00} [{ratio.Lower:0.00}–{ratio.Upper:0.00}]");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
