using System.Diagnostics.CodeAnalysis;

namespace SocketBasics.Networks;

/// <summary>
/// How one connect to one endpoint ended, with everything that was heard about it: the raw material that the layer
/// above turns into a <see cref="ConnectResult"/>.
/// </summary>
/// <remarks>
/// A network fills in what it knows and leaves the rest <see langword="null"/>; nothing is guessed. When
/// <see cref="Connection"/> is <see langword="null"/>, the descriptor of the attempt is closed already.
/// </remarks>
[Experimental("SB0001")]
public readonly record struct NetworkAttempt
{
    /// <summary>Gets the connection, or <see langword="null"/> when the attempt failed.</summary>
    public NetworkConnection? Connection { get; init; }

    /// <summary>Gets the error, or <see cref="NetworkError.None"/> when there is a connection.</summary>
    public NetworkError Error { get; init; }

    /// <summary>
    /// Gets a value indicating whether <see cref="Error"/> is that of binding <see cref="ConnectOptions.LocalEndpoint"/>
    /// (bind(2)): then nothing was asked of the remote endpoint, and the error says nothing about it.
    /// </summary>
    public bool FailedInBind { get; init; }

    /// <summary>Gets the number of SYN segments that were sent, 0 when a route kept the first one back, or <see langword="null"/> when not known.</summary>
    public int? SynCount { get; init; }

    /// <summary>
    /// Gets the ICMP message that ended the attempt; of one that succeeded or was canceled the last one that was heard;
    /// <see langword="null"/> when none was seen.
    /// </summary>
    public IcmpMessage? Icmp { get; init; }

    /// <summary>
    /// Gets a value indicating whether an ICMP message would have been seen. Only when this is <see langword="true"/>
    /// does a missing <see cref="Icmp"/> mean that there was none, and a refusal that it was a reset.
    /// </summary>
    public bool SeesIcmp { get; init; }

    /// <summary>
    /// Gets what this machine's routing table says of the destination. Asked for only where the error leaves it open
    /// (EACCES, EINVAL and EADDRNOTAVAIL without an ICMP message); otherwise <see cref="RouteVerdict.Unknown"/>.
    /// </summary>
    public RouteVerdict Route { get; init; }

    /// <summary>
    /// Gets the endpoint of this side of an attempt that failed, as the network chose it; <c>default</c> when it chose none,
    /// or does not tell. A connection tells its own.
    /// </summary>
    public Endpoint LocalEndpoint { get; init; }

    /// <summary>Gets the time from the SYN to its answer, or <see langword="null"/> when not known.</summary>
    public TimeSpan? RoundTripTime { get; init; }

    /// <summary>Gets what the two SYN segments agreed on, or <see langword="null"/> when not known.</summary>
    public NegotiatedOptions? NegotiatedOptions { get; init; }

    /// <summary>Wraps an error about which nothing else is known.</summary>
    /// <param name="error">Why there is no connection.</param>
    /// <returns>A failed attempt.</returns>
    public static NetworkAttempt Failed(NetworkError error) => new() { Error = error };

    /// <summary>Wraps a connection.</summary>
    /// <param name="connection">The established connection.</param>
    /// <returns>A successful attempt.</returns>
    public static NetworkAttempt Connected(NetworkConnection connection) => new() { Connection = connection };
}
