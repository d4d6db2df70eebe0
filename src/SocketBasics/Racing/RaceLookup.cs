using System.Net;
using System.Net.Sockets;
using SocketBasics.Networks;
using SocketBasics.Outcomes;

namespace SocketBasics.Racing;

/// <summary>One question of a race to the resolver.</summary>
internal sealed class RaceLookup
{
    private readonly string _name;
    private readonly CancellationToken _withinRace;
    private TimeSpan? _duration;

    private RaceLookup(string name, AddressFamily family, CancellationToken withinRace) =>
        (_name, Family, _withinRace) = (name, family, withinRace);

    public AddressFamily Family { get; }

    public Task<NetworkResult<IReadOnlyList<IPAddress>>> Answer { get; private set; } = null!;

    /// <summary>Gets whether the race has read the answer.</summary>
    public bool IsRead { get; private set; }

    public static RaceLookup Begin(ConnectRun run, string name, AddressFamily family, CancellationToken withinRace)
    {
        var lookup = new RaceLookup(name, family, withinRace);
        lookup.Answer = lookup.AskAsync(run);
        return lookup;
    }

    /// <summary>What to say when no lookup gave an address.</summary>
    public static ConnectResult Failure(List<RaceLookup> lookups, ConnectTrail trail)
    {
        NetworkError[] errors = [.. lookups.Select(static lookup => lookup.Answer.Result.Error)];

        // A resolver that does not answer, or is broken, says more than the other family's "no such name", which may be
        // stale or split; and that says more than "no address of this family", which is so for half of all names.
        NetworkError error = errors.MinBy(static error => error.Code switch
        {
            SocketError.TryAgain => 0,
            SocketError.HostNotFound => 2,
            SocketError.NoData => 3,
            SocketError.Success => 4,
            _ => 1,
        });
        SocketError code = error.IsNone ? SocketError.NoData : error.Code;
        return new ConnectResult.Failed(trail with { Attempt = NetworkAttempt.Failed(error) }, code);
    }

    /// <summary>Reads the answer once. It throws what a resolver threw that is no lookup's failure.</summary>
    public bool TryRead(out IReadOnlyList<IPAddress> addresses)
    {
        addresses = [];
        if (IsRead || !Answer.IsCompleted)
            return false;

        // That a resolver gave up because the race is over is no answer.
        NetworkResult<IReadOnlyList<IPAddress>> answer = Answer.GetAwaiter().GetResult();
        if (answer.Error.IsAborted && _withinRace.IsCancellationRequested)
            return false;

        IsRead = true;
        if (answer.IsSuccess)
            addresses = answer.Value;
        return true;
    }

    /// <summary>Leaves a lookup that nobody waits for any more to itself: what it throws later is nobody's.</summary>
    public void Leave() => Answer.ContinueWith(
        static answer => _ = answer.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    public LookupReport Report()
    {
        if (!IsRead)
            return new(_name, Family, duration: null, [], error: null);

        NetworkResult<IReadOnlyList<IPAddress>> answer = Answer.Result;
        return answer.IsSuccess
            ? new(_name, Family, _duration, answer.Value, error: answer.Value.Count == 0 ? SocketError.NoData : null)
            : new(_name, Family, _duration, [], answer.Error.Code);
    }

    private async Task<NetworkResult<IReadOnlyList<IPAddress>>> AskAsync(ConnectRun run)
    {
        TimeSpan start = run.Elapsed;
        NetworkResult<IReadOnlyList<IPAddress>> answer = await run.Options.Network.Lookups
            .LookUpAsync(_name, Family, run.Options.Resolver, _withinRace).ConfigureAwait(false);
        _duration = run.Elapsed - start;
        return answer;
    }
}
