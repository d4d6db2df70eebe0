using System.Runtime.InteropServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Epoll;

/// <summary>A socket's place in the event loop: a slot, and which of the sockets that live there one after the other.</summary>
/// <remarks>It is good until the socket is closed. After that everything here does nothing, and says so.</remarks>
internal readonly record struct SocketPlace(SocketSlot Slot, int Generation)
{
    public SafeHandle Descriptor => Slot.Descriptor;

    public int Count(Direction direction) => Slot.Count(direction);

    public bool TryHold() => Slot.TryHold(Generation);

    public void Release() => Slot.Release();

    public NetworkError Register() => Register(Slot.Descriptor);

    /// <summary>The same for a socket whose descriptor belongs to somebody else.</summary>
    public NetworkError Register(SafeHandle socket) => Slot.Register(Generation, socket);

    public WaitStart TryWait(Direction direction, int seen, ReadinessWaiter waiter) =>
        Slot.TryWait(direction, Generation, seen, waiter);

    public bool TryTake(Direction direction, ReadinessWaiter waiter, short version) =>
        Slot.TryTake(direction, Generation, waiter, version);

    /// <summary>Reads what the kernel knows; null once the socket is closed.</summary>
    public TcpInfo? ReadTcpInfo()
    {
        if (!TryHold())
            return null;
        TcpInfo? info = TcpInfoOption.Read(Descriptor);
        Release();
        return info;
    }

    public void Close(bool withReset = false) => Slot.Close(Generation, withReset);
}
