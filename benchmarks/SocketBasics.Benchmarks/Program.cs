using System.Globalization;
using BenchmarkDotNet.Running;
using SocketBasics.Benchmarks;
using SocketBasics.Benchmarks.Scenarios;

const string usage = """
    usage: dotnet run -c Release --project benchmarks/SocketBasics.Benchmarks -- [compare] [ROUNDS] [WORKLOAD ...]
           dotnet run -c Release --project benchmarks/SocketBasics.Benchmarks -- bdn [BenchmarkDotNet's arguments]
    compare, the default, runs the libraries in turns (15 rounds; at least 9) and prints a Markdown table.
    """;

if (args is ["bdn", ..])
{
    // In this process: the project that BenchmarkDotNet would generate does not build under this repository's rules.
    BenchmarkSwitcher.FromTypes([typeof(SocketBenchmarks)]).Run([.. args[1..], "--inProcess"]);
    return 0;
}

Queue<string> left = new(args is ["compare", ..] ? args[1..] : args);
int rounds = 15;
if (left.TryPeek(out string? first) && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out rounds))
    left.Dequeue();
else
    rounds = 15;

var workloads = new List<Workload>();
foreach (string name in left)
{
    if (Enum.TryParse(name, ignoreCase: true, out Workload workload))
        workloads.Add(workload);
    else
        rounds = 0;
}

if (rounds < 9)
{
    Console.Error.WriteLine(usage);
    Console.Error.WriteLine($"workloads: {string.Join(' ', Enum.GetNames<Workload>())}");
    return 2;
}

await Comparison.RunAsync(rounds, workloads.Count > 0 ? workloads : Enum.GetValues<Workload>());
return 0;
