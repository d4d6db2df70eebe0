namespace SocketBasics.Networks.Epoll;

internal sealed partial class PollerCrew
{
    private const int TicksForOneMore = 50;
    private const int CountsBeforeFewer = 8;
    private const int ShareOfFewer = 8;

    // A thread that the system does not give is an exception each time.
    private const int TicksWithoutThread = 20;

    private int _ticksOfComputing;
    private int _ticksWithoutThread;
    private int _tooMany;
    private int _leastTooMany = int.MaxValue;
    private int _counts;

    /// <summary>Lets a poller go that has heard nothing for a while, if another one waits.</summary>
    public bool TryRetire(Poller poller)
    {
        lock (_gate)
        {
            if (!AnotherWaits(poller))
                return false;
            Remove(poller);
            return true;
        }
    }

    /// <summary>Lets a poller go that would wait again, while there are more of them than processors.</summary>
    public bool TryRetireAsOneTooMany(Poller poller)
    {
        if (Volatile.Read(ref _tooMany) <= 0)
            return false;
        lock (_gate)
        {
            if (_tooMany <= 0 || _pollers.Length <= Environment.ProcessorCount || !AnotherGoesOn(poller))
                return false;
            _tooMany--;
            Remove(poller);
            return true;
        }
    }

    private bool AnotherWaits(Poller leaving)
    {
        foreach (Poller poller in _pollers)
        {
            if (poller != leaving && poller.IsWaiting)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether somebody else would hear. Those who compute count as too many beside the processors; if the one that was added
    /// because of them left, nobody would hear until they have done.
    /// </summary>
    private bool AnotherGoesOn(Poller leaving)
    {
        foreach (Poller poller in _pollers)
        {
            if (poller != leaving && (poller.IsWaiting || !poller.IsStuck))
                return true;
        }

        return false;
    }

    private void Remove(Poller poller)
    {
        int index = Array.IndexOf(_pollers, poller);
        if (index >= 0)
            _pollers = [.. _pollers.AsSpan(0, index), .. _pollers.AsSpan(index + 1)];
    }

    private bool TryAdd()
    {
        lock (_gate)
        {
            if (_pollers.Length >= _mostPollers)
                return false;

            _tooMany = 0;
            var poller = new Poller(this, _loop, _epoll) { SeenProgress = -1 };
            _pollers = [.. _pollers, poller];
            if (poller.TryStart())
                return true;

            _pollers = _pollers[..^1];
            return false;
        }
    }

    /// <summary>
    /// Adds a poller; at the bound the ThreadPool has to go on. Not where the system has no thread to give: the pool would want
    /// one, too, and one that it does not get it counts as working ever after (measured on .NET 10).
    /// </summary>
    private void AddOrSpill(bool allAreStuck)
    {
        if (_pollers.Length >= _mostPollers)
            Spill(allAreStuck);
        else if (_ticksWithoutThread == 0 && !TryAdd())
            _ticksWithoutThread = TicksWithoutThread;
    }

    private bool HasOneAtWorkForEachProcessor()
    {
        int without = Environment.ProcessorCount;
        foreach (Poller poller in _pollers)
        {
            if (poller.IsAtWork && --without == 0)
                return true;
        }

        return false;
    }

    /// <summary>
    /// Lets a share of those go that were too many at each of several counts. Handlers that block from time to time need more
    /// pollers than are blocked just now, and would have to wait until they are added again.
    /// </summary>
    private void CountThoseTooMany()
    {
        int tooMany = _pollers.Length - Environment.ProcessorCount;
        for (int i = 0; tooMany > 0 && i < _pollers.Length; i++)
        {
            if (!_pollers[i].IsWaiting && !_pollers[i].IsAtWork)
                tooMany--;
        }

        _leastTooMany = Math.Min(_leastTooMany, tooMany);
        if (++_counts % CountsBeforeFewer != 0)
            return;

        if (_leastTooMany > 0)
            Volatile.Write(ref _tooMany, (_leastTooMany + ShareOfFewer - 1) / ShareOfFewer);
        _leastTooMany = int.MaxValue;
    }

    /// <summary>
    /// Pollers that compute use the processors already, or would if others did not; one more only takes turns with them. So
    /// that nothing waits for ever, one is added all the same: the more there are, the later.
    /// </summary>
    private bool IsWorthOneMore()
    {
        int computing = 0;
        foreach (Poller poller in _pollers)
        {
            if (poller.IsRunning)
                computing++;
        }

        if (computing >= Environment.ProcessorCount
            && ++_ticksOfComputing < TicksForOneMore * computing / Environment.ProcessorCount)
        {
            return false;
        }

        _ticksOfComputing = 0;
        return true;
    }
}
