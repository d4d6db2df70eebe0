using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Racing;

/// <summary>One race with random answers, times and cancellations, and what must hold for all of them.</summary>
internal sealed class RandomRace : IDisposable
{
    private static readonly int[] Delays = [10, 50, 100, 250];

    private readonly Random _random;
    private readonly StagedNetwork _network;
    private readonly ConnectOptions _options;
    private readonly string[] _v4;
    private readonly string[] _v6;
    private readonly CancellationTokenSource _cancel = new();
    private readonly ConcurrentQueue<CancellationToken> _lookups = new();
    private readonly TaskCompletionSource<IReadOnlyList<IPAddress>> _answerV4 = new();
    private readonly TaskCompletionSource<IReadOnlyList<IPAddress>> _answerV6 = new();
    private TimeSpan? _v4Known;
    private TimeSpan? _v6Known;
    private bool _isCanceled;
    private bool _areBothKnownAtFirst;

    public RandomRace(int seed)
    {
        _random = new Random(seed);
        _v4 = [.. Enumerable.Range(1, _random.Next(5)).Select(static i => $"192.0.2.{i}")];
        _v6 = [.. Enumerable.Range(1, _random.Next(5)).Select(static i => $"2001:db8::{i}")];

        // What an attempt does that is told to end: close, at once or later, or connect at this very moment.
        int manner = _random.Next(3);
        _network = new StagedNetwork
        {
            OnCancel = attempt =>
            {
                if (manner == 0)
                    attempt.Close();
                else if (manner == 1)
                    attempt.Connect();
                else
                    ThreadPool.QueueUserWorkItem(static attempt => attempt.Close(), attempt, preferLocal: false);
            },
        };
        _options = new ConnectOptions
        {
            Timeout = TimeSpan.FromMilliseconds(_random.Next(1, 3_000)),
            AttemptTimeout = _random.Next(3) == 0
                ? TimeSpan.FromMilliseconds(_random.Next(1, 1_000))
                : Timeout.InfiniteTimeSpan,
            AttemptDelay = TimeSpan.FromMilliseconds(Delays[_random.Next(Delays.Length)]),
            ResolutionDelay = TimeSpan.FromMilliseconds(_random.Next(2) * 50),
            FirstFamilyCount = _random.Next(1, 4),
            Resolver = (_, family, token) =>
            {
                _lookups.Enqueue(token);
                return new(family == AddressFamily.InterNetwork ? _answerV4.Task : _answerV6.Task);
            },
        };
    }

    public async Task RunAsync()
    {
        Task<Ending> ending = ReadEndingAsync(_network.ConnectAsync(_options, _cancel.Token));
        for (int step = 0; step < 200 && !ending.IsCompleted; step++)
        {
            await StepAsync(ending);
            for (int yields = _random.Next(4); yields > 0; yields--)
                await Task.Yield();
        }

        // Whatever is still open ends with the time.
        _network.Clock.Advance(3_000);
        Check(await ending.OrHang());
    }

    public void Dispose() => _cancel.Dispose();

    private async Task StepAsync(Task ending)
    {
        StagedAttempt[] running = [.. _network.Attempts.Where(static attempt => !attempt.HasEnded)];
        switch (_random.Next(20))
        {
            case 0 when _v4Known is null:
                _v4Known = _network.Clock.Now;
                await AnswerAsync(_answerV4, _v4, ending);
                break;
            case 1 when _v6Known is null:
                _v6Known = _network.Clock.Now;
                _areBothKnownAtFirst = _v4Known + _options.ResolutionDelay > _v6Known;
                await AnswerAsync(_answerV6, _v6, ending);
                break;
            case 2 when running.Length > 0 && _random.Next(3) == 0:
                running[_random.Next(running.Length)].Connect();
                break;
            case 3 or 4 when running.Length > 0:
                running[_random.Next(running.Length)].Refuse();
                break;
            case 5 when running.Length > 1 && _random.Next(3) == 0:
                // Really at the same time.
                await Task.WhenAll(Task.Run(running[0].Connect), Task.Run(running[^1].Connect));
                break;
            case 6 when _random.Next(6) == 0:
                _isCanceled = true;
                Task cancel = Task.Run(_cancel.Cancel);
                if (running.Length > 0)
                    running[0].Connect();
                await cancel;
                break;
            default:
                _network.Clock.Advance(_random.Next(1, 100));
                break;
        }
    }

    private async Task AnswerAsync(TaskCompletionSource<IReadOnlyList<IPAddress>> answer, string[] addresses, Task ending)
    {
        if (addresses.Length == 0 && _random.Next(2) == 0)
            answer.SetException(new SocketException((int)SocketError.TryAgain));
        else
            answer.SetResult([.. addresses.Select(IPAddress.Parse)]);

        // Time must not pass between the answer and its reading: the order depends on it.
        if (addresses.Length > 0)
            await _network.KnownAsync(addresses[^1], orWhen: ending);
    }

