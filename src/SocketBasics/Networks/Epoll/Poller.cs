using System.Runtime.InteropServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Epoll;

/// <summary>A thread that waits for the kernel, and runs what it tells about: the caller's code included.</summary>
internal sealed unsafe class Poller
{
    // Few: what one poller has fetched, the others must steal from it when it gets stuck.
    private const int BatchSize = 16;

    private const int EINTR = 4;
    private const int LooksBeforeGivenUp = 50;

    private readonly PollerCrew _crew;
    private readonly EventLoop _loop;
    private readonly int _epoll;
    private readonly Lock _gate = new();
    private readonly ThreadState _thread = new();
    private readonly Queue<ReadinessWaiter> _later = new();

    // The first of those: most code begins one operation before it returns, and this costs no lock.
    private ReadinessWaiter? _first;

    [ThreadStatic]
    private static Poller? _current;

    private byte* _batch;
    private int _next;
    private int _count;
    private int _progress;
    private volatile bool _isWaiting;
    private int _sleptAt = -1;
    private int _givenUpAt = -1;
    private int _lookedAt = -1;
    private int _looks;

    public Poller(PollerCrew crew, EventLoop loop, int epoll)
    {
        _crew = crew;
        _loop = loop;
        _epoll = epoll;
    }

    /// <summary>Gets a value indicating whether it waits in epoll_wait(2) and would hear what comes next.</summary>
    public bool IsWaiting => _isWaiting;

    /// <summary>Gets a number that changes with each event, each wait, and each operation that is begun here.</summary>
    public int Progress => Volatile.Read(ref _progress);

    /// <summary>
    /// Gets a value indicating whether it computes, or would if it had a processor, rather than waits for something. Only
    /// for the watch.
    /// </summary>
    public bool IsRunning
    {
        get
        {
            // Asked for once in each call that it is stuck in: there may be a thousand.
            int progress = Progress;
            if (_sleptAt == progress)
                return false;
            bool isRunning = _thread.IsRunning();
            _sleptAt = isRunning ? -1 : progress;
            return isRunning;
        }
    }

    /// <summary>Gets or sets the progress that the watch has seen last.</summary>
    public int SeenProgress { get; set; }

    /// <summary>Gets or sets a value indicating whether it was in the same call at the last two looks of the watch.</summary>
    public bool IsStuck { get; set; }

    /// <summary>Gets a value indicating whether it uses a processor, or would if it had one. Only for the watch.</summary>
    public bool IsAtWork => !_isWaiting && (!IsStuck || IsRunning);

    /// <summary>Gets a value indicating whether it does something that the watch has not looked at.</summary>
    public bool IsOnItsWay => !_isWaiting && (Progress != SeenProgress || HasEvents || HasBegun);

    private bool HasEvents
    {
        get
        {
            lock (_gate)
                return _next < _count;
        }
    }

    /// <summary>Gets a value indicating whether code that ran here has begun what is left to be gone on with.</summary>
    public bool HasBegun
    {
        get
        {
            lock (_gate)
                return _later.Count > 0 || Volatile.Read(ref _first) is not null;
        }
    }

    /// <summary>Lets an operation go on as soon as the code that runs now gives this thread back.</summary>
    /// <returns><see langword="false"/> on other threads than a poller's.</returns>
    public static bool TryRunLater(ReadinessWaiter waiter)
    {
        if (_current is not { } poller)
            return false;
        poller.Keep(waiter);
        return true;
    }

    /// <summary>Starts the thread of this poller.</summary>
    /// <returns><see langword="false"/> when the system has no thread, or no memory, to give.</returns>
    public bool TryStart()
    {
        try
        {
            _batch = (byte*)NativeMemory.Alloc((nuint)(BatchSize * EpollEvent.Size));
        }
        catch (OutOfMemoryException)
        {
            return false;
        }

        bool isStarted = BackgroundThread.TryStart(Run, "SocketBasics poller");
        if (!isStarted)
            NativeMemory.Free(_batch);
        return isStarted;
    }

    /// <summary>
    /// Looks, for the watch, whether the code that it is stuck in keeps something from others that could go on: events, or
    /// what that code has begun.
    /// </summary>
    /// <remarks>
    /// What was begun is not taken away from code that runs, because it may be just before its await; an await that comes
    /// too late goes on in the ThreadPool, which may be blocked for good. Code that has lost its processor runs in this
    /// sense. One that waits for something has awaited already, or blocks; one that runs for so long is not at an await.
    /// </remarks>
    public bool IsStranded()
    {
        if (HasEvents)
            return true;
        if (!HasBegun)
            return false;

        int progress = Progress;
        if (_lookedAt != progress)
            (_lookedAt, _looks) = (progress, 0);
        if (++_looks >= LooksBeforeGivenUp || !IsRunning)
            Volatile.Write(ref _givenUpAt, progress);
        return _givenUpAt == progress;
    }

