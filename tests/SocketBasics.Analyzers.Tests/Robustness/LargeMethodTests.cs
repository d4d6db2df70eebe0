using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using SocketBasics.Analyzers.Tests.Verification;

namespace SocketBasics.Analyzers.Tests.Robustness;

[Collection(RunsAlone.Name)]
public sealed class LargeMethodTests
{
    // A rule that looks through the whole method once per statement takes several times as long as the compiler.
    // Seen to fail with: OperationTree that keeps nothing.
    [Fact]
    public async Task No_rule_takes_as_long_as_the_compiler_for_a_method_of_ten_thousand_statements()
    {
        using var workspace = new AdhocWorkspace();
        Project project = TestProject.Create(workspace, [LargeMethods.Source(10_000)]);
        Compilation compilation = (await project.GetCompilationAsync(Token))!;
        var watch = Stopwatch.StartNew();
        Assert.DoesNotContain(compilation.GetDiagnostics(Token), static d => d.Severity == DiagnosticSeverity.Error);
        TimeSpan compiled = watch.Elapsed;

        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            onAnalyzerException: null,
            concurrentAnalysis: false,
            logAnalyzerExecutionTime: true);
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers([.. AllRules.Analyzers], options);
        Assert.Empty(await analysis.GetAnalyzerDiagnosticsAsync(Token));

        foreach (DiagnosticAnalyzer analyzer in AllRules.Analyzers)
        {
            AnalyzerTelemetryInfo spent = await analysis.GetAnalyzerTelemetryInfoAsync(analyzer, Token);
            Assert.True(
                spent.ExecutionTime < compiled,
                $"{analyzer.GetType().Name} took {spent.ExecutionTime}, the compiler {compiled}.");
        }
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
