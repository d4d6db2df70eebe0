using System.Globalization;
using System.Reflection;
using SocketBasics.AnalyzerCost;

// What the rules add to a compiler: processor time of interleaved compilations, with and without them. A compiler
// translates itself and its analyzers while it runs; after a few projects it has settled.
const int WarmUps = 8;
int rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 11;
string sockets = typeof(CompilerServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
    .Single(static attribute => attribute.Key == "SocketSources").Value!;

Console.WriteLine($"{rounds} interleaved rounds; medians of processor time [quartiles]");
using (var plain = SourceProject.WithoutSockets(files: 120))
    Measure(plain);
using (var mixed = SourceProject.WithSockets(files: 120, sockets))
    Measure(mixed);

void Measure(SourceProject project)
{
    using var compiler = new CompilerServer();
    for (int i = 0; i < WarmUps; i++)
    {
        compiler.Compile(project, withRules: true);
        compiler.Compile(project, withRules: false);
    }

    var pairs = new List<(Compilation Without, Compilation With)>();
    for (int round = 0; round < rounds; round++)
    {
        // Whoever runs first in a round finds other caches; so they take turns.
        bool first = round % 2 == 0;
        Compilation one = compiler.Compile(project, first);
        Compilation other = compiler.Compile(project, !first);
        pairs.Add(first ? (other, one) : (one, other));
    }

    double[] ratios = [.. pairs.Select(static pair => pair.With.Processor / pair.Without.Processor).Order()];
    double[] shares = [.. pairs.Select(static pair => pair.With.OfRules / pair.With.Processor).Order()];
    double[] seconds = [.. pairs.Select(static pair => pair.Without.Processor.TotalSeconds).Order()];
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{project.Name}, {project.Lines} lines, {Median(seconds):F1} s: "
        + $"with the rules {Median(ratios):F3} [{ratios[rounds / 4]:F3}-{ratios[rounds * 3 / 4]:F3}], "
        + $"of it in the rules themselves {Median(shares):P1}"));
}

static double Median(double[] ordered) => ordered[ordered.Length / 2];
