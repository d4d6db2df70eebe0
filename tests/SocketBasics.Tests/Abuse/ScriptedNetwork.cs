using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using SocketBasics.Networks;

namespace SocketBasics.Tests.Abuse;

/// <summary>
/// The machine's network with a clock of the test's and listeners that first answer from a script: errors of accept that
/// the kernel gives when routers and administrators want it, and not when a test does.
/// </summary>
internal sealed class ScriptedNetwork(TimeProvider clock) : Network
{
    private int _accepts;

    public override string Name => "scripted";

    public override TimeProvider TimeProvider => clock;

    /// <summary>Gets what the next accepts answer; when it is empty, the kernel answers.</summary>
    public ConcurrentQueue<NetworkError> Script { get; } = new();

    /// <summary>Gets or sets what every accept answers, for a listener that nothing can help.</summary>
    public NetworkError? Always { get; set; }

    /// <summary>Gets how often accept was called.</summary>
    public int Accepts => Volatile.Read(ref _accepts);

    public override NetworkResult<NetworkListener> Bind(Endpoint local, ServerSocketOptions options)
    {
        NetworkResult<NetworkListener> bound = Portable.Bind(local, options);
        return bound.IsSuccess ? new Listener(this, bound.Value) : bound.Error;
    }

    public override ValueTask<NetworkAttempt> ConnectAsync(
        Endpoint remote, ConnectOptions options, CancellationToken cancellationToken) =>
        Portable.ConnectAsync(remote, options, cancellationToken);

    protected override Task<NetworkResult<IReadOnlyList<IPAddress>>> LookUpAsync(string name, AddressFamily family) =>
        Task.FromResult<NetworkResult<IReadOnlyList<IPAddress>>>(SocketError.HostNotFound);

    private sealed class Listener(ScriptedNetwork network, NetworkListener kernel) : NetworkListener
    {
        public override Endpoint LocalEndpoint => kernel.LocalEndpoint;

        public override NetworkError Listen(int backlog) => kernel.Listen(backlog);

        public override ValueTask<NetworkResult<NetworkConnection>> AcceptAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref network._accepts);
            if (network.Always is { } always)
                return ValueTask.FromResult<NetworkResult<NetworkConnection>>(always);
            return network.Script.TryDequeue(out NetworkError error)
                ? ValueTask.FromResult<NetworkResult<NetworkConnection>>(error)
                : kernel.AcceptAsync(cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                kernel.Dispose();
        }
    }
}