    private async Task<Ending> ReadEndingAsync(Task<ConnectResult> connecting)
    {
        await ((Task)connecting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        // First of all: nothing may be under way any more.
        return new Ending(connecting, _network.Attempts, _network.Attempts.All(static attempt => attempt.HasEnded));
    }

    private void Check(Ending ending)
    {
        IReadOnlyList<StagedAttempt> attempts = ending.Attempts;
        Assert.True(ending.IsOver, "An attempt was under way when the result came.");
        Assert.Equal(attempts.Count, _network.Attempts.Count);
        Assert.All(_lookups, static token => Assert.True(token.IsCancellationRequested));

        StagedConnection[] connections = [.. attempts.Select(static a => a.Connection).OfType<StagedConnection>()];
        StagedConnection[] open = [.. connections.Where(static connection => connection.IsOpen)];
        Assert.All(connections.Except(open), static connection => Assert.Equal(1, connection.Aborts));
        if (ending.Connecting.IsCompletedSuccessfully)
        {
            ConnectResult result = ending.Connecting.Result;
            Assert.Equal(result is ConnectResult.Connected ? 1 : 0, open.Length);
            if (open.Length == 1)
                Assert.Equal(open[0].RemoteEndpoint, result.RemoteEndpoint);
            CheckReport(result, attempts);
        }
        else
        {
            Assert.True(_isCanceled && ending.Connecting.IsCanceled, ending.Connecting.Exception?.ToString());
            Assert.Empty(open);
        }

        CheckOrder(attempts);
        CheckTimes(attempts);
    }

    private static void CheckReport(ConnectResult result, IReadOnlyList<StagedAttempt> attempts)
    {
        bool hasWinner = result is ConnectResult.Connected;
        Assert.Equal(attempts.Select(static a => a.Remote), result.Report.Attempts.Select(static a => a.RemoteEndpoint));
        Assert.Equal(hasWinner ? 1 : 0, result.Report.Attempts.Count(static a => a.Outcome == AttemptOutcome.Connected));
        if (!hasWinner)
            Assert.DoesNotContain(result.Report.Attempts, static a => a.Outcome == AttemptOutcome.Abandoned);
        foreach ((StagedAttempt attempt, AttemptReport report) in attempts.Zip(result.Report.Attempts))
        {
            if (attempt.HasFailed && attempt.Result.Result.Error.Code == SocketError.ConnectionRefused)
                Assert.Equal(AttemptOutcome.Refused, report.Outcome);
        }
    }

    private void CheckOrder(IReadOnlyList<StagedAttempt> attempts)
    {
        string[] tried = [.. attempts.Select(static attempt => attempt.Address)];
        string[] v4 = [.. tried.Where(_v4.Contains)];
        string[] v6 = [.. tried.Where(_v6.Contains)];
        Assert.Equal(tried.Length, v4.Length + v6.Length);
        Assert.Equal(_v4.Take(v4.Length), v4);
        Assert.Equal(_v6.Take(v6.Length), v6);

        // Where IPv4 was waiting for IPv6, both are known when the first attempt begins, and the families take turns.
        if (!_areBothKnownAtFirst)
            return;

        int count = 0;
        for (int i = 0; i < tried.Length; i++)
        {
            bool isV6 = tried[i].Contains(':');
            int leftV6 = _v6.Length - count;
            int leftV4 = _v4.Length - (i - count);
            bool isTurnOfV6 = i < _options.FirstFamilyCount || (i - _options.FirstFamilyCount) % 2 == 1;
            if (leftV6 > 0 && leftV4 > 0)
                Assert.Equal(isTurnOfV6, isV6);
            count += isV6 ? 1 : 0;
        }
    }

    private void CheckTimes(IReadOnlyList<StagedAttempt> attempts)
    {
        if (attempts.Count > 0 && attempts[0].Address.Contains('.') && attempts[0].Start < (_v6Known ?? TimeSpan.MaxValue))
            Assert.True(attempts[0].Start >= _v4Known + _options.ResolutionDelay, "IPv4 did not wait for IPv6.");

        int early = 0;
        for (int i = 1; i < attempts.Count; i++)
        {
            TimeSpan start = attempts[i].Start;
            if (start - attempts[i - 1].Start < _options.AttemptDelay)
                early++;
            int failed = attempts.Take(i).Count(attempt => attempt.HasFailed && attempt.End <= start);
            Assert.True(early <= failed, $"Attempt {i} began too early.");
        }
    }

    private sealed record Ending(
        Task<ConnectResult> Connecting, IReadOnlyList<StagedAttempt> Attempts, bool IsOver);
}
