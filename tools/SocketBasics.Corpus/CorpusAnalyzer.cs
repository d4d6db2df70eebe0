using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Corpus;

/// <summary>Runs rules over repositories that are neither restored nor built.</summary>
/// <remarks>
/// What comes from packages stays unresolved, as in an editor before the first restore: rules must bear that.
/// </remarks>
internal sealed class CorpusAnalyzer(ImmutableArray<DiagnosticAnalyzer> analyzers)
{
    private static readonly string[] Packs = ["Microsoft.NETCore.App.Ref", "Microsoft.AspNetCore.App.Ref"];

    private static readonly ImmutableArray<MetadataReference> References =
        [.. ReferenceAssemblies().Select(path => MetadataReference.CreateFromFile(path))];

    private static readonly CSharpCompilationOptions Compiling = new(
        OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    // Rules ask whether a project references a test framework, to be silent about what only a test does.
    private static readonly MetadataReference TestFramework = EmptyAssembly("xunit.core");

    /// <summary>Every rule of the package as an analyzer of its own, to tell what each of them costs.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> LoadRules() =>
    [
        .. typeof(Analyzers.RuleAnalyzer).Assembly.GetTypes()
            .Where(type => !type.IsAbstract
                && (type.IsSubclassOf(typeof(Analyzers.RuleAnalyzer)) || type.IsSubclassOf(typeof(DiagnosticSuppressor))))
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public RepositoryAnalysis Analyze(GitRepository repository)
    {
        var clock = Stopwatch.StartNew();
        var crashes = new ConcurrentBag<string>();
        RepositorySources sources = RepositorySources.Read(repository);
        var product = CSharpCompilation.Create("Product", sources.Product, References, Compiling);
        var tests = CSharpCompilation.Create(
            "Tests", sources.Tests, [.. References, product.ToMetadataReference(), TestFramework], Compiling);
        var times = new ConcurrentDictionary<string, TimeSpan>();
        IEnumerable<RuleReport> reports = Diagnose(product, crashes, times).Concat(Diagnose(tests, crashes, times))
            .Select(diagnostic => ReportOf(diagnostic, repository.Name));
        return new(
            repository,
            sources.Product.Count + sources.Tests.Count,
            [.. reports.OrderBy(report => report.Rule, StringComparer.Ordinal)
                .ThenBy(report => report.Path, StringComparer.Ordinal).ThenBy(report => report.Line)],
            [.. crashes],
            times,
            clock.Elapsed);
    }

    private ImmutableArray<Diagnostic> Diagnose(
        Compilation compilation, ConcurrentBag<string> crashes, ConcurrentDictionary<string, TimeSpan> times)
    {
        if (!compilation.SyntaxTrees.Any())
            return [];

        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]),
            (exception, analyzer, _) => crashes.Add($"{analyzer.GetType().Name}: {exception}"),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: true);
        AnalysisResult result = compilation.WithAnalyzers(analyzers, options)
            .GetAnalysisResultAsync(CancellationToken.None).GetAwaiter().GetResult();
        foreach ((DiagnosticAnalyzer analyzer, var telemetry) in result.AnalyzerTelemetryInfo)
        {
            times.AddOrUpdate(
                NameOf(analyzer),
                telemetry.ExecutionTime,
                (_, before) => before + telemetry.ExecutionTime);
        }

        return result.GetAllDiagnostics();
    }

    private static string NameOf(DiagnosticAnalyzer analyzer) => analyzer is DiagnosticSuppressor suppressor
        ? suppressor.SupportedSuppressions[0].Id
        : analyzer.SupportedDiagnostics[0].Id;

    private static RuleReport ReportOf(Diagnostic diagnostic, string repository) => new(
        diagnostic.Id,
        diagnostic.Severity,
        repository,
        diagnostic.Location.SourceTree?.FilePath ?? "",
        diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1,
        diagnostic.GetMessage(null));

    private static PortableExecutableReference EmptyAssembly(string name)
    {
        var image = new MemoryStream();
        CSharpCompilation.Create(name, references: References, options: Compiling).Emit(image);
        return MetadataReference.CreateFromImage(image.ToArray());
    }

    private static IEnumerable<string> ReferenceAssemblies()
    {
        string packs = typeof(CorpusAnalyzer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "ReferencePacks").Value!;
        return Packs
            .Select(pack => Path.Combine(packs, pack))
            .Where(Directory.Exists)
            .Select(pack => Directory.GetDirectories(pack, "10.*").Order(StringComparer.Ordinal).Last())
            .SelectMany(version => Directory.GetFiles(Path.Combine(version, "ref", "net10.0"), "*.dll"))
            .Append(typeof(ClientSocket).Assembly.Location);
    }
}
