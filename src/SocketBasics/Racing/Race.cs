using System.Net;
using System.Net.Sockets;
using SocketBasics.Outcomes;

namespace SocketBasics.Racing;

/// <summary>
/// One connect to a host name: asks for both families at once, and tries their addresses beside each other, a little apart
/// (Happy Eyeballs, RFC 8305).
/// </summary>
/// <remarks>
/// One loop that nobody else touches: whatever happens (an answer of the resolver, the end of an attempt, a delay, the end
/// of the time) completes a task, and the loop looks at everything again. So no event can be missed, and no two race.
/// </remarks>
internal sealed class Race : IDisposable
{
    private readonly ConnectRun _run;
    private readonly int _port;
    private readonly CancellationToken _withinTime;
    private readonly CancellationTokenSource _over;
    private readonly List<RaceLookup> _lookups = [];
    private readonly List<RaceAttempt> _attempts = [];
    private readonly AddressQueue _addresses;
    private Task? _resolutionDelay;
    private Task? _attemptDelay;
    private RaceAttempt? _winner;
    private bool _isCutOff;
    private bool _isOutOfTime;

    public Race(ConnectRun run, string host, int port, CancellationToken withinTime)
    {
        _run = run;
        _port = port;
        _withinTime = withinTime;
        _over = CancellationTokenSource.CreateLinkedTokenSource(withinTime);
        _addresses = new AddressQueue(run.Options);

        // IPv6 first: so its answer, which counts more, has the better chance to be there first (RFC 8305 section 3).
        EndpointKind? local = run.Options.LocalEndpoint?.Kind;
        if (local is not EndpointKind.IPv4)
            _lookups.Add(RaceLookup.Begin(run, host, AddressFamily.InterNetworkV6, _over.Token));
        if (local is not EndpointKind.IPv6)
            _lookups.Add(RaceLookup.Begin(run, host, AddressFamily.InterNetwork, _over.Token));
    }

    private bool IsExhausted => _addresses.IsEmpty
        && _lookups.TrueForAll(static lookup => lookup.IsRead)
        && !_attempts.Exists(static attempt => attempt.IsRunning);

    public async Task<ConnectResult> RunAsync()
    {
        bool hasRun = false;
        try
        {
            await RunToEndAsync().ConfigureAwait(false);
            hasRun = true;
        }
        finally
        {
            await EndAttemptsAsync(mayKeepConnection: hasRun).ConfigureAwait(false);

            // The end of an attempt may have brought us here from within the canceling thread's call of Cancel. Not in the
            // method above: had it gone on elsewhere and ended by now, the await of it would go on here, at once.
            if (_withinTime.IsCancellationRequested)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        }

        ConnectResult outcome = Decide();
        outcome.EndedRace(new(
            [.. _lookups.Select(static lookup => lookup.Report())],
            [.. _attempts.Select(attempt => attempt.Report(_winner))]));
        return outcome;
    }

    public void Dispose() => _over.Dispose();

    private async Task RunToEndAsync()
    {
        Task outOfTime = WhenOutOfTime();
        while (true)
        {
            foreach (RaceLookup lookup in _lookups)
            {
                if (lookup.TryRead(out IReadOnlyList<IPAddress> addresses))
                    _addresses.Add(addresses);
            }

            foreach (RaceAttempt attempt in _attempts)
            {
                if (!attempt.TryRead(out ConnectResult? result))
                    continue;
                if (result is ConnectResult.Connected)
                    _winner ??= attempt;

                // The next one need not wait for a delay that was to give this one a chance.
                _attemptDelay = null;
            }

            _isCutOff = _winner is null && !IsExhausted;
            _isOutOfTime = _withinTime.IsCancellationRequested;
            if (!_isCutOff || _isOutOfTime)
                return;
            if (!TryBeginAttempt())
                await Task.WhenAny([.. WhatMayHappen(), outOfTime]).ConfigureAwait(false);
        }
    }

