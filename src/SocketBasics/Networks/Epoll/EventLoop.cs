using System.Runtime.InteropServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Epoll;

/// <summary>One epoll instance, the sockets in it, and the threads that wait for them.</summary>
internal sealed unsafe class EventLoop
{
    private const int EPOLL_CLOEXEC = 0x80000;
    private const int EPOLL_CTL_ADD = 1;
    private const int ENOMEM = 12;

    private readonly int _epoll;
    private readonly Lock _gate = new();
    private readonly Stack<SocketSlot> _free = new();
    private readonly PollerCrew _pollers;

    // Grows only; a slot that is taken stays what it is.
    private SocketSlot[] _slots = [];

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

    /// <summary>Gives a socket its place.</summary>
    /// <param name="number">Its descriptor, which is closed with the place; or -1 for one that somebody else closes.</param>
    /// <exception cref="OutOfMemoryException">There is none for one more place; the descriptor is closed.</exception>
    public SocketPlace Open(int number)
    {
        try
        {
            return Take().Open(number);
        }
        catch (OutOfMemoryException) when (number >= 0)
        {
            _ = Libc.Close(number);
            throw;
        }
    }

    /// <summary>Asks epoll to tell of a socket from now on; what is there already is told at once.</summary>
    public NetworkError Add(SafeHandle socket, int slot, int generation)
    {
        if (!_pollers.TryStart())
            return Errno.ToNetworkError(ENOMEM);
        EpollEvent request = new(EpollEvents.Everything, slot, generation);
        return Libc.ControlEpoll(_epoll, EPOLL_CTL_ADD, socket, (byte*)&request) == 0
            ? NetworkError.None
            : Errno.ToNetworkError(Marshal.GetLastPInvokeError());
    }

    public void Free(SocketSlot slot)
    {
        lock (_gate)
            _free.Push(slot);
    }

    /// <summary>Lets those go on who wait for what an event tells.</summary>
    public void Dispatch(in EpollEvent told) =>
        Volatile.Read(ref _slots)[told.Slot].Signal(told.Generation, told.Events);

    private SocketSlot Take()
    {
        lock (_gate)
        {
            if (_free.TryPop(out SocketSlot? slot))
                return slot;

            int count = _slots.Length;
            var slots = new SocketSlot[Math.Max(16, count * 2)];
            _slots.CopyTo(slots, 0);
            for (int index = slots.Length - 1; index >= count; index--)
                _free.Push(slots[index] = new SocketSlot(this, index));
            Volatile.Write(ref _slots, slots);
            return _free.Pop();
        }
    }
}
