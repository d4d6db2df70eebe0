using SocketBasics.Networks;

namespace SocketBasics;

/// <summary>How a server socket is made: one immutable value that may be shared by any number of servers.</summary>
/// <remarks>
/// The defaults are those of a usual server: SO_REUSEADDR on Unix, so that a restart can bind at once although old
/// connections linger in TIME-WAIT, and SO_EXCLUSIVEADDRUSE on Windows, where SO_REUSEADDR would let others steal the
/// port. SO_REUSEPORT is never set unless <see cref="ReusePort"/> asks for it.
/// </remarks>
public sealed record ServerSocketOptions
{
    internal static ServerSocketOptions Default { get; } = new();

    /// <summary>Gets the network that the server lives in. The default is the machine's.</summary>
    /// <value><see cref="Networks.Network.Default"/> unless set.</value>
    /// <exception cref="ArgumentNullException">The value is <see langword="null"/>.</exception>
    public Network Network
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(value));
    } = Network.Default;

    /// <summary>Gets whether accepted connections send small segments at once (TCP_NODELAY). The default is <see langword="true"/>.</summary>
    /// <remarks>Nagle's algorithm together with delayed acknowledgments costs request-and-response protocols up to 40 ms per exchange.</remarks>
    public bool NoDelay { get; init; } = true;

    /// <summary>Gets when silent accepted connections are probed. The default is <see langword="null"/>: never.</summary>
    public KeepAlive? KeepAlive { get; init; }

    /// <summary>
    /// Gets whether several sockets may listen on the same port, the kernel spreading connections over them
    /// (SO_REUSEPORT). The default is <see langword="false"/>. Not on Windows.
    /// </summary>
    /// <remarks>All of them must ask for it and belong to the same user. It is not what a restart needs; see the remarks of the type.</remarks>
    public bool ReusePort { get; init; }

    /// <summary>
    /// Gets whether the kernel keeps each client's SYN for <see cref="Connection.Syn"/> (TCP_SAVE_SYN, tcp(7)). The default is
    /// <see langword="false"/>. Only on Linux; elsewhere, and on local endpoints, it has no effect.
    /// </summary>
    /// <remarks>It costs the kernel some hundred bytes per connection until the SYN is read or the connection closed.</remarks>
    public bool SaveSyn { get; init; }

    /// <summary>
    /// Gets the mode of the socket file, for <see cref="Endpoint.Local(string)"/> on Unix; connecting needs write
    /// permission. The default is <see langword="null"/>: what the process's umask leaves of 0777.
    /// </summary>
    /// <remarks>
    /// The mode is set on the descriptor before bind(2) makes the file, so that there is no moment at which the file is
    /// open to more users than asked.
    /// </remarks>
    public UnixFileMode? LocalFileMode { get; init; }

    /// <summary>
    /// Gets whether bind may replace a socket file that an earlier server left behind. The default is
    /// <see langword="false"/>: bind then fails with <see cref="System.Net.Sockets.SocketError.AddressAlreadyInUse"/>.
    /// </summary>
    /// <remarks>
    /// Only a socket file on which nobody listens is replaced (a connect to it is refused), never another kind of file,
    /// never through a symbolic link. A lock file beside it, with <c>.lock</c> added to its name, keeps servers that start
    /// at once from removing each other's; it is held from bind to listen, and the file stays. Only on Linux.
    /// </remarks>
    public bool ReplaceStaleLocalFile { get; init; }

    /// <summary>
    /// Gets the size of the kernel's receive buffer per connection in bytes, 1 or more (SO_RCVBUF; Linux doubles it). The
    /// default is <see langword="null"/>: the kernel adapts it, which is nearly always best.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? ReceiveBufferSize
    {
        get;
        init => field = BufferSize.Checked(value);
    }

    /// <summary>
    /// Gets the size of the kernel's send buffer per connection in bytes, 1 or more (SO_SNDBUF; Linux doubles it). The
    /// default is <see langword="null"/>: the kernel adapts it, which is nearly always best.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is less than 1.</exception>
    public int? SendBufferSize
    {
        get;
        init => field = BufferSize.Checked(value);
    }
}