    /// <summary>Takes something away, if this poller is stuck since the watch has looked at it.</summary>
    public bool TrySteal(out PollerWork work)
    {
        int progress = Progress;
        lock (_gate)
        {
            if (progress == SeenProgress && _next < _count)
            {
                work = new(EpollEvent.Read(_batch, _next++));
                return true;
            }
        }

        work = default;
        return progress == SeenProgress && progress == Volatile.Read(ref _givenUpAt) && TryTake(out work);
    }

    /// <summary>Takes what comes next, of what nobody has looked at.</summary>
    public bool TryTake(out PollerWork work)
    {
        if (_first is not null && Interlocked.Exchange(ref _first, null) is { } first)
        {
            work = new(first);
            return true;
        }

        lock (_gate)
        {
            bool isKept = _later.TryDequeue(out ReadinessWaiter? waiter);
            bool isTold = !isKept && _next < _count;
            work = isKept ? new(waiter!) : isTold ? new(EpollEvent.Read(_batch, _next++)) : default;
            return isKept || isTold;
        }
    }

    private void Run()
    {
        _current = this;
        _thread.Begin();
        ExecutionContext? own = ExecutionContext.Capture();
        HelpOthers(own);
        do
        {
            // Before the first wait, too: what was taken over may have begun operations.
            while (TryTake(out PollerWork work))
                Run(work, own);
        }
        while (!_crew.TryRetireAsOneTooMany(this) && Fetch());

        NativeMemory.Free(_batch);
    }

    private bool Fetch()
    {
        while (true)
        {
            _isWaiting = true;
            int count = Libc.WaitEpoll(_epoll, _batch, BatchSize, _crew.IdleMilliseconds);
            int errno = count < 0 ? Marshal.GetLastPInvokeError() : 0;
            _isWaiting = false;
            Volatile.Write(ref _progress, _progress + 1);
            if (count > 0)
            {
                lock (_gate)
                    (_next, _count) = (0, count);
                _crew.NoteWork();
                return true;
            }

            if (count == 0 && _crew.TryRetire(this))
                return false;

            // Nobody would hear of anything any more, and nobody of that; so the framework's event thread ends the process, too.
            if (count < 0 && errno != EINTR)
            {
                Environment.FailFast(
                    $"SocketBasics: epoll_wait(2) failed with errno {errno}, so no socket can be waited for any more. " +
                    "Some code of this process has closed a descriptor that was not its own.");
            }
        }
    }

    private void HelpOthers(ExecutionContext? own)
    {
        foreach (PollerWork stolen in _crew.StealWork())
            Run(stolen, own);
    }

    private void Run(in PollerWork work, ExecutionContext? own)
    {
        Volatile.Write(ref _progress, _progress + 1);
        try
        {
            if (work.IsCallForHelp)
                HelpOthers(own);
            else
                work.Run(_loop);
        }
        catch (Exception exception)
        {
            // A callback of the caller's that is no await has thrown, which ends the process; but a program may have asked
            // to live on (ExceptionHandling), and then without a thread of the pool rather than without this one.
            Offload.Throw(exception);
        }

        ForgetCaller(own);
    }

    private void Keep(ReadinessWaiter waiter)
    {
        // Before it is there to be taken: what was seen of this thread up to now says nothing about the await to come.
        Volatile.Write(ref _progress, _progress + 1);
        if (Interlocked.CompareExchange(ref _first, waiter, null) is not null)
        {
            lock (_gate)
                _later.Enqueue(waiter);
        }

        // The code that runs here may block from now on, and the watch must see what is left.
        _crew.NoteWork();
    }

    /// <summary>What the caller's code has set for its thread is nothing to whoever comes next.</summary>
    private static void ForgetCaller(ExecutionContext? own)
    {
        if (SynchronizationContext.Current is not null)
            SynchronizationContext.SetSynchronizationContext(null);
        if (ExecutionContext.IsFlowSuppressed())
            ExecutionContext.RestoreFlow();
        if (own is not null && ExecutionContext.Capture() != own)
            ExecutionContext.Restore(own);

        // It would keep the process alive for ever.
        if (!Thread.CurrentThread.IsBackground)
            Thread.CurrentThread.IsBackground = true;
    }
}
