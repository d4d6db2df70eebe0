using System.Diagnostics;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Epoll;

/// <summary>The processor time of a thread, as others see it: whether it computes or waits (pthread_getcpuclockid(3)).</summary>
internal sealed unsafe class ThreadTime
{
    // On a machine with much to do, a thread that computes gets but a part of a processor.
    private const int LeastShare = 8;

    private int _clock;
    private bool _hasClock;
    private long _seenAt;
    private long _seenTime;

    /// <summary>Begins to tell about the thread that calls.</summary>
    public void Begin()
    {
        try
        {
            int clock;
            bool hasClock = Libc.GetThreadClock(Libc.CurrentThread(), &clock) == 0;
            _clock = clock;
            Volatile.Write(ref _hasClock, hasClock);
        }
        catch (EntryPointNotFoundException)
        {
            // An older C library has it in another file. Then every thread counts as one that waits.
        }
    }

    /// <summary>Whether it has computed since this was asked last, for more than an eighth of the time.</summary>
    public bool HasRun()
    {
        Libc.TimeSpecification time;
        if (!Volatile.Read(ref _hasClock) || Libc.GetClock(_clock, &time) != 0)
            return false;

        long now = Stopwatch.GetTimestamp();
        TimeSpan ran = TimeSpan.FromTicks((time.ToNanoseconds() - _seenTime) / TimeSpan.NanosecondsPerTick);
        bool hasRun = ran * LeastShare > Stopwatch.GetElapsedTime(_seenAt, now);
        (_seenAt, _seenTime) = (now, time.ToNanoseconds());
        return hasRun;
    }
}
