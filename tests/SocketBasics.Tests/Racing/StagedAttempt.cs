using System.Net.Sockets;
using SocketBasics.Networks;

namespace SocketBasics.Tests.Racing;

/// <summary>One attempt of a race, which ends when the test says so, or when its token is canceled.</summary>
internal sealed class StagedAttempt
{
    private readonly StagedClock _clock;
    private readonly Action<StagedAttempt> _onCancel;
    private readonly TaskCompletionSource<NetworkAttempt> _result = new();
    private readonly TaskCompletionSource _canceled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isEnded;

    public StagedAttempt(
        Endpoint remote, StagedClock clock, Action<StagedAttempt> onCancel, CancellationToken cancellationToken)
    {
        _clock = clock;
        _onCancel = onCancel;
        Remote = remote;
        Start = clock.Now;
        cancellationToken.UnsafeRegister(static state => ((StagedAttempt)state!).Cancel(), this);
    }

    public Endpoint Remote { get; }

    public string Address => Remote.Address!.ToString();

    public TimeSpan Start { get; }

    public TimeSpan? End { get; private set; }

    /// <summary>Gets a task that completes when the attempt is told to end.</summary>
    public Task Canceled => _canceled.Task;

    public bool HasEnded => _result.Task.IsCompleted;

    public bool HasFailed => _result.Task is { IsCompletedSuccessfully: true, Result.Connection: null };

    public StagedConnection? Connection =>
        _result.Task.IsCompletedSuccessfully ? (StagedConnection?)_result.Task.Result.Connection : null;

    public Task<NetworkAttempt> Result => _result.Task;

    public void Connect() => Complete(NetworkAttempt.Connected(new StagedConnection(Remote)) with { SynCount = 1 });

    public void Fail(SocketError error) => Complete(new() { Error = error, SeesIcmp = true });

    public void Refuse() => Fail(SocketError.ConnectionRefused);

    public void Give(NetworkAttempt result) => Complete(result);

    /// <summary>Ends it as the seam demands after a cancellation: the descriptor is closed now.</summary>
    public void Close() => Complete(new() { Error = NetworkError.Aborted, SynCount = 1, SeesIcmp = true });

    /// <summary>Does what no network may do.</summary>
    public void Break(Exception exception)
    {
        if (Interlocked.Exchange(ref _isEnded, 1) == 0)
            _result.SetException(exception);
    }

    private void Complete(NetworkAttempt result)
    {
        if (Interlocked.Exchange(ref _isEnded, 1) != 0)
            return;

        End = _clock.Now;
        _result.SetResult(result);
    }

    private void Cancel()
    {
        _canceled.TrySetResult();
        _onCancel(this);
    }
}
