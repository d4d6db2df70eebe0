namespace SocketBasics.Networks.Epoll;

/// <summary>What a poller has before it: an event that was fetched, or an operation that is to go on later.</summary>
internal readonly struct PollerWork
{
    private readonly EpollEvent _told;
    private readonly ReadinessWaiter? _waiter;

    public PollerWork(EpollEvent told) => _told = told;

    public PollerWork(ReadinessWaiter waiter) => _waiter = waiter;

    /// <summary>Gets a value indicating whether it is the event that asks to take over what others have before them.</summary>
    public bool IsCallForHelp => _waiter is null && _told.Slot == PollerCrew.CallForHelp;

    public void Run(EventLoop loop)
    {
        if (_waiter is not null)
            _waiter.Resume();
        else
            loop.Dispatch(_told);
    }
}
