using System.Globalization;
using System.Net;
using System.Text;
using SocketBasics.Benchmarks;
using SocketBasics.NetworkCost.Contenders;
using SocketBasics.NetworkCost.Measuring;
using SocketBasics.NetworkCost.Workloads;

namespace SocketBasics.NetworkCost.Reporting;

/// <summary>
/// The processor time per operation as bars, the quartiles as whiskers: an SVG without a background, whose colors suit
/// a light page and a dark one.
/// </summary>
internal static class Plot
{
    private const int Width = 760;
    private const int LabelWidth = 250;
    private const int ValueWidth = 70;
    private const int BarHeight = 14;
    private const int RowHeight = 20;
    private const int TitleHeight = 38;

    private static readonly string[] Panels = ["accept-16", "short-16", "echo-64", "connect", "refused"];

    private static readonly Contender[] Bars =
    [
        Contender.C, Contender.Epoll, Contender.Portable, Contender.Socket, Contender.SocketInline,
        Contender.TcpListener, Contender.TcpClient, Contender.Kestrel, Contender.Go, Contender.Java, Contender.Node,
    ];

    public static string Draw(Figures figures)
    {
        var body = new StringBuilder();
        int y = 0;
        foreach (string name in Panels)
        {
            if (figures.Of(name) is { Rows.Count: > 0 } workload)
                y = DrawPanel(body, workload, y);
        }

        return $$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{Width}} {{y + 8}}"
              font-family="system-ui, sans-serif" font-size="12">
            <style>
            text { fill: #6e7781 } .title { font-weight: 600 } .whisker { stroke: #6e7781 }
            .bar { fill: #a0a7af } .own { fill: #2f81f7 }
            @media (prefers-color-scheme: dark) {
              text { fill: #9198a1 } .bar { fill: #6e7681 } .whisker { stroke: #c9d1d9 }
            }
            </style>
            {{body}}</svg>

            """;
    }

    private static int DrawPanel(StringBuilder body, WorkloadFigures figures, int y)
    {
        Workload workload = WorkloadList.Of(figures.Workload);
        (Contender Bar, Quartiles Cost)[] costs =
        [
            .. Bars.Select(bar => (Bar: bar, Cost: Quantity.Processor.In(figures, bar.Key)))
                .Where(static row => row.Cost is not null)
                .Select(static row => (row.Bar, row.Cost!.Value)),
        ];
        double scale = (Width - LabelWidth - ValueWidth) / costs.Max(static row => row.Cost.Upper);

        string title = $"{workload.Title}: CPU per {workload.Operation}, µs";
        Line(body, $"""<text class="title" x="0" y="{y + 26}">{title}</text>""");
        y += TitleHeight;
        foreach ((Contender bar, Quartiles cost) in costs)
        {
            string kind = bar == Contender.Epoll || bar == Contender.Portable ? "own" : "bar";
            int middle = y + (BarHeight / 2);
            double length = cost.Median * scale;
            double start = LabelWidth + (cost.Lower * scale);
            double end = LabelWidth + (cost.Upper * scale);
            Line(body, $"""<text x="{LabelWidth - 8}" y="{y + 11}" text-anchor="end">{Plain(bar.Title)}</text>""");
            Line(body, $"""<rect class="{kind}" x="{LabelWidth}" y="{y}" width="{length:0.#}" height="{BarHeight}"/>""");
            Line(body, $"""<line class="whisker" x1="{start:0.#}" y1="{middle}" x2="{end:0.#}" y2="{middle}"/>""");
            Line(body, $"""<text x="{end + 6:0.#}" y="{y + 11}">{cost.Median:0.0}</text>""");
            y += RowHeight;
        }

        return y;
    }

    private static void Line(StringBuilder body, FormattableString text) =>
        body.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Plain(string markdown) =>
        WebUtility.HtmlEncode(string.Concat(markdown.Where(static letter => letter is not ('`' or '*'))));
}
