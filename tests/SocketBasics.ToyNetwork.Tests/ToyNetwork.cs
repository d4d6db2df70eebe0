using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using SocketBasics.Networks;

namespace SocketBasics.ToyNetwork.Tests;

/// <summary>
/// A network in memory, the smallest that is one: it shows that the seam is enough to put another network below the
/// public types, and what an implementation has to do.
/// </summary>
internal sealed class ToyNetwork : Network
{
    private const int FirstPort = 40_000;

    private readonly ConcurrentDictionary<Endpoint, ToyListener> _bound = new();
    private int _lastPort = FirstPort;

    public override string Name => "toy";

    public override NetworkResult<NetworkListener> Bind(Endpoint local, ServerSocketOptions options)
    {
        local = WithPort(local);
        var listener = new ToyListener(local, closed: () => _bound.TryRemove(local, out _));
        return _bound.TryAdd(local, listener) ? listener : SocketError.AddressAlreadyInUse;
    }

    public override ValueTask<NetworkAttempt> ConnectAsync(
        Endpoint remote, ConnectOptions options, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return new(NetworkAttempt.Failed(NetworkError.Aborted));

        Endpoint local = WithPort(options.LocalEndpoint ?? (remote.IsIP ? Endpoint.Loopback(0) : Endpoint.Unnamed));
        (ToyConnection client, ToyConnection server) = ToyConnection.MakePair(local, remote);
        bool isQueued = _bound.TryGetValue(remote, out ToyListener? listener) && listener.TryEnqueue(server);
        return new(isQueued
            ? NetworkAttempt.Connected(client)
            : NetworkAttempt.Failed(SocketError.ConnectionRefused));
    }

    protected override Task<NetworkResult<IReadOnlyList<IPAddress>>> LookUpAsync(string name, AddressFamily family) =>
        Task.FromResult<NetworkResult<IReadOnlyList<IPAddress>>>(SocketError.HostNotFound);

    private Endpoint WithPort(Endpoint endpoint) =>
        endpoint is { IsIP: true, Port: 0 } ? endpoint.WithPort(Interlocked.Increment(ref _lastPort)) : endpoint;
}
