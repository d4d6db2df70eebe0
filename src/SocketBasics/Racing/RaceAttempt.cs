using System.Diagnostics.CodeAnalysis;
using SocketBasics.Outcomes;

namespace SocketBasics.Racing;

/// <summary>One attempt of a race.</summary>
internal sealed class RaceAttempt
{
    private readonly Deadline _share;
    private bool _isCutOff;

    private RaceAttempt(Task<ConnectResult> result, Deadline share) => (Result, _share) = (result, share);

    public Task<ConnectResult> Result { get; }

    /// <summary>Gets whether the race has not yet read how it ended.</summary>
    public bool IsRunning { get; private set; } = true;

    /// <summary>Gets how it ended. It throws what the attempt threw.</summary>
    public ConnectResult Outcome => Result.GetAwaiter().GetResult();

    public bool IsConnected => Result.IsCompletedSuccessfully && Outcome is ConnectResult.Connected;

    public static RaceAttempt Begin(ConnectRun run, Endpoint remote, CancellationToken withinRace)
    {
        Deadline share = Deadline.Begin(run.Options.AttemptTimeout, run.Clock, withinRace);
        return new RaceAttempt(run.AttemptAsync(remote, share).AsTask(), share);
    }

    /// <summary>Reads once how it ended. It throws what the attempt threw: a cancellation by the caller.</summary>
    public bool TryRead([NotNullWhen(true)] out ConnectResult? result)
    {
        result = null;
        if (!IsRunning || !Result.IsCompleted)
            return false;

        IsRunning = false;
        result = Result.GetAwaiter().GetResult();
        return true;
    }

    /// <summary>Waits, after the race was canceled, until it has ended: its descriptor is closed, or it has connected.</summary>
    public async ValueTask EndAsync()
    {
        _isCutOff = IsRunning;
        await ((Task)Result).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _share.Dispose();
    }

    /// <summary>Resets the connection that nobody will get.</summary>
    public void Abort()
    {
        if (Result.IsCompletedSuccessfully && Outcome.TryGetConnection(out Connection? connection))
            connection.Abort();
    }

    /// <summary>Tells how it ended. Without a winner nobody lost: what the end of the time cut off was silent.</summary>
    public AttemptReport Report(RaceAttempt? winner)
    {
        AttemptReport report = Outcome.ReportAttempt();
        bool hasLost = winner is not null && winner != this
            && (Outcome is ConnectResult.Connected || (_isCutOff && Outcome is ConnectResult.TimedOut));
        return hasLost ? report.AsAbandoned() : report;
    }
}
