using SocketBasics.Networks;

namespace SocketBasics;

/// <summary>One attempt of a connect: one endpoint, one descriptor, one handshake, and what became of it.</summary>
/// <remarks>
/// What is not known is <see langword="null"/>; nothing is guessed. Immutable but for <see cref="LocalEndpoint"/>, and
/// safe for any number of threads.
/// </remarks>
public sealed class AttemptReport
{
    // Most connects are never asked for their report: what it tells is worked out when it is.
    private readonly NetworkAttempt _attempt;

    // Null for a connection: who keeps a report must not keep a dropped connection from being finalized.
    private readonly ConnectResult? _result;

    internal AttemptReport(
        ConnectResult? result, Endpoint remote, TimeSpan start, TimeSpan duration, in NetworkAttempt attempt)
    {
        _result = result is ConnectResult.Connected ? null : result;
        _attempt = attempt;
        RemoteEndpoint = remote;
        Start = start;
        Duration = duration;
    }

    /// <summary>Gets what was connected to.</summary>
    public Endpoint RemoteEndpoint { get; }

    /// <summary>
    /// Gets the endpoint of this side: the address and port that the kernel chose (getsockname(2));
    /// <see langword="null"/> when it chose none, or is not known.
    /// </summary>
    /// <value>
    /// Of a connection it is asked when first read, and may not be known if that is after the connection was closed.
    /// </value>
    public Endpoint? LocalEndpoint => (_attempt.Connection?.LocalEndpoint ?? _attempt.LocalEndpoint) switch
    {
        { Kind: EndpointKind.Unspecified } => null,

        // What getsockname(2) says of a socket for which the kernel has chosen nothing yet.
        { IsWildcard: true, Port: 0 } => null,
        var known => known,
    };

    /// <summary>Gets when the attempt began, counted from the call of connect.</summary>
    public TimeSpan Start { get; }

    /// <summary>Gets how long it took from socket(2) to its end.</summary>
    public TimeSpan Duration { get; }

    /// <summary>Gets how it ended.</summary>
    public AttemptOutcome Outcome => IsAbandoned ? AttemptOutcome.Abandoned : _result?.Case ?? AttemptOutcome.Connected;

    /// <summary>Gets how it ended, in words: <c>refused by a reset</c>. One line that is safe to print.</summary>
    public string Detail => (IsAbandoned, _result) switch
    {
        (false, { } result) => result.Detail,
        (false, null) => LocalEndpoint is { } local ? $"connected from {local}" : "connected",
        (true, null) => "reset, because another attempt had connected first",
        _ => "closed, because another attempt had connected",
    };

    /// <summary>Gets how many SYN segments were sent, the first one and its repetitions.</summary>
    public int? SynCount => _attempt.SynCount;

    /// <summary>Gets the kernel's own error number.</summary>
    public int? Errno => _attempt.Error.Errno;

    /// <summary>
    /// Gets the ICMP message that was heard: what ended the attempt when it is refused or unreachable, otherwise the
    /// last one that did not.
    /// </summary>
    public IcmpMessage? Icmp => _attempt.Icmp;

    /// <summary>
    /// Gets the round-trip time as the kernel took it from the handshake: from the SYN to its answer. Not from a
    /// repeated SYN, whose answer may belong to either (RFC 6298 section 3).
    /// </summary>
    public TimeSpan? RoundTripTime => _attempt.RoundTripTime;

    /// <summary>Gets what the two sides agreed on.</summary>
    public NegotiatedOptions? NegotiatedOptions => _attempt.NegotiatedOptions;

    /// <summary>Gets whether the handshake was completed, whatever became of the connection in a race.</summary>
    internal bool WasConnected => _result is null;

    /// <summary>Gets whether a reset answered the SYN.</summary>
    internal bool WasReset => _result is ConnectResult.Refused { Cause: RefusedCause.Reset };

    /// <summary>Gets or sets whether another attempt of the same connect was faster.</summary>
    internal bool IsAbandoned { get; init; }

    /// <summary>Returns the attempt on one line: endpoint, start, outcome, duration.</summary>
    /// <returns>Text that is safe to print.</returns>
    public override string ToString() =>
        $"{RemoteEndpoint}: {Detail}, begun at {Outcomes.ElapsedText.Format(Start)}, " +
        $"after {Outcomes.ElapsedText.Format(Duration)}";

    /// <summary>The same attempt as one that lost the race.</summary>
    internal AttemptReport AsAbandoned() =>
        new(_result, RemoteEndpoint, Start, Duration, _attempt) { IsAbandoned = true };
}
