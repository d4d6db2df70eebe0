using SocketBasics.Benchmarks.Contenders;

namespace SocketBasics.Benchmarks.Scenarios;

/// <summary>
/// One workload for one library, with a peer that is the same for all of them: raw sockets in this process, blocking,
/// on a thread of their own, so that the thread pool and the event loop serve the measured side alone.
/// </summary>
internal abstract class Scenario(Library library) : IDisposable
{
    protected Contender Contender { get; } = Contender.Create(library);

    public static Scenario Create(Workload workload, Library library) => workload switch
    {
        Workload.Connect => new ConnectScenario(library),
        Workload.RefusedConnect => new RefusedConnectScenario(library),
        Workload.Accept => new AcceptScenario(library),
        Workload.Echo64 => new EchoScenario(library, withToken: false),
        Workload.Echo64WithToken => new EchoScenario(library, withToken: true),
        Workload.Send64K => new SendScenario(library, withToken: false),
        Workload.Send64KWithToken => new SendScenario(library, withToken: true),
        Workload.Receive64K => new ReceiveScenario(library, withToken: false),
        Workload.Receive64KWithToken => new ReceiveScenario(library, withToken: true),
        _ => throw new ArgumentOutOfRangeException(nameof(workload)),
    };

    /// <summary>Opens what lasts for all batches; not measured.</summary>
    public virtual Task OpenAsync() => Task.CompletedTask;

    /// <summary>Does the peer's share of a batch ahead of it; not measured.</summary>
    public virtual void Prepare(int count)
    {
    }

    /// <summary>Runs a batch: this is measured.</summary>
    public abstract Task RunAsync(int count);

    /// <summary>Waits until the peer is at rest and does not disturb what comes next; not measured.</summary>
    public virtual void Settle()
    {
    }

    public virtual void Dispose() => Contender.Dispose();
}
