using System.Threading.Tasks.Sources;

namespace SocketBasics.Networks.Epoll;

/// <summary>One operation that had to wait, as the caller awaits it.</summary>
/// <typeparam name="T">What it brings.</typeparam>
/// <remarks>
/// <para>
/// Whoever takes it away from its socket (a poller, a cancel, a close) is the only one to complete it. A poller makes the
/// system call itself and runs the continuation. A cancel or a close does not: the caller's code must not run within
/// those calls.
/// </para>
/// <para>
/// What code on a poller begins, waits for the socket only when that code has returned. Otherwise another poller could
/// complete it between the begin and the await, and an await that comes too late goes on in the ThreadPool (so do those of
/// the framework): a detour, and no way at all while the threads of the pool are blocked.
/// </para>
/// </remarks>
internal abstract class PendingOperation<T> : ReadinessWaiter, IValueTaskSource<T>
{
    private readonly Direction _direction;

    private ManualResetValueTaskSourceCore<T> _completion;
    private bool _isToStart;
    private int _seen;
    private CancellationToken _cancellationToken;
    private CancellationTokenRegistration _cancellation;
    private SocketPlace _place;

    protected PendingOperation(Direction direction) => _direction = direction;

    public override short Version => _completion.Version;

    protected SocketPlace Place => _place;

    public override void Resume()
    {
        if (_isToStart)
            Wait();
        else
            TryAgain();
    }

    public override void Abandon()
    {
        T result;
        try
        {
            result = Abort();
        }
        catch (Exception exception)
        {
            Fail(exception);
            return;
        }

        Complete(result, isInline: false);
    }

    public T GetResult(short token)
    {
        // Another use's token, or a result that is not there yet, is the caller's mistake, and not the end of this use.
        bool isOwn = token == _completion.Version && _completion.GetStatus(token) != ValueTaskSourceStatus.Pending;
        try
        {
            return _completion.GetResult(token);
        }
        finally
        {
            if (isOwn)
            {
                _completion.Reset();
                _cancellationToken = default;
                _cancellation = default;
                _place = default;
                Recycle();
            }
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _completion.GetStatus(token);

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);

    /// <summary>Waits, when the operation was tried and would have had to.</summary>
    /// <param name="place">Where it waits.</param>
    /// <param name="seen">The count of what was told before it was tried.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<T> Start(SocketPlace place, int seen, CancellationToken cancellationToken) =>
        new(this, Begin(place, seen, cancellationToken));

    /// <summary>The same, for those who await it in another form.</summary>
    /// <returns>The token for the awaiter.</returns>
    protected short Begin(SocketPlace place, int seen, CancellationToken cancellationToken)
    {
        _place = place;
        _cancellationToken = cancellationToken;
        _seen = seen;
        short version = Version;

        // Before it waits: afterward it may be over, and in use for somebody else.
        _cancellation = cancellationToken.UnsafeRegister(static state => ((PendingOperation<T>)state!).Cancel(), this);
        _isToStart = true;
        if (!Poller.TryRunLater(this))
            Wait();
        return version;
    }

    /// <summary>Makes the system call.</summary>
    /// <param name="result">What it brought.</param>
    /// <returns><see langword="false"/> when it has to wait (EAGAIN).</returns>
    protected abstract bool TryRun(out T result);

    /// <summary>Gives up.</summary>
    /// <returns>What the operation brings now.</returns>
    protected abstract T Abort();

    /// <summary>Forgets everything; the object may be used again at once.</summary>
    protected abstract void Recycle();

    private void TryAgain()
    {
        _seen = _place.Count(_direction);
        if (!TryFinish())
            Wait();
    }

    private void Wait()
    {
        _isToStart = false;
        SocketPlace place = _place;
        CancellationToken cancellationToken = _cancellationToken;
        short version = Version;
        switch (place.TryWait(_direction, _seen, this))
        {
            case WaitStart.Waiting:
                // A cancel that came while nobody waited has found nothing to cancel.
                if (cancellationToken.IsCancellationRequested && place.TryTake(_direction, this, version))
                    Abandon();
                break;
            case WaitStart.Ready:
                TryAgain();
                break;
            default:
                Abandon();
                break;
        }
    }

    private bool TryFinish()
    {
        T result;
        try
        {
            if (!TryRun(out result))
                return false;
        }
        catch (Exception exception)
        {
            // The caller's memory may be gone under a receive (MemoryManager), or the process be short of it. That is for
            // the caller, and not for the thread of all others.
            Fail(exception);
            return true;
        }

        Complete(result, isInline: true);
        return true;
    }

    private void Cancel()
    {
        if (_place.TryTake(_direction, this, Version))
            Abandon();
    }

    private void Fail(Exception exception)
    {
        _cancellation.Dispose();
        _completion.RunContinuationsAsynchronously = true;
        _completion.SetException(exception);
    }

    private void Complete(T result, bool isInline)
    {
        // Waits for a cancel that runs, so that none can meet the next operation of this object.
        _cancellation.Dispose();
        _completion.RunContinuationsAsynchronously = !isInline || EventLoop.RunsContinuationsElsewhere;
        _completion.SetResult(result);
    }
}
