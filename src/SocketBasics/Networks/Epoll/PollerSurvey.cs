namespace SocketBasics.Networks.Epoll;

/// <summary>What the watch has seen in one look at the pollers.</summary>
/// <param name="IsBusy">Whether none waits for the kernel.</param>
/// <param name="AllAreStuck">Whether all of them are in the same call as at the last look.</param>
/// <param name="SomeWantWatching">
/// Whether one is since the last look but one, and waits there for something else; or is stuck and has begun what it keeps.
/// </param>
/// <param name="SomeAreStranded">Whether one that is stuck keeps from others what could go on.</param>
/// <param name="HasMoved">Whether something was done since the last look.</param>
internal readonly record struct PollerSurvey(
    bool IsBusy, bool AllAreStuck, bool SomeWantWatching, bool SomeAreStranded, bool HasMoved)
{
    // Each costs a system call or three.
    private const int MostQuestions = 4;

    /// <summary>Looks at each poller, and leaves with it what was seen.</summary>
    public static PollerSurvey Make(Poller[] pollers)
    {
        bool isBusy = true;
        bool allAreStuck = true;
        bool someWantWatching = false;
        bool someAreStranded = false;
        bool hasMoved = false;
        int questions = 0;
        foreach (Poller poller in pollers)
        {
            int progress = poller.Progress;
            bool isWaiting = poller.IsWaiting;
            bool isStuck = !isWaiting && progress == poller.SeenProgress;
            bool gotStuck = isStuck && !poller.IsStuck;
            hasMoved |= progress != poller.SeenProgress;
            (poller.SeenProgress, poller.IsStuck) = (progress, isStuck);
            isBusy &= !isWaiting;
            allAreStuck &= isStuck;
            someWantWatching |= gotStuck && questions++ < MostQuestions && !poller.IsRunning;
            someWantWatching |= isStuck && poller.HasBegun;
            someAreStranded |= isStuck && poller.IsStranded();
        }

        return new(isBusy, allAreStuck, someWantWatching, someAreStranded, hasMoved);
    }
}
