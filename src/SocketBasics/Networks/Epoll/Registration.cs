namespace SocketBasics.Networks.Epoll;

/// <summary>A socket's place in the event loop, as long as the socket is open.</summary>
internal readonly record struct Registration(EventLoop Loop, Readiness Readiness, int Generation)
{
    public int Count(Direction direction) => Readiness.Count(direction);

    public WaitStart TryWait(Direction direction, int seen, ReadinessWaiter waiter) =>
        Readiness.TryWait(direction, Generation, seen, waiter);

    public bool TryTake(Direction direction, ReadinessWaiter waiter, short version) =>
        Readiness.TryTake(direction, Generation, waiter, version);

    /// <summary>Gives the place back; what waits there is ended. Before the descriptor is closed.</summary>
    public void Release()
    {
        if (Readiness.TryClose(Generation))
            Loop.Free(Readiness);
    }
}
