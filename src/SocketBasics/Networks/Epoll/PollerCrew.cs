using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Epoll;

/// <summary>The pollers of an event loop: as few as can be, and as many as are needed.</summary>
/// <remarks>
/// <para>
/// The caller's code runs on the poller that heard from the kernel, which saves the hop to the ThreadPool: about half of
/// what a message costs. But that code may block, compute, or wait for another connection. So a watch looks at the pollers
/// every millisecond while there is work, and every five while none of them blocks: a look costs some 30 µs of processor
/// time, most of it for the switch of threads. If none of them waits for the kernel, it adds one: at once while fewer are
/// at work than there are processors, otherwise only if every one of them is stuck in the same call since the last look,
/// and not at once if those calls use the processors.
/// </para>
/// <para>
/// At the bound, what is ready goes to the ThreadPool. A poller that has heard nothing for a while retires, but for one.
/// Under load all of them hear something, and take turns on the processors; so those that are more than the processors, not
/// counting the blocked, retire then, too, a few at a time.
/// </para>
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as the process.")]
internal sealed unsafe partial class PollerCrew
{
    /// <summary>The slot of the event that asks a poller to take over what another one has fetched.</summary>
    public const int CallForHelp = -1;

    private const int EFD_CLOEXEC = 0x80000;
    private const int EFD_NONBLOCK = 0x800;
    private const int EPOLL_CTL_ADD = 1;
    private const int DefaultMostPollers = 1024;
    private const int SpillBatch = 64;
    private const int IdleTicksBeforeRest = 20;
    private const int TicksBeforeCalm = 32;
    private const int TicksBetweenCounts = 16;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan CalmTick = TimeSpan.FromMilliseconds(5);

    private readonly EventLoop _loop;
    private readonly int _epoll;
    private readonly int _mostPollers;
    private readonly Lock _gate = new();
    private readonly AutoResetEvent _work = new(false);

    private Poller[] _pollers = [];
    private int _helpCall = -1;
    private int _isResting;
    private bool _isStarted;
    private bool _canCallHelp;

    public PollerCrew(EventLoop loop, int epoll)
    {
        _loop = loop;
        _epoll = epoll;

        // A setting of the project arrives as text.
        string? most = AppContext.GetData("SocketBasics.MostPollers")?.ToString();
        _mostPollers = int.TryParse(most, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : DefaultMostPollers;
    }

    /// <summary>Gets how long a poller waits before it asks whether it is needed.</summary>
    public int IdleMilliseconds => Volatile.Read(ref _pollers).Length > 1 ? 2000 : -1;

    /// <summary>Starts the first poller and the watch, when there is something to hear of.</summary>
    /// <returns><see langword="false"/> when the system has no thread to give: nobody would hear.</returns>
    public bool TryStart()
    {
        if (Volatile.Read(ref _isStarted))
            return true;

        lock (_gate)
        {
            if (_isStarted)
                return true;

            if (_helpCall < 0)
            {
                _helpCall = Libc.CreateEvent(0, EFD_CLOEXEC | EFD_NONBLOCK);
                EpollEvent request = new(EpollEvents.In | EpollEvents.EdgeTriggered, CallForHelp, generation: 0);
                _canCallHelp = _helpCall >= 0
                    && Libc.ControlEpoll(_epoll, EPOLL_CTL_ADD, _helpCall, (byte*)&request) == 0;
            }

            // Without the watch, which is no more than a loss when something blocks, the next socket tries again.
            bool hasPoller = _pollers.Length > 0 || TryAdd();
            Volatile.Write(ref _isStarted, hasPoller && BackgroundThread.TryStart(Watch, "SocketBasics poller watch"));
            return hasPoller;
        }
    }

    /// <summary>Wakes the watch; called with each batch, by a poller that does not wait any more.</summary>
    public void NoteWork()
    {
        // Either this sees that the watch rests, or the watch sees that the poller does not wait.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _isResting) != 0 && Interlocked.Exchange(ref _isResting, 0) != 0)
            _work.Set();
    }

    /// <summary>What pollers have before them that are stuck in the caller's code.</summary>
    public IEnumerable<PollerWork> StealWork()
    {
        foreach (Poller poller in Volatile.Read(ref _pollers))
        {
            while (poller.TrySteal(out PollerWork work))
                yield return work;
        }
    }

    /// <summary>Wakes a poller that waits: edge-triggered, each write tells one of them.</summary>
    private void CallHelp()
    {
        ulong one = 1;
        _ = Libc.Write(_helpCall, (byte*)&one, sizeof(ulong));
    }

    private void Watch()
    {
        int ticks = 0;
        int idleTicks = 0;
        int calmTicks = 0;
        bool wasBusy = false;
        while (true)
        {
            if (idleTicks >= IdleTicksBeforeRest)
            {
                Rest();
                idleTicks = 0;
            }

            Thread.Sleep(calmTicks < TicksBeforeCalm ? Tick : CalmTick);
            _ticksWithoutThread = Math.Max(0, _ticksWithoutThread - 1);
            PollerSurvey seen = PollerSurvey.Make(Volatile.Read(ref _pollers));
            bool someAreKept = seen.AllAreStuck || seen.SomeAreStranded;
            if (!someAreKept)
                _ticksOfComputing = 0;
            bool isSaturated = seen.IsBusy && wasBusy && !HasOneAtWorkForEachProcessor();
            if (seen.SomeAreStranded && !seen.IsBusy && _canCallHelp)
                CallHelp();
            else if (isSaturated || (someAreKept && IsWorthOneMore()))
                AddOrSpill(seen.AllAreStuck);

            if (++ticks % TicksBetweenCounts == 0)
                CountThoseTooMany();

            // A poller that is stuck while another one waits needs no watching, until that one gets work.
            calmTicks = someAreKept || seen.SomeWantWatching ? 0 : calmTicks + 1;
            idleTicks = seen.IsBusy || seen.HasMoved || seen.SomeAreStranded ? 0 : idleTicks + 1;
            wasBusy = seen.IsBusy;
        }
    }

    private void Rest()
    {
        Volatile.Write(ref _isResting, 1);
        Interlocked.MemoryBarrier();

        // A poller that left just before has not seen that the watch rests; it has fetched something, or gone on.
        if (MayRest())
            _work.WaitOne();
        Volatile.Write(ref _isResting, 0);
    }

    private bool MayRest()
    {
        bool someWait = false;
        foreach (Poller poller in Volatile.Read(ref _pollers))
        {
            if (poller.IsOnItsWay)
                return false;
            someWait |= poller.IsWaiting;
        }

        return someWait;
    }

    /// <summary>There are as many pollers as there may be, and none goes on: the ThreadPool has to.</summary>
    private void Spill(bool allAreStuck)
    {
        foreach (PollerWork stranded in StealWork())
            Spill(stranded);
        if (!allAreStuck)
            return;

        byte* batch = stackalloc byte[SpillBatch * EpollEvent.Size];
        int count = Libc.WaitEpoll(_epoll, batch, SpillBatch, 0);
        for (int i = 0; i < count; i++)
            Spill(new PollerWork(EpollEvent.Read(batch, i)));
    }

    private void Spill(PollerWork work)
    {
        if (!work.IsCallForHelp)
            Offload.Queue(new SpilledWork(_loop, work));
    }

    private sealed class SpilledWork(EventLoop loop, PollerWork work) : IThreadPoolWorkItem
    {
        public void Execute() => work.Run(loop);
    }
}
