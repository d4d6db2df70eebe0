using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using SocketBasics.Networks;
using SocketBasics.Telemetry;

namespace SocketBasics.Outcomes;

/// <summary>One call of ConnectAsync: its budget of time, its attempts, and the outcome that they make together.</summary>
internal sealed class ConnectRun : IDisposable
{
    // AF_UNIX has no SYN that could be repeated: a full queue answers EAGAIN at once, and waiting is the client's work.
    private static readonly TimeSpan FirstQueuePause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestQueuePause = TimeSpan.FromMilliseconds(50);

    // An attempt with others behind it gets its share of the time that is left, but never so little that one repeated
    // SYN (after 1 s, RFC 6298 section 2.1) could not be answered.
    private static readonly TimeSpan LeastShare = TimeSpan.FromSeconds(2);

    // A connect to a free port of this machine can meet itself: the kernel picks that very port as the source, and the
    // two SYNs of a simultaneous open (RFC 9293 section 3.5) are the same one. A new attempt gets another port.
    private const int MostSelfConnects = 3;
    private const int FirstUnprivilegedPort = 1024;

    private readonly string? _target;
    private readonly ConnectOptions _options;
    private readonly Network _network;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly CancellationToken _callersToken;
    private readonly CancellationTokenSource _budget;
    private readonly Activity? _activity;
    private ConnectResult? _result;

    private ConnectRun(string? target, ConnectOptions options, CancellationToken cancellationToken)
    {
        _target = target;
        _options = options;
        _network = options.Network;
        _clock = _network.TimeProvider;
        _started = _clock.GetTimestamp();
        _callersToken = cancellationToken;
        _budget = SourceWithin(options.Timeout, cancellationToken);
        _activity = SocketBasicsActivities.StartConnect(_network.Name);
    }

    private TimeSpan Elapsed => _clock.GetElapsedTime(_started);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<ConnectResult> ToEndpointAsync(
        Endpoint remote, ConnectOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var run = new ConnectRun(target: null, options, cancellationToken);
        return run.End(await run.AttemptAsync(remote, run._budget.Token).ConfigureAwait(false));
    }

    public static async ValueTask<ConnectResult> ToHostAsync(
        string host, int port, ConnectOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var run = new ConnectRun($"{PrintableText.Escape(host)}:{port}", options, cancellationToken);
        NetworkResult<IReadOnlyList<IPAddress>> lookup = await run.LookUpAsync(host).ConfigureAwait(false);
        if (lookup.Error.IsAborted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return run.End(new ConnectResult.TimedOut(run.Trail(default) with { SynCount = 0 }, ConnectStage.NameLookup));
        }

        return run.End(lookup.IsSuccess
            ? await run.AttemptEachAsync(lookup.Value, port).ConfigureAwait(false)
            : new ConnectResult.Failed(run.Trail(default) with { Errno = lookup.Error.Errno }, lookup.Error.Code));
    }

    public void Dispose()
    {
        _budget.Dispose();
        SocketBasicsActivities.End(_activity, _result);
    }

    private static bool IsSelf(Endpoint remote, NetworkConnection connection) =>
        remote is { IsIP: true, Port: >= FirstUnprivilegedPort } && connection.LocalEndpoint == remote;

