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

    private readonly string? _target;
    private readonly ConnectOptions _options;
    private readonly Network _network;
    private readonly TimeProvider _clock;
    private readonly long _started;
    private readonly CancellationToken _callersToken;
    private readonly CancellationTokenSource _budget;

    // Why another attempt is to be made: Success when the last one met itself, WouldBlock when the queue was full.
    private SocketError _undecided;

    private ConnectRun(string? target, ConnectOptions options, CancellationToken cancellationToken)
    {
        _target = target;
        _options = options;
        _network = options.Network;
        _clock = _network.TimeProvider;
        _started = _clock.GetTimestamp();
        _callersToken = cancellationToken;
        _budget = SourceWithin(options.Timeout, cancellationToken);
    }

    private TimeSpan Elapsed => _clock.GetElapsedTime(_started);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<ConnectResult> ToEndpointAsync(
        Endpoint remote, ConnectOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var run = new ConnectRun(target: null, options, cancellationToken);

        // The first attempt nearly always decides: it is read here, without one more state machine around it.
        CancellationToken withinTime = run._budget.Token;
        ConnectResult? result =
            run.Read(await run._network.ConnectAsync(remote, options, withinTime).ConfigureAwait(false), remote);
        return run.End(result ?? await run.RepeatAsync(remote, withinTime).ConfigureAwait(false));
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

    public void Dispose() => _budget.Dispose();

    private static bool IsSelf(Endpoint remote, NetworkConnection connection) =>
        remote.IsLoopback && connection.LocalEndpoint == remote;

    private async ValueTask<NetworkResult<IReadOnlyList<IPAddress>>> LookUpAsync(string host)
    {
        AddressFamily family = _options.LocalEndpoint is { Kind: not EndpointKind.DualStack } local
            ? local.AddressFamily
            : AddressFamily.Unspecified;
        Task<NetworkResult<IReadOnlyList<IPAddress>>> lookup = _network.Lookups.LookUpAsync(host, family);

        // The lookup itself cannot be canceled and is shared: this caller only stops waiting for it.
        await Task.WhenAny(lookup, WhenCanceledAsync(_budget.Token)).ConfigureAwait(false);
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
            if (!_budget.IsCancellationRequested)
                continue;

            // The whole time is over: that is silence, unless somebody had said no before.
            return furthest is ConnectResult.Refused
                ? furthest
                : result as ConnectResult.TimedOut ?? new ConnectResult.TimedOut(Trail(default), ConnectStage.Handshake);
        }

        return furthest ?? new ConnectResult.Failed(Trail(default), SocketError.NoData);
    }

    private async ValueTask<ConnectResult> AttemptAsync(Endpoint remote, CancellationToken withinTime)
    {
        ConnectResult? result =
            Read(await _network.ConnectAsync(remote, _options, withinTime).ConfigureAwait(false), remote);
        return result ?? await RepeatAsync(remote, withinTime).ConfigureAwait(false);
    }

    /// <summary>
    /// Reads the outcome of one attempt; null when another one is to be made. A cancellation by the caller leaves as an
    /// exception, with the descriptor closed.
    /// </summary>
    private ConnectResult? Read(in NetworkAttempt attempt, Endpoint remote)
    {
        if (attempt.Connection is { } connection)
        {
            if (_callersToken.IsCancellationRequested)
            {
                connection.Abort();
                throw new OperationCanceledException(_callersToken);
            }

            if (_options.LocalEndpoint is not null || !IsSelf(remote, connection))
                return new ConnectResult.Connected(Trail(remote) with { SynCount = attempt.SynCount }, new(connection, _clock));

            connection.Abort();
            _undecided = SocketError.Success;
            return null;
        }

        if (attempt.Error.IsAborted)
        {
            _callersToken.ThrowIfCancellationRequested();
            return new ConnectResult.TimedOut(
                Trail(remote) with { SynCount = attempt.SynCount }, ConnectStage.Handshake);
        }

        _undecided = attempt.Error.Code;
        bool isQueueFull = _undecided == SocketError.WouldBlock && remote.IsLocal;
        return isQueueFull ? null : OutcomeTable.Read(attempt, Trail(remote));
    }

    /// <summary>Attempts again after a connect to itself, at once, and after a full queue, with a pause.</summary>
    private async ValueTask<ConnectResult> RepeatAsync(Endpoint remote, CancellationToken withinTime)
    {
        TimeSpan pause = FirstQueuePause;
        int selfConnects = 0;
        while (true)
        {
            if (_undecided == SocketError.Success)
            {
                if (++selfConnects == MostSelfConnects)
                    return OutcomeTable.Read(NetworkAttempt.Failed(SocketError.AddressNotAvailable), Trail(remote));
            }
            else
            {
                await Task.Delay(pause, _clock, withinTime)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestQueuePause.Ticks));
                if (withinTime.IsCancellationRequested)
                {
                    _callersToken.ThrowIfCancellationRequested();
                    return OutcomeTable.Read(NetworkAttempt.Failed(_undecided), Trail(remote));
                }
            }

            ConnectResult? result =
                Read(await _network.ConnectAsync(remote, _options, withinTime).ConfigureAwait(false), remote);
            if (result is not null)
                return result;
        }
    }

    private ConnectTrail Trail(Endpoint remote) => new(_target) { Remote = remote, Elapsed = Elapsed };

    private ConnectResult End(ConnectResult result)
    {
        SocketBasicsMeter.ConnectEnded(_network.Name, result);
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

    private static Task WhenCanceledAsync(CancellationToken token)
    {
        var canceled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), canceled);
        return canceled.Task;
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
