using System.Runtime.InteropServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Epoll;

/// <summary>One epoll instance, the sockets in it, and the threads that wait for them.</summary>
internal sealed unsafe class EventLoop
{
    private const int EPOLL_CLOEXEC = 0x80000;
    private const int EPOLL_CTL_ADD = 1;

    private readonly int _epoll;
    private readonly Lock _gate = new();
    private readonly Stack<Readiness> _free = new();
    private readonly PollerCrew _pollers;

    // Grows only; a slot that is taken stays what it is.
    private Readiness[] _slots = [];

    private EventLoop(int epoll)
    {
        _epoll = epoll;
        _pollers = new PollerCrew(this, epoll);
    }

    /// <summary>
    /// Gets a value indicating whether what a user's code does after an operation runs on the ThreadPool instead of the
    /// thread that heard from the kernel: the AppContext switch <c>SocketBasics.ContinueOnThreadPool</c>.
    /// </summary>
    public static bool RunsContinuationsElsewhere { get; } =
        AppContext.TryGetSwitch("SocketBasics.ContinueOnThreadPool", out bool isOn) && isOn;

    /// <summary>Makes an event loop, or none where the system refuses epoll (another system, or a sandbox).</summary>
    public static EventLoop? TryCreate()
    {
        try
        {
            int epoll = Libc.CreateEpoll(EPOLL_CLOEXEC);
            return epoll < 0 ? null : new EventLoop(epoll);
        }
        catch (Exception exception) when (exception is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Lets the loop hear of a socket from now on; what is there already is told at once.</summary>
    public NetworkResult<Registration> Register(SafeHandle socket)
    {
        Readiness readiness = Take();
        var place = new Registration(this, readiness, readiness.Generation);
        EpollEvent request = new(EpollEvents.Everything, readiness.Slot, place.Generation);
        if (Libc.ControlEpoll(_epoll, EPOLL_CTL_ADD, socket, (byte*)&request) == 0)
        {
            _pollers.Start();
            return place;
        }

        NetworkError error = Errno.ToNetworkError(Marshal.GetLastPInvokeError());
        place.Release();
        return error;
    }

    public void Free(Readiness readiness)
    {
        lock (_gate)
            _free.Push(readiness);
    }

    /// <summary>Lets those go on who wait for what an event tells.</summary>
    public void Dispatch(in EpollEvent told) =>
        Volatile.Read(ref _slots)[told.Slot].Signal(told.Generation, told.Events);

    private Readiness Take()
    {
        lock (_gate)
        {
            if (_free.TryPop(out Readiness? readiness))
                return readiness;

            int count = _slots.Length;
            var slots = new Readiness[Math.Max(16, count * 2)];
            _slots.CopyTo(slots, 0);
            for (int slot = slots.Length - 1; slot >= count; slot--)
                _free.Push(slots[slot] = new Readiness(slot));
            Volatile.Write(ref _slots, slots);
            return _free.Pop();
        }
    }
}
