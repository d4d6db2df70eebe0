using SocketBasics.Networks;

namespace SocketBasics.Outcomes;

/// <summary>What an outcome without a connection keeps of its attempt.</summary>
internal readonly struct FailedAttempt
{
    private readonly Endpoint _local;

    // Whole, if more is known than nearly always: an ICMP message makes an attempt of twice the size. Boxed, because that
    // is seldom.
    private readonly object? _whole;

    public FailedAttempt(in ConnectTrail trail)
    {
        Remote = trail.Remote;
        if (trail.Attempt is { Icmp: null, RoundTripTime: null, NegotiatedOptions: null })
            _local = trail.Attempt.LocalEndpoint;
        else
            _whole = trail.Attempt;
    }

    public Endpoint Remote { get; }

    public IcmpMessage? Icmp => _whole is NetworkAttempt attempt ? attempt.Icmp : null;

    /// <summary>Makes the attempt again, as far as a report tells it.</summary>
    public NetworkAttempt ToAttempt(ConnectResult result) => _whole is NetworkAttempt attempt ? attempt : new()
    {
        Error = NetworkError.None with { Errno = result.Errno },
        LocalEndpoint = _local,
        SynCount = result.SynCount,
    };
}