    /// <summary>Away from the thread that cancels, which is the caller's.</summary>
    private Task WhenOutOfTime()
    {
        var completion = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _over.Token.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), completion);
        return completion.Task;
    }

    private IEnumerable<Task> WhatMayHappen()
    {
        foreach (RaceLookup lookup in _lookups.Where(static lookup => !lookup.IsRead))
            yield return lookup.Answer;
        foreach (RaceAttempt attempt in _attempts.Where(static attempt => attempt.IsRunning))
            yield return attempt.Result;
        if (_addresses.IsEmpty)
            yield break;
        if (_attempts.Count == 0 && _resolutionDelay is not null)
            yield return _resolutionDelay;
        if (_attempts.Count > 0 && _attemptDelay is not null)
            yield return _attemptDelay;
    }

    private bool TryBeginAttempt()
    {
        bool isTime = _attempts.Count == 0 ? IsFirstDue() : _attemptDelay is null or { IsCompleted: true };
        if (!isTime || !_addresses.TryTake(out IPAddress? address))
            return false;

        _attempts.Add(RaceAttempt.Begin(_run, Endpoint.IP(address, _port), _over.Token));
        _attemptDelay = Task.Delay(_run.Options.AttemptDelay, _run.Clock, _over.Token);
        return true;
    }

    /// <summary>RFC 8305 section 3: IPv6 addresses are tried at once; IPv4 addresses wait a moment for them.</summary>
    private bool IsFirstDue()
    {
        if (_addresses.IsEmpty)
            return false;
        if (_lookups.TrueForAll(static lookup => lookup.Family == AddressFamily.InterNetwork || lookup.IsRead))
            return true;

        _resolutionDelay ??= Task.Delay(_run.Options.ResolutionDelay, _run.Clock, _over.Token);
        return _resolutionDelay.IsCompleted;
    }

    /// <summary>Nothing may be open, or be established later, once the result is returned.</summary>
    private async Task EndAttemptsAsync(bool mayKeepConnection)
    {
        await _over.CancelAsync().ConfigureAwait(false);
        _lookups.ForEach(static lookup => lookup.Leave());
        foreach (RaceAttempt attempt in _attempts)
            await attempt.EndAsync().ConfigureAwait(false);

        // A cancellation, or an exception of an attempt, leaves nobody to hand a connection to. Otherwise one that came
        // with the end of the time is as good as any.
        bool isBroken = !mayKeepConnection || _run.CallersToken.IsCancellationRequested
            || _attempts.Exists(static attempt => !attempt.Result.IsCompletedSuccessfully);
        _winner = isBroken ? null : _winner ?? _attempts.Find(static attempt => attempt.IsConnected);
        foreach (RaceAttempt attempt in _attempts)
        {
            if (attempt != _winner)
                attempt.Abort();
        }
    }

    private ConnectResult Decide()
    {
        if (_winner is not null)
            return _winner.Outcome;

        _run.CallersToken.ThrowIfCancellationRequested();
        ConnectResult? furthest = null;
        foreach (RaceAttempt attempt in _attempts)
        {
            if (furthest is null || OutcomeTable.Rank(attempt.Outcome) > OutcomeTable.Rank(furthest))
                furthest = attempt.Outcome;
        }

        // The time ended it: that is silence, unless somebody had said no before.
        ConnectResult.TimedOut? silent = _attempts
            .Select(static attempt => attempt.Outcome).OfType<ConnectResult.TimedOut>().FirstOrDefault();
        if (_isOutOfTime && (_isCutOff || silent is not null) && furthest is not ConnectResult.Refused)
        {
            if (furthest is null)
            {
                return new ConnectResult.TimedOut(
                    _run.Trail() with { Attempt = new() { SynCount = 0 } }, ConnectStage.NameLookup);
            }

            // Where all attempts have ended otherwise, it was spent on the lookup that is still under way.
            ConnectStage stage = _addresses.IsEmpty ? ConnectStage.NameLookup : ConnectStage.Handshake;
            return silent ?? new ConnectResult.TimedOut(_run.Trail(), stage);
        }

        return furthest ?? RaceLookup.Failure(_lookups, _run.Trail());
    }
}
