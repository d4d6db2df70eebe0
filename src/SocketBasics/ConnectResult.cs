using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using SocketBasics.Networks;
using SocketBasics.Outcomes;
using SocketBasics.Racing;

namespace SocketBasics;

/// <summary>
/// How a connect ended: <see cref="Connected"/>, <see cref="TimedOut"/>, <see cref="Refused"/>,
/// <see cref="Unreachable"/> or <see cref="Failed"/>. There is no sixth case, and there will be none in version 1.
/// </summary>
/// <remarks>
/// <para>The rule that tells the cases apart:</para>
/// <list type="bullet">
/// <item><em>silence</em> is <see cref="TimedOut"/>;</item>
/// <item><em>somebody at the address said no</em> is <see cref="Refused"/>;</item>
/// <item><em>somebody on the way, or this machine's routing table, said that it cannot get there</em> is
/// <see cref="Unreachable"/>;</item>
/// <item><em>everything else</em> is <see cref="Failed"/>: no such name, no free port, a reset after the handshake.</item>
/// </list>
/// <para>Cancellation is not an outcome: it is <see cref="OperationCanceledException"/>.</para>
/// <para>Values are immutable and may be used from any number of threads.</para>
/// </remarks>
/// <example>
/// <code>
/// ConnectResult result = await ClientSocket.ConnectAsync("example.com", 443);
/// string text = result switch
/// {
///     ConnectResult.Connected(var connection) => $"connected to {connection.RemoteEndpoint}",
///     ConnectResult.TimedOut timedOut => $"no answer in {timedOut.Elapsed}",
///     ConnectResult.Refused refused => $"refused: {refused.Cause}",
///     ConnectResult.Unreachable unreachable => $"{unreachable.Reason}, said by {unreachable.ReportedBy}",
///     ConnectResult.Failed failed => failed.Message,
/// };
/// </code>
/// </example>
public abstract partial class ConnectResult
{
    // Null when it was the endpoint: its text is made when somebody reads it, not for every connect.
    private readonly string? _target;

    private readonly ConnectOptions _options;
    private readonly TimeSpan _start;
    private readonly TimeSpan _duration;

    // Of a connect to a host name, once it is over.
    private RaceHistory? _history;

    private ConnectResult(in ConnectTrail trail)
    {
        _target = trail.Target;
        _options = trail.Options;
        _start = trail.Start;
        _duration = trail.Duration;
        SynCount = trail.Attempt.SynCount;
        Errno = trail.Attempt.Error.Errno;
    }

    /// <summary>Gets what was connected to, as asked: <c>example.com:443</c>, or the endpoint's text.</summary>
    /// <value>Text that is safe to print: it holds no control characters and no markup.</value>
    public string Target => _target ?? Remote.ToString();

    /// <summary>
    /// Gets the endpoint of the attempt that decided the outcome, or <see langword="null"/> when no attempt was made
    /// because the name could not be resolved.
    /// </summary>
    public Endpoint? RemoteEndpoint => Remote is { Kind: not EndpointKind.Unspecified } remote ? remote : null;

    /// <summary>Gets the time from the call to the outcome, name lookup included.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>
    /// Gets how many SYN segments the deciding attempt sent, the first one and its repetitions: 0 when the time ran out
    /// during the name lookup or this machine's routes kept the SYN back, <see langword="null"/> where the system does not tell or no SYN exists (local endpoints).
    /// </summary>
    public int? SynCount { get; }

    /// <summary>
    /// Gets the operating system's own error number as the kernel gave it, or <see langword="null"/> where there is
    /// none or it cannot be known. It is never computed back from another code.
    /// </summary>
    public int? Errno { get; }

    /// <summary>
    /// Gets what is known about the whole connect: lookups, every attempt with its times, SYNs, round-trip time, negotiated
    /// options, and who said what.
    /// </summary>
    /// <value>Made when first asked for; the same object from then on.</value>
    public EstablishmentReport Report
    {
        get
        {
            // Two threads may ask first at once, and must be given the same one.
            if (field is null)
                Interlocked.CompareExchange(ref field, new EstablishmentReport(this), null);
            return field;
        }
    }

    /// <summary>Gets how it ended, in words, without target and time.</summary>
    internal string Detail => Describe();

