using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using SocketBasics.Networks;
using Answers = SocketBasics.Networks.NetworkResult<System.Collections.Generic.IReadOnlyList<System.Net.IPAddress>>;

namespace SocketBasics.Tests.Racing;

/// <summary>
/// A network in which the test plays the name server and the servers, step by step, on a clock of its own. It is for one
/// connect.
/// </summary>
internal sealed class StagedNetwork : Network
{
    private readonly Lock _gate = new();
    private readonly List<StagedAttempt> _attempts = [];
    private readonly ConcurrentDictionary<string, bool> _asked = new();
    private readonly TaskCompletionSource<Answers> _v4 = new();
    private readonly TaskCompletionSource<Answers> _v6 = new();

    public override string Name => "staged";

    public override TimeProvider TimeProvider => Clock;

    public StagedClock Clock { get; } = new();

    /// <summary>Gets the source addresses by destination; those that are missing cannot be reached.</summary>
    public Dictionary<string, string>? Sources { get; init; }

    /// <summary>Gets what an attempt does as soon as it begins.</summary>
    public Action<StagedAttempt> OnBegin { get; init; } = static _ => { };

    /// <summary>Gets what an attempt does when it is canceled: it ends, unless the test wants to see it wait.</summary>
    public Action<StagedAttempt> OnCancel { get; init; } = static attempt => attempt.Close();

    public IReadOnlyList<StagedAttempt> Attempts
    {
        get
        {
            lock (_gate)
                return [.. _attempts];
        }
    }

    public IEnumerable<string> Addresses => Attempts.Select(static attempt => attempt.Address);

    /// <summary>Begins the connect, with half an hour to spare unless the options say otherwise.</summary>
    public Task<ConnectResult> ConnectAsync(ConnectOptions? options = null, CancellationToken? cancellationToken = null)
    {
        options ??= new ConnectOptions { Timeout = TimeSpan.FromMinutes(30) };
        return ClientSocket.ConnectAsync(
            "server.example",
            80,
            options with { Network = this },
            cancellationToken ?? TestContext.Current.CancellationToken).AsTask();
    }

    /// <summary>Answers for IPv6: addresses, or none.</summary>
    public void AnswerV6(params string[] addresses) => _v6.SetResult(Read(addresses));

    /// <summary>Answers for IPv4: addresses, or none.</summary>
    public void AnswerV4(params string[] addresses) => _v4.SetResult(Read(addresses));

    public void FailV6(NetworkError error) => _v6.SetResult(error);

    public void FailV4(NetworkError error) => _v4.SetResult(error);

    /// <summary>Waits until the attempt with this number, from 0, has begun.</summary>
    public async Task<StagedAttempt> AttemptAsync(int index)
    {
        await StagedClock.UntilAsync(() => Attempts.Count > index);
        return Attempts[index];
    }

    /// <summary>Waits until the race knows an address that a lookup brought: it asks where to send from then.</summary>
    public Task KnownAsync(string address, Task? orWhen = null) =>
        StagedClock.UntilAsync(() => _asked.ContainsKey(address) || orWhen is { IsCompleted: true });

    /// <summary>Lets the attempt delay pass, and sees the next attempt begin at its end and not before.</summary>
    public async Task<StagedAttempt> NextAttemptAsync(int delay = 250)
    {
        int begun = Attempts.Count;
        await Clock.SetAsync(delay, times: begun);
        TimeSpan next = Clock.Now + TimeSpan.FromMilliseconds(delay);
        Clock.Advance(delay - 1);
        Assert.Equal(begun, Attempts.Count);
        Clock.Advance(1);
        StagedAttempt attempt = await AttemptAsync(begun);
        Assert.Equal(next, attempt.Start);
        return attempt;
    }

    /// <summary>Gives other threads every chance to do what they must not do.</summary>
    public static async Task StaysOpenAsync(Task connecting)
    {
        for (int i = 0; i < 1_000; i++)
            await Task.Yield();
        Assert.False(connecting.IsCompleted);
    }

    public override bool TryFindSource(IPAddress destination, out IPAddress? source)
    {
        _asked[destination.ToString()] = true;
        source = Sources?.GetValueOrDefault(destination.ToString()) is { } text ? IPAddress.Parse(text) : null;
        return Sources is not null;
    }

    public override NetworkResult<NetworkListener> Bind(Endpoint local, ServerSocketOptions options) =>
        NetworkError.NotSupported;

    public override async ValueTask<NetworkAttempt> ConnectAsync(
        Endpoint remote, ConnectOptions options, CancellationToken cancellationToken)
    {
        var attempt = new StagedAttempt(remote, Clock, OnCancel, cancellationToken);
        lock (_gate)
            _attempts.Add(attempt);
        OnBegin(attempt);
        return await attempt.Result.ConfigureAwait(false);
    }

    protected override Task<Answers> LookUpAsync(string name, AddressFamily family) => family switch
    {
        AddressFamily.InterNetwork => _v4.Task,
        AddressFamily.InterNetworkV6 => _v6.Task,
        _ => throw new ArgumentOutOfRangeException(nameof(family)),
    };

    private static Answers Read(string[] addresses) => new([.. addresses.Select(IPAddress.Parse)], NetworkError.None);
}
