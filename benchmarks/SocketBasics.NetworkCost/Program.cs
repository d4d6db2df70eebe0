using System.Globalization;
using SocketBasics.NetworkCost.Clients;
using SocketBasics.NetworkCost.Contenders;
using SocketBasics.NetworkCost.Measuring;
using SocketBasics.NetworkCost.Reporting;
using SocketBasics.NetworkCost.Servers;
using SocketBasics.NetworkCost.Workloads;

const string usage = """
    usage: dotnet run -c Release --project benchmarks/SocketBasics.NetworkCost -- [ROUNDS] [WORKLOAD ...]
           dotnet run -c Release --project benchmarks/SocketBasics.NetworkCost -- report FIGURES [PLOT]
    The first runs every workload, or those named, for 5 rounds or more, prints the tables as Markdown, and keeps the
    figures in artifacts/network-cost/figures.json. The second prints the tables of such a file, and draws PLOT, an SVG.
    """;
const string figuresFile = "artifacts/network-cost/figures.json";

// The processes that a run starts are this program, too.
switch (args)
{
    case ["serve", string library, string name] when Enum.TryParse(name, ignoreCase: true, out Handler handler):
        return ServerProgram.Run(library, handler);
    case ["connect", string library]:
        return await ClientProgram.RunAsync(library);
    case ["report", string file, .. { Length: <= 1 } plot]:
        Report(Figures.Read(file), plot.FirstOrDefault());
        return 0;
}

int rounds = 5;
bool hasRounds = args.Length > 0 && int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out rounds);
string[] names = hasRounds ? args[1..] : args;
if (rounds < 1 || names.Any(name => WorkloadList.All.All(workload => workload.Name != name)))
{
    Console.Error.WriteLine(usage);
    Console.Error.WriteLine($"workloads: {string.Join(' ', WorkloadList.All.Select(static workload => workload.Name))}");
    return 2;
}

if (!OperatingSystem.IsLinux() || Environment.ProcessorCount < 2)
{
    Console.Error.WriteLine("It needs Linux, and two cores: one for the server and one for its clients.");
    return 2;
}

Figures figures = Measure(names.Length > 0 ? [.. names.Select(WorkloadList.Of)] : WorkloadList.All, rounds);
figures.Write(figuresFile);
Report(figures, plot: null);
return 0;

static Figures Measure(IReadOnlyList<Workload> workloads, int rounds)
{
    ProgramSet programs = ProgramSet.Build();
    var measured = new List<WorkloadFigures>();
    foreach (Workload workload in workloads)
    {
        Console.Error.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss} {workload.Title}");
        measured.Add(workload.Measure(programs, rounds));
    }

    return new(MachineFacts.Describe(), rounds, measured);
}

static void Report(Figures figures, string? plot)
{
    MarkdownReport.Write(Console.Out, figures);
    if (plot is not null)
        File.WriteAllText(plot, Plot.Draw(figures));
}
