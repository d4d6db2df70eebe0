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
    /// Gets the time for the whole connect, name lookup and all attempts included: more than zero, up to 24 days, or
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> for as long as the kernel goes on (about 135 s on Linux; of a
    /// local socket whose queue is full, without end). The default is 30 s.
    /// </summary>
    /// <remarks>The library's own timer keeps it, whatever the kernel does: then the descriptor is closed.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero, negative but not infinite, or above 24 days.</exception>
    public TimeSpan Timeout
    {
        get;
        init => field = Patience.CheckedTimeout(value);
    } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Gets the time for each attempt: more than zero, up to 24 days, or
    /// <see cref="System.Threading.Timeout.InfiniteTimeSpan"/>, the default, for as long as <see cref="Timeout"/> allows.
    /// </summary>
    /// <remarks>
    /// An attempt that takes longer is closed and counts as timed out, and the next address of the name is tried. Attempts
    /// overlap anyhow (<see cref="AttemptDelay"/>), so this is for bounding how many are open at once, not for speed.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is zero, negative but not infinite, or above 24 days.</exception>
    public TimeSpan AttemptTimeout
    {
        get;
        init => field = Patience.CheckedTimeout(value);
    } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>
    /// Gets how long an attempt has the field to itself before the next address of the name is tried beside it (RFC 8305
    /// section 5, Connection Attempt Delay): 10 ms to 2 s, which are the RFC's bounds; it advises 100 ms at the least. The
    /// default is 250 ms, as the RFC recommends. An attempt that fails lets the next one start at once.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 10 ms or above 2 s.</exception>
    public TimeSpan AttemptDelay
    {
        get;
        init => field = Patience.Checked(value, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(2));
    } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Gets how long IPv4 addresses that are known wait for the IPv6 addresses of the name (RFC 8305 section 3, Resolution
    /// Delay): 0 to 2 s. The default is 50 ms, as the RFC recommends.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative or above 2 s.</exception>
    public TimeSpan ResolutionDelay
    {
        get;
        init => field = Patience.Checked(value, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Gets how many addresses of the preferred family are tried before the families take turns (RFC 8305 section 4, First
    /// Address Family Count): 1 or more. The default is 1.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int FirstFamilyCount
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            field = value;
        }
    } = 1;

    /// <summary>
    /// Gets how often the kernel repeats an unanswered SYN before it gives the attempt up (TCP_SYNCNT, tcp(7)): 1 to 127.
    /// The default is <see langword="null"/>: as the system is set, on Linux <c>net.ipv4.tcp_syn_retries</c>, 6.
    /// </summary>
    /// <remarks>
    /// Linux only; elsewhere it has no effect, and the time-outs decide alone. The number sets the time: 1 gives up after
    /// about 3 s, 2 after 7 s, 6 after 135 s (measured on 6.18). Linux 6.5 and later repeats once a second for the first
    /// four times, so that it sends more SYNs in it than the number says: 3 in the 3 s. A shorter time-out ends the attempt
    /// before.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is not from 1 to 127.</exception>
    public int? SynRetries
    {
        get;
        init
        {
            if (value is { } retries)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(retries, 1, nameof(value));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(retries, 127, nameof(value));
            }

            field = value;
        }
    }

    /// <summary>
    /// Gets how long data sent over the connection may stay unacknowledged before the kernel ends it with a time-out (RFC
    /// 5482; TCP_USER_TIMEOUT, tcp(7)): 1 ms to 24 days. The default is <see langword="null"/>: as the system is set, on
    /// Linux about 15 minutes.
    /// </summary>
    /// <remarks>
    /// Linux only; elsewhere it has no effect. It is set once the connection is established, so that it does not cut the
    /// handshake short: that is for <see cref="Timeout"/>, <see cref="AttemptTimeout"/> and <see cref="SynRetries"/>.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The value is below 1 ms or above 24 days.</exception>
    public TimeSpan? UserTimeout
    {
        get;
        init => field = value is { } time
            ? Patience.Checked(time, TimeSpan.FromMilliseconds(1), Patience.Longest, nameof(value))
            : null;
    }

    /// <summary>
    /// Gets what looks names up in place of the network. The default is <see langword="null"/>: the system's resolver,
    /// with its files, its search domains and its order. Addresses in text, <c>localhost</c> and <c>.invalid</c> never
    /// reach it.
    /// </summary>
    public NameResolver? Resolver { get; init; }

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

    /// <summary>
    /// Gets what is told of each attempt that has to wait for its answer, so that a program can show how far it has come. The
    /// default is <see langword="null"/>: nothing.
    /// </summary>
    /// <remarks>
    /// It is called once per attempt, on the thread that connects, after connect(2) has sent the SYN: return soon, or use
    /// <see cref="Progress{T}"/>, which hands over to another thread. What it throws ends the connect, and reaches its caller.
    /// Attempts whose answer is there at once, as on the same machine, and those to local (Unix) endpoints are not told.
    /// </remarks>
    /// <example>
    /// <code>
    /// var options = new ConnectOptions
    /// {
    ///     Progress = new Progress&lt;ConnectingSocket&gt;(attempt => Console.WriteLine($"{attempt}: {attempt.GetTcpInfo()}")),
    /// };
    /// ConnectResult result = await ClientSocket.ConnectAsync("example.com", 443, options);
    /// </code>
    /// </example>
    public IProgress<ConnectingSocket>? Progress { get; init; }

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
