using System.Globalization;
using SocketBasics.NetworkCost.Clients;
using SocketBasics.NetworkCost.Contenders;
using SocketBasics.NetworkCost.Measuring;
using SocketBasics.NetworkCost.Reporting;
using SocketBasics.NetworkCost.Servers;
using SocketBasics.NetworkCost.Workloads;

const string usage = """
    usage: dotnet run -c Release --project benchmarks/SocketBasics.NetworkCost -- [ROUNDS] [WORKLOAD ...]
           dotnet run -c Release --project benchmarks/SocketBasics.NetworkCost -- report FIGURES [PAGE]
    The first runs every workload, or those named, for 5 rounds or so many, prints the tables as Markdown, and keeps the
    figures in artifacts/network-cost/figures.json. The second prints the tables of such a file, or puts them into PAGE,
    between its marks, and the plot beside it.
    """;
const string figuresFile = "artifacts/network-cost/figures.json";

// The processes that a run starts are this program, too.
switch (args)
{
    case ["serve", string library, string name] when Enum.TryParse(name, ignoreCase: true, out Handler handler):
        return ServerProgram.Run(library, handler);
    case ["connect", string library]:
        return await ClientProgram.RunAsync(library);
    case ["report", string file]:
        MarkdownReport.Write(Console.Out, Figures.Read(file));
        return 0;
    case ["report", string file, string page]:
        GuidePage.Fill(page, Figures.Read(file));
        return 0;
}

int rounds = 5;
bool hasRounds = args.Length > 0 && int.TryParse(args[0], NumberStyles.None, CultureInfo.InvariantCulture, out rounds);
string[] names = hasRounds ? args[1..] : args;
if (rounds < 1 || names.Any(name => WorkloadList.All.All(workload => workload.Name != name)))
{
    Console.Error.WriteLine(usage);
    Console.Error.WriteLine($"workloads: {string.Join(' ', WorkloadList.All.Select(static known => known.Name))}");
    return 2;
}

if (!OperatingSystem.IsLinux() || Environment.ProcessorCount < 2)
{
    Console.Error.WriteLine("It needs Linux, and two cores: one for the server and one for its clients.");
    return 2;
}

Figures figures = new(MachineFacts.Describe(), rounds, []);
ProgramSet programs = ProgramSet.Build();
foreach (Workload workload in names.Length > 0 ? names.Select(WorkloadList.Of) : WorkloadList.All)
{
    Console.Error.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss} {workload.Title}");
    figures = figures with { Workloads = [.. figures.Workloads, workload.Measure(programs, rounds)] };
    figures.Write(figuresFile);
}

MarkdownReport.Write(Console.Out, figures);
return 0;
