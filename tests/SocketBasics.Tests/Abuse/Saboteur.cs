using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace SocketBasics.Tests.Abuse;

/// <summary>A thread that does something at a chosen moment, to the microsecond: it spins where a sleep takes too long.</summary>
internal sealed class Saboteur : IDisposable
{
    private const int Cycle = 50;
    private const int CertainlyEarly = 0;
    private const int CertainlyLate = 1;

    private readonly Thread _thread;
    private readonly SemaphoreSlim _armed = new(0);
    private readonly SemaphoreSlim _done = new(0);
    private Action? _action;
    private ExceptionDispatchInfo? _failure;
    private long _delay;
    private long _delayOfOther;
    private int _round;
    private volatile bool _ready;
    private volatile bool _go;

    public Saboteur()
    {
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>The middle one of the times that an operation takes here and now, in stopwatch ticks.</summary>
    public static async Task<long> MeasureAsync(Func<Task> operation)
    {
        var times = new long[51];
        for (int i = 0; i < times.Length; i++)
        {
            long started = Stopwatch.GetTimestamp();
            await operation().OrHang();
            times[i] = Stopwatch.GetTimestamp() - started;
        }

        Array.Sort(times);
        return times[times.Length / 2];
    }

    /// <summary>
    /// Starts the action of one round at a moment drawn around the duration of an operation. Of fifty rounds the first
    /// acts for certain before <see cref="MeetAsync"/> returns, and the second not before <see cref="EndAsync"/>.
    /// </summary>
    public void Start(int round, long usual, Action action)
    {
        _round = round % Cycle;
        long moment = (long)(((Random.Shared.NextDouble() * 2.5) - 1) * usual);
        _delayOfOther = -moment;
        Arm(moment, action);
        if (_round != CertainlyLate)
            Go();
    }

    /// <summary>Comes before what ends the operation, and takes its part of the drawn time.</summary>
    public async Task MeetAsync()
    {
        if (_round == CertainlyEarly)
            await DoneAsync();
        else
            Spin(_delayOfOther);
    }

    /// <summary>Comes after the operation; when it ends, the action is done.</summary>
    public async Task EndAsync()
    {
        if (_round == CertainlyLate)
            Go();
        if (_round != CertainlyEarly)
            await DoneAsync();
    }

    /// <summary>Returns when the thread spins and waits for <see cref="Go"/>.</summary>
    public void Arm(long delay, Action action)
    {
        _delay = delay;
        _action = action;
        _ready = false;
        _go = false;
        _armed.Release();
        SpinUntil(() => _ready);
    }

    public void Go() => _go = true;

    /// <summary>Waits until the action is done; throws what it threw.</summary>
    public async Task DoneAsync()
    {
        await _done.WaitAsync().OrHang();
        _failure?.Throw();
    }

    public void Dispose()
    {
        _action = null;
        _armed.Release();
        _thread.Join();
        _armed.Dispose();
        _done.Dispose();
    }

    private static void Spin(long ticks)
    {
        long end = Stopwatch.GetTimestamp() + ticks;
        while (Stopwatch.GetTimestamp() < end)
            Thread.SpinWait(4);
    }

    private static void SpinUntil(Func<bool> condition)
    {
        var spin = default(SpinWait);
        while (!condition())
            spin.SpinOnce(sleep1Threshold: -1);
    }

    private void Run()
    {
        while (true)
        {
            _armed.Wait();
            if (_action is not { } action)
                return;

            _ready = true;
            SpinUntil(() => _go);
            Spin(_delay);
            try
            {
                action();
            }
            catch (Exception exception)
            {
                _failure = ExceptionDispatchInfo.Capture(exception);
            }

            _done.Release();
        }
    }
}
