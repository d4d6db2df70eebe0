using System.Collections.Concurrent;
using SocketBasics.Networks;
using SocketBasics.Networks.Portable;

namespace SocketBasics.Outcomes;

/// <summary>A source that ends by its own clock or with another token; disposed once, by who began or rented it.</summary>
/// <remarks>A linked source of the framework knows no TimeProvider.</remarks>
internal sealed class Deadline : CancellationTokenSource
{
    private const int PoolSize = 64;

    private static readonly ConcurrentQueue<Deadline> Pool = new();

    private readonly bool _isPooled;
    private TimeSpan _time;
    private CancellationToken _outer;
    private CancellationTokenRegistration _link;
    private bool _hasBegun;

    private Deadline() => _isPooled = true;

    private Deadline(TimeSpan time, TimeProvider clock)
        : base(time, clock) => _hasBegun = true;

    /// <summary>Makes one whose time runs from now on, and whose token may be handed to anybody.</summary>
    public static Deadline Begin(TimeSpan time, TimeProvider clock, CancellationToken outer)
    {
        var deadline = new Deadline(time, clock);
        deadline.LinkTo(outer);
        return deadline;
    }

    /// <summary>Gets one for a single attempt, whose time runs once the attempt waits.</summary>
    /// <remarks>
    /// The library's own networks let go of the token before their attempt ends, and never block: so the object can serve
    /// the next connect, and needs no timer when the kernel answers at once, as it does for peers on this machine. Of other
    /// networks nobody knows.
    /// </remarks>
    public static Deadline Rent(TimeSpan time, Network network, CancellationToken outer)
    {
        if (network is not PortableNetwork)
            return Begin(time, network.TimeProvider, outer);

        Deadline deadline = Pool.TryDequeue(out Deadline? pooled) ? pooled : new();
        deadline._time = time;
        deadline._outer = outer;
        return deadline;
    }

    /// <summary>Lets the time run, if it does not yet.</summary>
    public void BeginWait()
    {
        if (_hasBegun)
            return;

        _hasBegun = true;
        if (_time != Timeout.InfiniteTimeSpan)
            CancelAfter(_time);
        LinkTo(_outer);
    }

    protected override void Dispose(bool disposing)
    {
        // Waits for a cancel that runs: none may meet the next user.
        _link.Dispose();
        _link = default;
        _outer = default;
        _hasBegun = false;

        // TryReset refuses what was canceled, and what its timer may still cancel.
        if (_isPooled && TryReset() && Pool.Count < PoolSize)
            Pool.Enqueue(this);
        else
            base.Dispose(disposing);
    }

    private void LinkTo(CancellationToken outer) =>
        _link = outer.UnsafeRegister(static state => ((Deadline)state!).Cancel(), this);
}
