using System.Runtime.InteropServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Epoll;

/// <summary>A thread that waits for the kernel, and runs what it tells about: the caller's code included.</summary>
internal sealed unsafe class Poller
{
    // Few: what one poller has fetched, the others must steal from it when it gets stuck.
    private const int BatchSize = 16;

    private readonly PollerCrew _crew;
    private readonly EventLoop _loop;
    private readonly int _epoll;
    private readonly Lock _gate = new();
    private readonly byte* _batch = (byte*)NativeMemory.Alloc((nuint)(BatchSize * EpollEvent.Size));

    private int _next;
    private int _count;
    private int _progress;
    private volatile bool _isWaiting;

    public Poller(PollerCrew crew, EventLoop loop, int epoll)
    {
        _crew = crew;
        _loop = loop;
        _epoll = epoll;
    }

    /// <summary>Gets a value indicating whether it waits in epoll_wait(2) and would hear what comes next.</summary>
    public bool IsWaiting => _isWaiting;

    /// <summary>Gets a number that changes with each event and each wait.</summary>
    public int Progress => Volatile.Read(ref _progress);

    /// <summary>Gets or sets the progress that the watch has seen last.</summary>
    public int SeenProgress { get; set; }

    public bool HasEvents
    {
        get
        {
            lock (_gate)
                return _next < _count;
        }
    }

    /// <summary>Gets a value indicating whether it does something that the watch has not looked at.</summary>
    public bool IsOnItsWay => !_isWaiting && (Progress != SeenProgress || HasEvents);

    /// <summary>Starts a thread.</summary>
    /// <returns><see langword="false"/> when the system has none to give.</returns>
    public static bool TryStart(ThreadStart run, string name)
    {
        try
        {
            // Nothing of whoever happens to start it (AsyncLocal, culture) may flow to the code that runs here.
            new Thread(run) { IsBackground = true, Name = name }.UnsafeStart();
            return true;
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
            return false;
        }
    }

    /// <summary>Starts the thread of this poller.</summary>
    public bool TryStart()
    {
        bool isStarted = TryStart(Run, "SocketBasics poller");
        if (!isStarted)
            NativeMemory.Free(_batch);
        return isStarted;
    }

    /// <summary>Takes the next event that was fetched and not looked at.</summary>
    public bool TryTake(out EpollEvent told)
    {
        lock (_gate)
        {
            bool isThere = _next < _count;
            told = isThere ? EpollEvent.Read(_batch, _next++) : default;
            return isThere;
        }
    }

    private void Run()
    {
        HelpOthers();
        while (Fetch())
        {
            while (TryTake(out EpollEvent told))
                Dispatch(told);
        }

        NativeMemory.Free(_batch);
    }

    private bool Fetch()
    {
        while (true)
        {
            _isWaiting = true;
            int count = Libc.WaitEpoll(_epoll, _batch, BatchSize, _crew.IdleMilliseconds);
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
        }
    }

    private void HelpOthers()
    {
        foreach (EpollEvent stolen in _crew.StealEvents())
            Dispatch(stolen);
    }

    private void Dispatch(in EpollEvent told)
    {
        Volatile.Write(ref _progress, _progress + 1);
        if (told.Slot == PollerCrew.CallForHelp)
            HelpOthers();
        else
            _loop.Dispatch(told);

        // What the caller's code has set for its thread is nothing to whoever comes next.
        if (SynchronizationContext.Current is not null)
            SynchronizationContext.SetSynchronizationContext(null);
    }
}
