using BenchmarkDotNet.Attributes;
using SocketBasics.Benchmarks.Contenders;
using SocketBasics.Benchmarks.Scenarios;

namespace SocketBasics.Benchmarks;

/// <summary>The same scenarios under BenchmarkDotNet, which measures the libraries one after the other.</summary>
[MemoryDiagnoser]
public class SocketBenchmarks
{
    private const int BatchSize = 1000;

    private Scenario? _scenario;

    [ParamsAllValues]
    public Workload Workload { get; set; }

    [GlobalSetup(Target = nameof(Socket))]
    public Task SetUpSocket() => SetUpAsync(Library.Socket);

    [GlobalSetup(Target = nameof(SocketBasics))]
    public Task SetUpSocketBasics() => SetUpAsync(Library.SocketBasics);

    [GlobalSetup(Target = nameof(TcpClient))]
    public Task SetUpTcpClient() => SetUpAsync(Library.TcpClient);

    [IterationSetup]
    public void Prepare() => _scenario!.Prepare(BatchSize);

    [IterationCleanup]
    public void Settle() => _scenario!.Settle();

    [Benchmark(Baseline = true, OperationsPerInvoke = BatchSize)]
    public Task Socket() => _scenario!.RunAsync(BatchSize);

    [Benchmark(OperationsPerInvoke = BatchSize)]
    public Task SocketBasics() => _scenario!.RunAsync(BatchSize);

    [Benchmark(OperationsPerInvoke = BatchSize)]
    public Task TcpClient() => _scenario!.RunAsync(BatchSize);

    [GlobalCleanup]
    public void CleanUp() => _scenario!.Dispose();

    private Task SetUpAsync(Library library)
    {
        _scenario = Scenario.Create(Workload, library);
        return _scenario.OpenAsync();
    }
}
