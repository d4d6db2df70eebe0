using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace SocketBasics.Tests.Abuse;

/// <summary>A clock of the test's that knows who waits for it: time must not pass before somebody does.</summary>
internal sealed class PauseClock : FakeTimeProvider
{
    private int _timers;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        Interlocked.Increment(ref _timers);
        return timer;
    }

    /// <summary>Waits until so many timers have been set in all.</summary>
    public async Task ReachAsync(int timers)
    {
        long started = Stopwatch.GetTimestamp();
        while (Volatile.Read(ref _timers) < timers && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30))
            await Task.Yield();
        Assert.Equal(timers, Volatile.Read(ref _timers));
    }
}
