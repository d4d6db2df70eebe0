namespace SocketBasics;

/// <summary>When a silent connection is probed, and when it is given up: the three times of TCP keep-alive as one value.</summary>
/// <remarks>
/// After <see cref="Idle"/> without traffic the kernel sends a probe, then one every <see cref="Interval"/>; after
/// <see cref="Count"/> unanswered probes the connection fails with a time-out. The kernel counts whole seconds: parts
/// of a second are rounded up. SO_KEEPALIVE, TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT in tcp(7); RFC 9293 section 3.8.4.
/// The defaults are 60 s, 10 s and 6: a dead peer is noticed after two minutes, where Linux alone takes more than two hours.
/// </remarks>
public sealed record KeepAlive
{
    /// <summary>Gets the silence before the first probe, 1 s to 32 767 s. The default is 60 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 s to 32 767 s.</exception>
    public TimeSpan Idle { get; init => field = Checked(value); } = TimeSpan.FromSeconds(60);

    /// <summary>Gets the time between two probes, 1 s to 32 767 s. The default is 10 s.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 s to 32 767 s.</exception>
    public TimeSpan Interval { get; init => field = Checked(value); } = TimeSpan.FromSeconds(10);

    /// <summary>Gets the number of unanswered probes after which the connection is given up, 1 to 127. The default is 6.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside 1 to 127.</exception>
    public int Count
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 127);
            field = value;
        }
    } = 6;

    private static TimeSpan Checked(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.FromSeconds(1));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromSeconds(32_767));
        return value;
    }
}
