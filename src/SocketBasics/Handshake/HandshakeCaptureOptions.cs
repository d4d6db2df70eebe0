namespace SocketBasics.Handshake;

/// <summary>What a capture of a handshake looks at, and for how long.</summary>
/// <remarks>Immutable, checked when it is made, and safe to share by any number of captures and threads.</remarks>
public sealed record HandshakeCaptureOptions
{
    /// <summary>Gets the client whose connection is to be traced.</summary>
    /// <value>
    /// <see langword="null"/>, the default, for any: then the trace is of the first connection to the server that is seen.
    /// Its port may be 0, for any port of that address. With <see cref="ConnectOptions.LocalEndpoint"/> it can be known
    /// before.
    /// </value>
    /// <exception cref="ArgumentException">The value is no IPv4 or IPv6 endpoint.</exception>
    public Endpoint? Client
    {
        get;
        init => field = value is null or { Kind: EndpointKind.IPv4 or EndpointKind.IPv6 }
            ? value
            : throw new ArgumentException($"{value} is no IPv4 or IPv6 endpoint.", nameof(value));
    }

    /// <summary>Gets the name of the network interface to look at, such as <c>eth0</c>.</summary>
    /// <value>
    /// <see langword="null"/>, the default, for all of them. To be set on a machine where the same packet passes several, such
    /// as a router or a host of containers: each would show it.
    /// </value>
    /// <exception cref="ArgumentException">The value is empty.</exception>
    public string? Interface
    {
        get;
        init
        {
            if (value is not null)
                ArgumentException.ThrowIfNullOrEmpty(value);
            field = value;
        }
    }

    /// <summary>
    /// Gets for how long, after the work is done, the capture waits at most for answers that are still on their way.
    /// </summary>
    /// <value>
    /// 200 ms by default; zero to a minute. It does not wait at all when every segment seen has its answer. To be raised for
    /// a far server, whose FIN or RST takes a round trip.
    /// </value>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or more than a minute.</exception>
    public TimeSpan SettleTime
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromMinutes(1));
            field = value;
        }
    } = TimeSpan.FromMilliseconds(200);

    /// <summary>Gets how many packets are kept; what comes after them is counted, and not kept.</summary>
    /// <value>1,000 by default; 1 to 100,000. A handshake has three.</value>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 1 to 100,000.</exception>
    public int MaximumPackets
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 100_000);
            field = value;
        }
    } = 1_000;

    internal static HandshakeCaptureOptions Default { get; } = new();
}
