using SocketBasics.Networks;

namespace SocketBasics;

/// <summary>How a connect is made: one immutable value that may be shared by any number of connects.</summary>
public sealed record ConnectOptions
{
    internal static ConnectOptions Default { get; } = new();

    /// <summary>Gets the network that the client lives in. The default is the machine's.</summary>
    /// <value><see cref="Networks.Network.Default"/> unless set.</value>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public Network Network
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = Network.Default;

    /// <summary>
    /// Gets the time for the whole connect, name lookup included: more than zero, up to 24 days, or
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for as long as the kernel goes on (about 135 s on Linux).
    /// The default is 30 s.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero, negative but not infinite, or above 24 days.</exception>
    public TimeSpan Timeout
    {
        get;
        init
        {
            if (value != System.Threading.Timeout.InfiniteTimeSpan)
            {
                ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
                ArgumentOutOfRangeException.ThrowIfGreaterThan(value, TimeSpan.FromDays(24));
            }

            field = value;
        }
    } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets the local endpoint to bind before connecting. The default is <see langword="null"/>: a client needs no bind,
    /// the kernel picks the source address by its routes and a free port (ip(7)).
    /// </summary>
    /// <remarks>
    /// For hosts with several addresses, whose server knows them by one. Leave the port 0: a fixed port can be connected
    /// only once to the same server until TIME-WAIT is over. A local path leaves its socket file behind, as in C: delete it
    /// when the connection is closed. Where no connection came of it, Linux leaves nothing behind.
    /// </remarks>
    public Endpoint? LocalEndpoint { get; init; }

    /// <summary>Gets whether the connection sends small segments at once (TCP_NODELAY). The default is <see langword="true"/>.</summary>
    public bool NoDelay { get; init; } = true;

    /// <summary>Gets when the silent connection is probed. The default is <see langword="null"/>: never.</summary>
    public KeepAlive? KeepAlive { get; init; }

    /// <summary>
    /// Gets the size of the kernel's receive buffer in bytes, 1 or more (SO_RCVBUF; Linux doubles it). The default is
    /// <see langword="null"/>: the kernel adapts it, which is nearly always best.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? ReceiveBufferSize
    {
        get;
        init => field = BufferSize.Checked(value);
    }

    /// <summary>
    /// Gets the size of the kernel's send buffer in bytes, 1 or more (SO_SNDBUF; Linux doubles it). The default is
    /// <see langword="null"/>: the kernel adapts it, which is nearly always best.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? SendBufferSize
    {
        get;
        init => field = BufferSize.Checked(value);
    }
}
