using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using SocketBasics.Networks;

namespace SocketBasics.Tests.Networks;

/// <summary>A network that answers as the test wrote down beforehand, through the public seam alone.</summary>
internal sealed class ScriptedNetwork(TimeProvider? clock = null) : Network
{
    public delegate ValueTask<NetworkAttempt> Answer(Endpoint remote, CancellationToken cancellationToken);

    public override string Name => "scripted";

    public override TimeProvider TimeProvider => clock ?? TimeProvider.System;

    /// <summary>Gets what was connected to, in the order of the calls.</summary>
    public ConcurrentQueue<Endpoint> Attempts { get; } = new();

    /// <summary>Gets which names were asked for, in the order of the calls.</summary>
    public ConcurrentQueue<(string Name, AddressFamily Family)> LookUps { get; } = new();

    public Answer OnConnect { get; init; } = (_, _) => new(NetworkAttempt.Failed(SocketError.ConnectionRefused));

    public Func<string, AddressFamily, Task<NetworkResult<IReadOnlyList<IPAddress>>>> OnLookUp { get; init; } =
        (_, _) => Task.FromResult<NetworkResult<IReadOnlyList<IPAddress>>>(SocketError.HostNotFound);

    public Func<NetworkResult<NetworkListener>> OnBind { get; init; } = () => NetworkError.NotSupported;

    public Func<NetworkResult<NetworkDatagramSocket>> OnBindDatagram { get; init; } = () => NetworkError.NotSupported;

    public static ScriptedNetwork Answering(NetworkAttempt attempt) => new() { OnConnect = (_, _) => new(attempt) };

    /// <summary>An answer that never comes: the attempt ends by its token, as the seam demands.</summary>
    public static async ValueTask<NetworkAttempt> Silence(int? synCount, CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return new NetworkAttempt { Error = NetworkError.Aborted, SynCount = synCount };
    }

    public static Task<NetworkResult<IReadOnlyList<IPAddress>>> Addresses(params string[] addresses) =>
        Task.FromResult(new NetworkResult<IReadOnlyList<IPAddress>>(
            [.. addresses.Select(IPAddress.Parse)], NetworkError.None));

    /// <summary>A name server that knows these addresses of every name, and gives those of the family that is asked for.</summary>
    public static Func<string, AddressFamily, Task<NetworkResult<IReadOnlyList<IPAddress>>>> Knowing(
        params string[] addresses) => (_, family) =>
    {
        IPAddress[] found = [.. addresses.Select(IPAddress.Parse).Where(address => address.AddressFamily == family)];
        return Task.FromResult(new NetworkResult<IReadOnlyList<IPAddress>>(
            found, found.Length == 0 ? SocketError.NoData : NetworkError.None));
    };

    public override NetworkResult<NetworkListener> Bind(Endpoint local, ServerSocketOptions options) => OnBind();

    public override NetworkResult<NetworkDatagramSocket> BindDatagram(
        Endpoint local, DatagramSocketOptions options) => OnBindDatagram();

    public override NetworkResult<NetworkDatagramSocket> BindRaw(
        Endpoint local, RawProtocol protocol, DatagramSocketOptions options) => OnBindDatagram();

    public override ValueTask<NetworkAttempt> ConnectAsync(
        Endpoint remote, ConnectOptions options, CancellationToken cancellationToken)
    {
        Attempts.Enqueue(remote);
        return OnConnect(remote, cancellationToken);
    }

    protected override Task<NetworkResult<IReadOnlyList<IPAddress>>> LookUpAsync(string name, AddressFamily family)
    {
        LookUps.Enqueue((name, family));
        return OnLookUp(name, family);
    }
}
