using SocketBasics.Networks;

namespace SocketBasics.Outcomes;

/// <summary>What every outcome of a connect tells, gathered on the way.</summary>
internal readonly record struct ConnectTrail(string? Target, ConnectOptions Options)
{
    /// <summary>Gets what was connected to, or the default value when no attempt was made.</summary>
    public Endpoint Remote { get; init; }

    /// <summary>Gets when the attempt began, counted from the call.</summary>
    public TimeSpan Start { get; init; }

    /// <summary>Gets how long the attempt took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Gets how the attempt ended; without one what is known instead, such as the error of a lookup.</summary>
    public NetworkAttempt Attempt { get; init; }

    /// <summary>Gets whether the socket had connected to itself.</summary>
    public bool MetItself { get; init; }
}
