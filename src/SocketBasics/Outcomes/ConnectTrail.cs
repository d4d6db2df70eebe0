namespace SocketBasics.Outcomes;

/// <summary>What every outcome of a connect tells, gathered on the way.</summary>
internal readonly record struct ConnectTrail(string? Target)
{
    public Endpoint Remote { get; init; }

    /// <summary>Gets the local endpoint that the options asked for, or the default value.</summary>
    public Endpoint Local { get; init; }

    /// <summary>Gets whether that local endpoint could not be bound.</summary>
    public bool FailedInBind { get; init; }

    /// <summary>Gets whether the socket had connected to itself.</summary>
    public bool MetItself { get; init; }

    public int? SynCount { get; init; }

    public int? Errno { get; init; }

    public IcmpMessage? Icmp { get; init; }
}
