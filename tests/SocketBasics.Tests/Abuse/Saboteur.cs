using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace SocketBasics.Tests.Abuse;

/// <summary>A thread that does something at a chosen moment, to the microsecond: it spins where a sleep takes too long.</summary>
internal sealed class Saboteur : IDisposable
{
    private readonly Thread _thread;
    private readonly SemaphoreSlim _armed = new(0);
    private readonly SemaphoreSlim _done = new(0);
    private Action? _action;
    private ExceptionDispatchInfo? _failure;
    private long _delay;
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
            long end = Stopwatch.GetTimestamp() + _delay;
            while (Stopwatch.GetTimestamp() < end)
                Thread.SpinWait(4);
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
