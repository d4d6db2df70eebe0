using System.Runtime.CompilerServices;

namespace SocketBasics;

/// <summary>The ranges of time-outs and delays.</summary>
internal static class Patience
{
    /// <summary>What timers can count: a little less than 2^31 milliseconds.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    public static TimeSpan CheckedTimeout(TimeSpan value)
    {
        if (value == Timeout.InfiniteTimeSpan)
            return value;

        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Longest);
        return value;
    }

    public static TimeSpan Checked(
        TimeSpan value, TimeSpan least, TimeSpan most, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
        return value;
    }

    /// <summary>The shorter of two time-outs, either of which may be infinite.</summary>
    public static TimeSpan Shorter(TimeSpan first, TimeSpan second) =>
        second == Timeout.InfiniteTimeSpan || (first != Timeout.InfiniteTimeSpan && first < second) ? first : second;
}
