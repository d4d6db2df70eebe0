namespace SocketBasics.Conformance;

/// <summary>
/// Lets something arrive and cancels the wait for it at nearly the same moment, round after round: whichever came first
/// is held back a little the next time, so that the rounds gather around the moment at which both happen.
/// </summary>
internal sealed class CloseRace
{
    private const int SmallestStep = 10;
    private const int LargestStep = 2_000;
    private const int MostSpins = 20_000;

    private int _spinsBeforeCancel;
    private int _step = LargestStep;

    public async Task RunAsync(Func<Task> arrive, CancellationTokenSource cancel)
    {
        int spins = _spinsBeforeCancel;

        // A thread of its own: a busy thread pool would start the work long after the other side has come and gone.
        var canceling = new Thread(() =>
        {
            Thread.SpinWait(Math.Max(0, spins));
            cancel.Cancel();
        });
        canceling.Start();
        Thread.SpinWait(Math.Max(0, -spins));
        try
        {
            await arrive();
        }
        finally
        {
            canceling.Join();
        }
    }

    public void ArrivedFirst() => Move(-1);

    public void CanceledFirst() => Move(1);

    /// <summary>Strides while it goes in one direction, and takes smaller steps each time that it turns.</summary>
    private void Move(int direction)
    {
        bool turns = direction != Math.Sign(_step);
        int length = turns
            ? Math.Max(Math.Abs(_step) / 2, SmallestStep)
            : Math.Min(Math.Abs(_step) * 3 / 2, LargestStep);
        _step = direction * length;
        _spinsBeforeCancel = Math.Clamp(_spinsBeforeCancel + _step, -MostSpins, MostSpins);
    }
}
