using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Epoll;

/// <summary>
/// Where a socket lives in the event loop: its descriptor, how many calls use it just now, what epoll has told about it,
/// and who waits for more.
/// </summary>
/// <remarks>
/// <para>
/// Pooled: it serves one socket after the other, and each has a generation, which whoever uses the slot must name. Events
/// that were fetched for the socket before carry an older generation, and are dropped.
/// </para>
/// <para>
/// A system call holds the slot, and close(2) waits for those that hold it. The generation alone would not do: a call
/// could begin on this socket and end on another one, which got the same number in between.
/// </para>
/// </remarks>
[SuppressMessage("Design", "CA1001", Justification = "It lives as long as the process.")]
internal sealed partial class SocketSlot(EventLoop loop, int index)
{
    private const long Closing = 1L << 31;
    private const long Holders = Closing - 1;

    private readonly Lock _gate = new();
    private readonly SocketDescriptor _descriptor = new();

    // The generation, whether it is closing or closed, and how many hold it: in one word, to be changed at once.
    private long _use = Closing;
    private bool _isRegistered;

    /// <summary>Gets the descriptor for a call that holds the slot; it is that of the socket that lives here just now.</summary>
    public SafeHandle Descriptor => _descriptor;

    /// <summary>Gets the number of the descriptor, for a call that holds the slot.</summary>
    public int Number => _descriptor.Number;

    /// <summary>
    /// Gets a value indicating whether epoll was told of the socket: before the first operation that has to wait there is
    /// no need.
    /// </summary>
    public bool IsRegistered => Volatile.Read(ref _isRegistered);

    /// <summary>Lets a socket live here.</summary>
    /// <param name="number">Its descriptor, which is closed with the slot; or -1 for one that somebody else closes.</param>
    public SocketPlace Open(int number)
    {
        int generation = (int)(_use >> 32) + 1;
        _descriptor.Number = number;
        _isRegistered = false;
        ForgetEvents();
        Volatile.Write(ref _use, (long)generation << 32);
        return new SocketPlace(this, generation);
    }

    /// <summary>Keeps the descriptor open until <see cref="Release"/>.</summary>
    /// <returns><see langword="false"/> when the socket of this generation is closed.</returns>
    public bool TryHold(int generation)
    {
        long use = Volatile.Read(ref _use);
        while (IsOpen(use, generation))
        {
            long seen = Interlocked.CompareExchange(ref _use, use + 1, use);
            if (seen == use)
                return true;
            use = seen;
        }

        return false;
    }

    public void Release()
    {
        if ((Interlocked.Decrement(ref _use) & (Closing | Holders)) == Closing)
            Leave();
    }

    /// <summary>Ends this generation and the operations that wait; the descriptor is closed when nobody holds it any more.</summary>
    /// <param name="generation">Which; another one's turn is left alone.</param>
    /// <param name="withReset">Whether close(2) shall send a reset instead of a FIN.</param>
    public void Close(int generation, bool withReset)
    {
        long use = Volatile.Read(ref _use);
        while (true)
        {
            if (!IsOpen(use, generation))
                return;

            long seen = Interlocked.CompareExchange(ref _use, (use | Closing) + 1, use);
            if (seen == use)
                break;
            use = seen;
        }

        if (withReset)
            SocketOption.ResetOnClose(_descriptor);
        AbandonWaiters();
        Release();
    }

    /// <summary>Lets the loop hear of the socket from now on; what is there already is told at once.</summary>
    public NetworkError Register(int generation, SafeHandle socket)
    {
        if (IsRegistered)
            return NetworkError.None;
        if (!TryHold(generation))
            return NetworkError.Aborted;
        try
        {
            lock (_gate)
            {
                if (_isRegistered)
                    return NetworkError.None;
                NetworkError error = loop.Add(socket, index, generation);
                Volatile.Write(ref _isRegistered, error.IsNone);
                return error;
            }
        }
        finally
        {
            Release();
        }
    }

    private static bool IsOpen(long use, int generation) => (int)(use >> 32) == generation && (use & Closing) == 0;

    private bool IsOpen(int generation) => IsOpen(Volatile.Read(ref _use), generation);

    private void Leave()
    {
        if (_descriptor.Number >= 0)
            _ = Libc.Close(_descriptor.Number);
        loop.Free(this);
    }
}
