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
/// The result and the continuation come from two threads, in any order. When the result is first, the continuation must
/// not run within the call that brings it. The framework's core would send it to the ThreadPool; but a poller can run it
/// itself, when its present code has returned, and does not depend on a pool whose threads may all be blocked. So the core
/// is given the result only when it has the continuation, or the result is fetched.
/// </para>
/// </remarks>
internal abstract class PendingOperation<T> : ReadinessWaiter, IValueTaskSource<T>
{
    // What has come first.
    private const int Nothing = 0;
    private const int Continuation = 1;
    private const int Result = 2;

    private readonly Direction _direction;

    private ManualResetValueTaskSourceCore<T> _completion;
    private int _first;
    private bool _isOnItsWay;
    private bool _isHandedOver;
    private T? _result;
    private Exception? _exception;
    private CancellationToken _cancellationToken;
    private CancellationTokenRegistration _cancellation;
    private SocketPlace _place;

    protected PendingOperation(Direction direction) => _direction = direction;

    public override short Version => _completion.Version;

    protected SocketPlace Place => _place;

    public override void Resume()
    {
        if (Volatile.Read(ref _first) == Result)
            HandOver(isInline: !EventLoop.RunsContinuationsElsewhere);
        else
            Step(isFirst: false, seen: 0);
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
            Complete(default, exception, isInline: false);
            return;
        }

        Complete(result, exception: null, isInline: false);
    }

    public T GetResult(short token)
    {
        // Another use's token, or a result that is not there yet, is the caller's mistake, and not the end of this use.
        // So is asking for it while the continuation is on its way.
        bool isOwn = GetStatus(token) != ValueTaskSourceStatus.Pending && (_isHandedOver || !_isOnItsWay);
        if (isOwn && !_isHandedOver)
            HandOver(isInline: true);
        try
        {
            return _completion.GetResult(token);
        }
        finally
        {
            if (isOwn)
                Reset();
        }
    }

    public ValueTaskSourceStatus GetStatus(short token)
    {
        ValueTaskSourceStatus status = _completion.GetStatus(token);
        if (status != ValueTaskSourceStatus.Pending || Volatile.Read(ref _first) != Result)
            return status;
        return _exception is null ? ValueTaskSourceStatus.Succeeded : ValueTaskSourceStatus.Faulted;
    }

    public void OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        _completion.OnCompleted(continuation, state, token, flags);
        if (Interlocked.CompareExchange(ref _first, Continuation, Nothing) != Result)
            return;
        _isOnItsWay = true;
        Poller.RunLater(this);
    }

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
        short version = Version;

        // Before it waits: afterward it may be over, and in use for somebody else.
        _cancellation = cancellationToken.UnsafeRegister(static state => ((PendingOperation<T>)state!).Cancel(), this);
        Step(isFirst: true, seen);
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

    private void Step(bool isFirst, int seen)
    {
        while (true)
        {
            if (!isFirst)
            {
                seen = _place.Count(_direction);
                if (TryFinish())
                    return;
            }

            isFirst = false;
            SocketPlace place = _place;
            CancellationToken cancellationToken = _cancellationToken;
            short version = Version;
            switch (place.TryWait(_direction, seen, this))
            {
                case WaitStart.Waiting:
                    // A cancel that came while nobody waited has found nothing to cancel.
                    if (cancellationToken.IsCancellationRequested && place.TryTake(_direction, this, version))
                        Abandon();
                    return;
                case WaitStart.Closed:
                    Abandon();
                    return;
            }
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
            Complete(default, exception, isInline: true);
            return true;
        }

        Complete(result, exception: null, isInline: true);
        return true;
    }

    private void Cancel()
    {
        if (_place.TryTake(_direction, this, Version))
            Abandon();
    }

    private void Complete(T? result, Exception? exception, bool isInline)
    {
        // Waits for a cancel that runs, so that none can meet the next operation of this object.
        _cancellation.Dispose();
        (_result, _exception) = (result, exception);
        if (Interlocked.CompareExchange(ref _first, Result, Nothing) == Continuation)
            HandOver(isInline && !EventLoop.RunsContinuationsElsewhere);
    }

    /// <summary>Gives the result to the core, which runs the continuation if it has one.</summary>
    private void HandOver(bool isInline)
    {
        _isHandedOver = true;
        _completion.RunContinuationsAsynchronously = !isInline;
        if (_exception is null)
            _completion.SetResult(_result!);
        else
            _completion.SetException(_exception);
    }

    private void Reset()
    {
        _completion.Reset();
        (_first, _isOnItsWay, _isHandedOver) = (Nothing, false, false);
        (_result, _exception) = (default, null);
        _cancellationToken = default;
        _cancellation = default;
        _place = default;
        Recycle();
    }
}
