using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;

namespace SocketBasics.Tests.Racing;

/// <summary>A clock that the test turns, and that knows which timers were set: time must not pass before they are.</summary>
internal sealed class StagedClock : FakeTimeProvider
{
    private readonly ConcurrentDictionary<TimeSpan, int> _set = new();
    private readonly DateTimeOffset _zero;

    public StagedClock() => _zero = GetUtcNow();

    /// <summary>Gets the time since the clock was made.</summary>
    public TimeSpan Now => GetUtcNow() - _zero;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ITimer timer = base.CreateTimer(callback, state, dueTime, period);
        _set.AddOrUpdate(dueTime, 1, static (_, count) => count + 1);
        return timer;
    }

    public void Advance(int milliseconds) => Advance(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>Waits until a timer of this length has been set for the n-th time.</summary>
    public Task SetAsync(int milliseconds, int times = 1) =>
        UntilAsync(() => _set.GetValueOrDefault(TimeSpan.FromMilliseconds(milliseconds)) >= times);

    /// <summary>Waits, not forever, until something is so that other threads bring about without time.</summary>
    public static async Task UntilAsync(Func<bool> isSo)
    {
        long started = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30), "What was waited for never came.");
            await Task.Yield();
        }
    }
}
