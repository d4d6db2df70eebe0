using System.Diagnostics;

namespace SocketBasics.NetworkCost.Clients;

/// <summary>How long each of some operations took; made beforehand, so that it allocates nothing meanwhile.</summary>
internal sealed class LatencyLog(int operations)
{
    private readonly long[] _ticks = new long[operations];
    private int _count;
    private long _last;

    public void Start() => _last = Stopwatch.GetTimestamp();

    /// <summary>Ends an operation, at which the next one begins.</summary>
    /// <returns>Whether there is a next one.</returns>
    public bool Note()
    {
        long now = Stopwatch.GetTimestamp();
        _ticks[_count++] = now - _last;
        _last = now;
        return _count < _ticks.Length;
    }

    /// <summary>Returns what so many of a hundred operations did not exceed, in microseconds.</summary>
    public double Percentile(int percent)
    {
        Array.Sort(_ticks);
        return Stopwatch.GetElapsedTime(0, _ticks[(long)_ticks.Length * percent / 100]).TotalMicroseconds;
    }
}
