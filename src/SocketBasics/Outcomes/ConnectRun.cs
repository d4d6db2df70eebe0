using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using SocketBasics.Networks;
using SocketBasics.Racing;
using SocketBasics.Telemetry;

namespace SocketBasics.Outcomes;

/// <summary>One call of ConnectAsync: its budget of time, its attempts, and the outcome that they make together.</summary>
internal sealed class ConnectRun : IDisposable
{
    // AF_UNIX has no SYN that could be repeated: a full queue answers EAGAIN at once, and waiting is the client's work.
    private static readonly TimeSpan FirstQueuePause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestQueuePause = TimeSpan.FromMilliseconds(50);

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

    private ConnectRun(string? target, ConnectOptions options, TimeSpan time, CancellationToken cancellationToken)
    {
        _target = target;
        _options = options;
        _network = options.Network;
        _clock = _network.TimeProvider;
        _started = _clock.GetTimestamp();
        _callersToken = cancellationToken;
        _budget = SourceWithin(time, cancellationToken);
        _activity = SocketBasicsActivities.StartConnect(_network.Name);
    }

    public ConnectOptions Options => _options;

    public TimeProvider Clock => _clock;

    public TimeSpan Elapsed => _clock.GetElapsedTime(_started);

    /// <summary>Gets the caller's own token.</summary>
    public CancellationToken CallersToken => _callersToken;

    /// <summary>Gets the token that ends the whole call: by its time, or by its caller.</summary>
    public CancellationToken WithinTime => _budget.Token;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<ConnectResult> ToEndpointAsync(
        Endpoint remote, ConnectOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        TimeSpan time = Patience.Shorter(options.Timeout, options.AttemptTimeout);
        using var run = new ConnectRun(target: null, options, time, cancellationToken);
        return run.End(await run.AttemptAsync(remote, run.WithinTime).ConfigureAwait(false));
    }

    public static async ValueTask<ConnectResult> ToHostAsync(
        string host, int port, ConnectOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var run = new ConnectRun($"{PrintableText.Escape(host)}:{port}", options, options.Timeout, cancellationToken);
        using var race = new Race(run, host, port);
        return run.End(await race.RunAsync().ConfigureAwait(false));
    }

    /// <summary>Makes one attempt. A cancellation by the caller leaves as an exception, with the descriptor closed.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ConnectResult> AttemptAsync(Endpoint remote, CancellationToken withinTime)
    {
        TimeSpan start = Elapsed;
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
                    return Read(attempt, remote, start);

                connection.Abort();
                if (++selfConnects < MostSelfConnects)
                    continue;
                attempt = NetworkAttempt.Failed(SocketError.AddressNotAvailable) with { LocalEndpoint = remote };
            }

            if (attempt.Error.IsAborted)
                _callersToken.ThrowIfCancellationRequested();
            if (attempt.Error.Code != SocketError.WouldBlock || !remote.IsLocal)
                return Read(attempt, remote, start);

            await Task.Delay(pause, _clock, withinTime)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestQueuePause.Ticks));
            if (withinTime.IsCancellationRequested)
            {
                _callersToken.ThrowIfCancellationRequested();
                return Read(attempt, remote, start);
            }
        }
    }

    public ConnectTrail Trail(Endpoint remote) => new(_target)
    {
        Remote = remote,
        Local = _options.LocalEndpoint ?? default,
    };

    public CancellationTokenSource SourceWithin(TimeSpan time, CancellationToken outer)
    {
        if (!outer.CanBeCanceled)
            return new CancellationTokenSource(time, _clock);

        // A linked source knows no TimeProvider: the timer's source is linked to the outer token by a registration.
        var source = new LinkedDeadline(time, _clock);
        source.LinkTo(outer);
        return source;
    }

    public void Dispose()
    {
        _budget.Dispose();
        SocketBasicsActivities.End(_activity, _result);
    }

    private static bool IsSelf(Endpoint remote, NetworkConnection connection) =>
        remote is { IsIP: true, Port: >= FirstUnprivilegedPort } && connection.LocalEndpoint == remote;

    private ConnectResult End(ConnectResult result)
    {
        result.EndedAfter(Elapsed);
        SocketBasicsMeter.ConnectEnded(_network.Name, result);
        _result = result;
        return result;
    }

    private ConnectResult Read(in NetworkAttempt attempt, Endpoint remote, TimeSpan start)
    {
        ConnectTrail trail = Trail(remote) with { SynCount = attempt.SynCount };
        ConnectResult result = attempt.Connection is { } connection
            ? new ConnectResult.Connected(trail, new Connection(connection, _clock))
            : OutcomeTable.Read(attempt, trail);
        result.Attempts = [new AttemptReport(result, remote, start, Elapsed - start, attempt)];
        return result;
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
