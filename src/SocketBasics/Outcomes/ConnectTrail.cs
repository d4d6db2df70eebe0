namespace SocketBasics.Outcomes;

/// <summary>What every outcome of a connect tells, gathered on the way.</summary>
internal readonly record struct ConnectTrail(string? Target)
{
    public Endpoint Remote { get; init; }

    public TimeSpan Elapsed { get; init; }

    public int? SynCount { get; init; }

    public int? Errno { get; init; }

    public IcmpMessage? Icmp { get; init; }
}
