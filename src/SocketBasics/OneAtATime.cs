namespace SocketBasics;

/// <summary>Lets one operation of a kind through at a time; a second is an error of the program, not a reason to wait.</summary>
/// <remarks>
/// A mutable struct, never copied: as a class it was two more objects for every connection. For the same reason the
/// operation's name comes with the call.
/// </remarks>
internal struct OneAtATime
{
    private int _running;

    public void Enter(object owner, string operation)
    {
        if (Interlocked.Exchange(ref _running, 1) != 0)
        {
            throw new InvalidOperationException(
                $"Another {operation} is running on this {owner.GetType().Name}; await it before starting the next.");
        }
    }

    public void Exit() => Volatile.Write(ref _running, 0);
}