    /// <summary>Gets which case it is, as a report names it.</summary>
    internal AttemptOutcome Case => this switch
    {
        Connected => AttemptOutcome.Connected,
        TimedOut => AttemptOutcome.TimedOut,
        Refused => AttemptOutcome.Refused,
        Unreachable => AttemptOutcome.Unreachable,
        _ => AttemptOutcome.Failed,
    };

    internal IReadOnlyList<LookupReport> Lookups => _history?.Lookups ?? [];

    internal IReadOnlyList<AttemptReport> Attempts => _history?.Attempts ?? [ReportAttempt()];

    private protected abstract Endpoint Remote { get; }

    /// <summary>Gets what is known of the attempt; put together when a report is asked for, which is seldom.</summary>
    private protected abstract NetworkAttempt Attempt { get; }

    private protected Endpoint WishedLocal => _options.LocalEndpoint ?? default;

    /// <summary>Gets the connection of a <see cref="Connected"/> outcome.</summary>
    /// <param name="connection">The connection, which is then the caller's to dispose.</param>
    /// <returns><see langword="true"/> for <see cref="Connected"/>, otherwise <see langword="false"/>.</returns>
    public bool TryGetConnection([NotNullWhen(true)] out Connection? connection)
    {
        connection = (this as Connected)?.Connection;
        return connection is not null;
    }

    /// <summary>Returns the connection, or throws what the outcome says: for callers who treat every failure alike.</summary>
    /// <returns>The connection, which is then the caller's to dispose.</returns>
    /// <exception cref="SocketOperationException">
    /// The outcome is not <see cref="Connected"/>; the exception carries its error code, endpoint, cause and remedy.
    /// </exception>
    public Connection GetConnectionOrThrow() =>
        TryGetConnection(out Connection? connection) ? connection : throw ToException();

    /// <summary>Calls the function for the case at hand, and returns what it returns.</summary>
    /// <typeparam name="T">The type of what the functions return.</typeparam>
    /// <param name="connected">Called for <see cref="Connected"/>.</param>
    /// <param name="timedOut">Called for <see cref="TimedOut"/>.</param>
    /// <param name="refused">Called for <see cref="Refused"/>.</param>
    /// <param name="unreachable">Called for <see cref="Unreachable"/>.</param>
    /// <param name="failed">Called for <see cref="Failed"/>.</param>
    /// <returns>What the function for the case returned.</returns>
    /// <exception cref="ArgumentNullException">One of the functions is <see langword="null"/>.</exception>
    public T Match<T>(
        Func<Connected, T> connected,
        Func<TimedOut, T> timedOut,
        Func<Refused, T> refused,
        Func<Unreachable, T> unreachable,
        Func<Failed, T> failed)
    {
        ArgumentNullException.ThrowIfNull(connected);
        ArgumentNullException.ThrowIfNull(timedOut);
        ArgumentNullException.ThrowIfNull(refused);
        ArgumentNullException.ThrowIfNull(unreachable);
        ArgumentNullException.ThrowIfNull(failed);
        return this switch
        {
            Connected outcome => connected(outcome),
            TimedOut outcome => timedOut(outcome),
            Refused outcome => refused(outcome),
            Unreachable outcome => unreachable(outcome),
            Failed outcome => failed(outcome),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Returns the outcome on one line: target, outcome, cause, who said so, elapsed time.</summary>
    /// <returns>Text that is safe to print and to log.</returns>
    public sealed override string ToString() => $"{Target}: {Describe()}, after {ElapsedText.Format(Elapsed)}";

    /// <summary>Sets the time of the whole call: the attempt that decides need not be the last one.</summary>
    internal ConnectResult EndedAfter(TimeSpan elapsed)
    {
        Elapsed = elapsed;
        return this;
    }

    /// <summary>Adds what a race knows: lookups, and all attempts.</summary>
    internal void EndedRace(RaceHistory history) => _history = history;

    /// <summary>Reports the attempt that decided.</summary>
    internal AttemptReport ReportAttempt() => new(this, Remote, _start, _duration, Attempt);

    private protected abstract string Describe();

    private protected abstract SocketOperationException ToException();

    private protected SocketOperationException ExceptionFor(SocketError error, string remedy) =>
        SocketOperationException.ForConnect(
            new(error, Errno), ConnectText(), WishedLocal, Remote, new ErrorText(Describe(), remedy));

    private protected string ConnectText() =>
        _options.LocalEndpoint is { Kind: not EndpointKind.Unspecified } local
            ? $"connect from {local} to {Target}"
            : $"connect {Target}";
}
