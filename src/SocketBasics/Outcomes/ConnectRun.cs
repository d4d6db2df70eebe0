using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using SocketBasics.Networks;
using SocketBasics.Racing;
using SocketBasics.Telemetry;

namespace SocketBasics.Outcomes;

/// <summary>One call of ConnectAsync: its budget of time, its attempts, and the outcome that they make together.</summary>
/// <remarks>A struct: most calls make one attempt, which ends at once or waits in a pooled object.</remarks>
internal readonly struct ConnectRun
{
    // AF_UNIX has no SYN that could be repeated: a full queue answers EAGAIN at once, and waiting is the client's work.
    private static readonly TimeSpan FirstQueuePause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestQueuePause = TimeSpan.FromMilliseconds(50);

    // A connect to a free port of this machine can meet itself: the kernel picks that very port as the source, and the
    // two SYNs of a simultaneous open (RFC 9293 section 3.5) are the same one. A new attempt gets another port.
    private const int MostSelfConnects = 3;
    private const int FirstUnprivilegedPort = 1024;

    private readonly string? _target;
    private readonly long _started;

    private ConnectRun(string? target, ConnectOptions options, CancellationToken callersToken)
    {
        _target = target;
        Options = options;
        Clock = options.Network.TimeProvider;
        CallersToken = callersToken;
        _started = Clock.GetTimestamp();
    }

    public ConnectOptions Options { get; }

    public TimeProvider Clock { get; }

    public TimeSpan Elapsed => Clock.GetElapsedTime(_started);

    /// <summary>Gets the caller's own token.</summary>
    public CancellationToken CallersToken { get; }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<ConnectResult> ToEndpointAsync(
        Endpoint remote, ConnectOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var run = new ConnectRun(target: null, options, cancellationToken);
        TimeSpan time = Patience.Shorter(options.Timeout, options.AttemptTimeout);
        using Deadline deadline = Deadline.Rent(time, options.Network, cancellationToken);
        Activity? activity = SocketBasicsActivities.StartConnect(options.Network.Name);
        ConnectResult? result = null;
        try
        {
            result = run.End(await run.AttemptAsync(remote, deadline).ConfigureAwait(false));
            return result;
        }
        finally
        {
            SocketBasicsActivities.End(activity, result);
        }
    }

    public static async ValueTask<ConnectResult> ToHostAsync(
        string host, int port, ConnectOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var run = new ConnectRun($"{PrintableText.Escape(host)}:{port}", options, cancellationToken);
        using Deadline deadline = Deadline.Begin(options.Timeout, run.Clock, cancellationToken);
        Activity? activity = SocketBasicsActivities.StartConnect(options.Network.Name);
        ConnectResult? result = null;
        try
        {
            using var race = new Race(run, host, port, deadline.Token);
            result = run.End(await race.RunAsync().ConfigureAwait(false));
            return result;
        }
        finally
        {
            SocketBasicsActivities.End(activity, result);
        }
    }

    /// <summary>Makes one attempt. A cancellation by the caller leaves as an exception, with the descriptor closed.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<ConnectResult> AttemptAsync(Endpoint remote, Deadline deadline)
    {
        CancellationToken withinTime = deadline.Token;
        TimeSpan start = Elapsed;
        TimeSpan pause = FirstQueuePause;
        int selfConnects = 0;
        while (true)
        {
            ValueTask<NetworkAttempt> connect = Options.Network.ConnectAsync(remote, Options, withinTime);
            if (!connect.IsCompleted)
                deadline.BeginWait();
            NetworkAttempt attempt = await connect.ConfigureAwait(false);
            if (attempt.Connection is { } connection)
            {
                if (CallersToken.IsCancellationRequested)
                {
                    connection.Abort();
                    throw new OperationCanceledException(CallersToken);
                }

                if (Options.LocalEndpoint is { Port: not 0 } || !IsSelf(remote, connection))
                    return Read(attempt, remote, start);

                connection.Abort();
                if (++selfConnects < MostSelfConnects)
                    continue;
                attempt = NetworkAttempt.Failed(SocketError.AddressNotAvailable) with { LocalEndpoint = remote };
            }

            if (attempt.Error.IsAborted)
                CallersToken.ThrowIfCancellationRequested();
            if (attempt.Error.Code != SocketError.WouldBlock || !remote.IsLocal)
                return Read(attempt, remote, start);

            deadline.BeginWait();
            await Task.Delay(pause, Clock, withinTime)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestQueuePause.Ticks));
            if (withinTime.IsCancellationRequested)
            {
                CallersToken.ThrowIfCancellationRequested();
                return Read(attempt, remote, start);
            }
        }
    }

    /// <summary>Begins to tell an outcome about which nothing is known yet.</summary>
    public ConnectTrail Trail() => new(_target, Options);

    private static bool IsSelf(Endpoint remote, NetworkConnection connection) =>
        remote is { IsIP: true, Port: >= FirstUnprivilegedPort } && connection.LocalEndpoint == remote;

    private ConnectResult End(ConnectResult result)
    {
        result.EndedAfter(Elapsed);
        try
        {
            SocketBasicsMeter.ConnectEnded(Options.Network.Name, result);
            return result;
        }
        catch
        {
            // A listener of the meter has thrown; nobody would close the connection.
            (result as ConnectResult.Connected)?.Connection.Dispose();
            throw;
        }
    }

    private ConnectResult Read(in NetworkAttempt attempt, Endpoint remote, TimeSpan start)
    {
        ConnectTrail trail = Trail() with
        {
            Remote = remote,
            Start = start,
            Duration = Elapsed - start,
            Attempt = attempt,
        };
        return attempt.Connection is { } connection
            ? new ConnectResult.Connected(trail, new Connection(connection, Clock))
            : OutcomeTable.Read(trail);
    }
}