    private async ValueTask<NetworkResult<IReadOnlyList<IPAddress>>> LookUpAsync(string host)
    {
        AddressFamily family = _options.LocalEndpoint is { Kind: not EndpointKind.DualStack } local
            ? local.AddressFamily
            : AddressFamily.Unspecified;
        Task<NetworkResult<IReadOnlyList<IPAddress>>> lookup = _network.Lookups.LookUpAsync(host, family);

        // The lookup itself cannot be canceled and is shared: this caller only stops waiting for it.
        // Away from the thread that cancels: the caller's code must not run inside its own call of Cancel.
        await ((Task)lookup).WaitAsync(_budget.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        return lookup.IsCompleted ? await lookup.ConfigureAwait(false) : NetworkError.Aborted;
    }

    private async ValueTask<ConnectResult> AttemptEachAsync(IReadOnlyList<IPAddress> addresses, int port)
    {
        ConnectResult? furthest = null;
        for (int i = 0; i < addresses.Count; i++)
        {
            int behind = addresses.Count - i - 1;
            using CancellationTokenSource share = SourceWithin(ShareOf(behind + 1), _budget.Token);
            ConnectResult result = await AttemptAsync(Endpoint.IP(addresses[i], port), share.Token).ConfigureAwait(false);
            if (result is ConnectResult.Connected)
                return result;
            if (furthest is null || OutcomeTable.Rank(result) > OutcomeTable.Rank(furthest))
                furthest = result;
            bool isLastAnswered = behind == 0 && result is not ConnectResult.TimedOut;
            if (!_budget.IsCancellationRequested || isLastAnswered)
                continue;

            _callersToken.ThrowIfCancellationRequested();

            // The whole time is over: that is silence, unless somebody had said no before.
            return furthest is ConnectResult.Refused or ConnectResult.TimedOut
                ? furthest
                : result as ConnectResult.TimedOut ?? new ConnectResult.TimedOut(Trail(default), ConnectStage.Handshake);
        }

        return furthest ?? new ConnectResult.Failed(Trail(default), SocketError.NoData);
    }

    /// <summary>Makes one attempt. A cancellation by the caller leaves as an exception, with the descriptor closed.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ConnectResult> AttemptAsync(Endpoint remote, CancellationToken withinTime)
    {
        TimeSpan pause = FirstQueuePause;
        int selfConnects = 0;
        while (true)
        {
            NetworkAttempt attempt = await _network.ConnectAsync(remote, _options, withinTime).ConfigureAwait(false);
            if (attempt.Connection is { } connection)
            {
                if (_callersToken.IsCancellationRequested)
                {
                    connection.Abort();
                    throw new OperationCanceledException(_callersToken);
                }

                if (_options.LocalEndpoint is { Port: not 0 } || !IsSelf(remote, connection))
                    return new ConnectResult.Connected(Trail(remote) with { SynCount = attempt.SynCount }, new(connection, _clock));

                connection.Abort();
                if (++selfConnects < MostSelfConnects)
                    continue;
                attempt = NetworkAttempt.Failed(SocketError.AddressNotAvailable);
            }

            if (attempt.Error.IsAborted)
            {
                _callersToken.ThrowIfCancellationRequested();
                return new ConnectResult.TimedOut(
                    Trail(remote) with { SynCount = attempt.SynCount }, ConnectStage.Handshake);
            }

            if (attempt.Error.Code != SocketError.WouldBlock || !remote.IsLocal)
                return OutcomeTable.Read(attempt, Trail(remote));

            await Task.Delay(pause, _clock, withinTime)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestQueuePause.Ticks));
            if (withinTime.IsCancellationRequested)
            {
                _callersToken.ThrowIfCancellationRequested();
                return OutcomeTable.Read(attempt, Trail(remote));
            }
        }
    }

    private ConnectTrail Trail(Endpoint remote) => new(_target)
    {
        Remote = remote,
        Local = _options.LocalEndpoint ?? default,
    };

    private ConnectResult End(ConnectResult result)
    {
        result.EndedAfter(Elapsed);
        SocketBasicsMeter.ConnectEnded(_network.Name, result);
        _result = result;
        return result;
    }

    private TimeSpan ShareOf(int attempts)
    {
        if (attempts == 1 || _options.Timeout == Timeout.InfiniteTimeSpan)
            return Timeout.InfiniteTimeSpan;

        TimeSpan share = (_options.Timeout - Elapsed) / attempts;
        return share > LeastShare ? share : LeastShare;
    }

    private CancellationTokenSource SourceWithin(TimeSpan time, CancellationToken outer)
    {
        if (!outer.CanBeCanceled)
            return new CancellationTokenSource(time, _clock);

        // A linked source knows no TimeProvider: the timer's source is linked to the outer token by a registration.
        var source = new LinkedDeadline(time, _clock);
        source.LinkTo(outer);
        return source;
    }

    /// <summary>A source that ends by its own clock or with another token.</summary>
    private sealed class LinkedDeadline(TimeSpan time, TimeProvider clock) : CancellationTokenSource(time, clock)
    {
        private CancellationTokenRegistration _link;

        public void LinkTo(CancellationToken outer) =>
            _link = outer.UnsafeRegister(static state => ((LinkedDeadline)state!).Cancel(), this);

        protected override void Dispose(bool disposing)
        {
            _link.Dispose();
            base.Dispose(disposing);
        }
    }
}
