using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using SocketBasics.Networks.Epoll;
using SocketBasics.Networks.Portable;

namespace SocketBasics.Networks;

/// <summary>Where sockets live: the operating system's network, or a simulated one.</summary>
/// <remarks>
/// <para>
/// The types that users meet (<see cref="ServerSocket"/>, <see cref="ClientSocket"/>, <see cref="Connection"/>,
/// <see cref="DatagramSocket"/>, <see cref="RawSocket"/>) hold the rules that are the same everywhere and forward each
/// kernel operation to a network. A network is chosen in the options; <see cref="Default"/> is the machine's.
/// </para>
/// <para>
/// Implementers: report every failure as a value, and throw only for a broken contract; take part in cancellation as
/// each operation says; be safe for use from any number of threads. Members added later will be virtual, with a default.
/// </para>
/// </remarks>
[Experimental("SB0001")]
public abstract class Network
{
    private readonly NameLookups _lookups;

    /// <summary>Initializes a network.</summary>
    protected Network() => _lookups = new NameLookups(LookUpAsync);

    /// <summary>Gets the network over <c>System.Net.Sockets</c>, which runs wherever .NET runs.</summary>
    public static Network Portable { get; } = new PortableNetwork();

    /// <summary>
    /// Gets the network of Linux, which makes the system calls itself and waits for all its sockets in one epoll(7)
    /// instance, or <see langword="null"/> on other systems, and where a sandbox refuses epoll.
    /// </summary>
    /// <remarks>
    /// <para>
    /// What follows an operation that waited runs on the thread that heard from the kernel, so that nothing hops from
    /// thread to thread; when code blocks or computes there, another thread takes over, mostly within a few milliseconds.
    /// The switch <c>SocketBasics.ContinueOnThreadPool</c> (AppContext) sends it to the ThreadPool instead.
    /// </para>
    /// <para>
    /// It needs no newer kernel than .NET itself. What an old one does not tell is told as not known: before Linux 5.8 the
    /// ICMP message that ended a connect, before 4.2 the number of SYNs.
    /// </para>
    /// </remarks>
    public static Network? Epoll => EpollNetwork.Instance;

    /// <summary>
    /// Gets the network that is used where the options name none: <see cref="Epoll"/> where it can be had, otherwise
    /// <see cref="Portable"/>. <see cref="Name"/> tells which it is.
    /// </summary>
    /// <remarks>
    /// The environment variable <c>SOCKETBASICS_NETWORK</c>, or <c>SocketBasics.Network</c> in the AppContext (for example as
    /// a runtime host configuration option of the project), forces the one or the other: <c>portable</c> or <c>epoll</c>.
    /// The AppContext goes before the variable. Where there is no epoll, the portable network is used whatever is asked
    /// for. Both are read once.
    /// </remarks>
    public static Network Default { get; } = NetworkChoice.Make(Portable);

    /// <summary>Gets the name by which messages and telemetry call this network, such as <c>epoll</c> or <c>portable</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Gets the clock of this network: time-outs and back-off follow it, so that a simulation can control them.</summary>
    public virtual TimeProvider TimeProvider => TimeProvider.System;

    internal NameLookups Lookups => _lookups;

    /// <summary>Makes a stream socket and binds it (socket(2), bind(2)).</summary>
    /// <param name="local">The wished endpoint; port 0 lets the network choose.</param>
    /// <param name="options">The user's options, valid by themselves.</param>
    /// <returns>The bound socket, or why there is none; then no descriptor is left.</returns>
    public abstract NetworkResult<NetworkListener> Bind(Endpoint local, ServerSocketOptions options);

    /// <summary>Tries to connect to one endpoint (socket(2), connect(2)).</summary>
    /// <param name="remote">The endpoint: never a wildcard, never port 0.</param>
    /// <param name="options">The user's options, valid by themselves. Their time-outs are kept above.</param>
    /// <param name="cancellationToken">
    /// Ends the attempt: the descriptor is closed before the attempt is returned with <see cref="NetworkError.Aborted"/>,
    /// so that nothing can be established afterward.
    /// </param>
    /// <returns>The connection, or what is known about why there is none.</returns>
    public abstract ValueTask<NetworkAttempt> ConnectAsync(
        Endpoint remote, ConnectOptions options, CancellationToken cancellationToken);

    /// <summary>Makes a datagram socket and binds it (socket(2), bind(2)).</summary>
    /// <param name="local">The wished endpoint; port 0 lets the network choose.</param>
    /// <param name="options">The user's options, valid by themselves.</param>
    /// <returns>The bound socket, or why there is none.</returns>
    public virtual NetworkResult<NetworkDatagramSocket> BindDatagram(Endpoint local, DatagramSocketOptions options) =>
        NetworkError.NotSupported;

    /// <summary>Makes a raw socket and binds it (socket(2) with SOCK_RAW, raw(7)).</summary>
    /// <param name="local">The local address, with port 0.</param>
    /// <param name="protocol">The protocol whose packets it sends and receives.</param>
    /// <param name="options">The user's options, valid by themselves.</param>
    /// <returns>The bound socket, or why there is none.</returns>
    public virtual NetworkResult<NetworkDatagramSocket> BindRaw(
        Endpoint local, RawProtocol protocol, DatagramSocketOptions options) => NetworkError.NotSupported;

    /// <summary>
    /// Finds the address that this network would send from to reach another one, without sending anything: what the order
    /// of a name's addresses depends on (RFC 6724 section 6).
    /// </summary>
    /// <param name="destination">The address to reach.</param>
    /// <param name="source">The address it would send from, or <see langword="null"/> when it cannot get there.</param>
    /// <returns>
    /// <see langword="true"/> when it is known; the default is <see langword="false"/>, and the order does without.
    /// </returns>
    public virtual bool TryFindSource(IPAddress destination, out IPAddress? source)
    {
        source = null;
        return false;
    }

    /// <summary>Asks for the addresses that a host name has in one family.</summary>
    /// <param name="name">The name: never an address in text, nor <c>localhost</c>, nor under <c>.invalid</c>.</param>
    /// <param name="family">
    /// The family wanted: <see cref="AddressFamily.InterNetwork"/> or <see cref="AddressFamily.InterNetworkV6"/>. For both a
    /// network is asked twice, at the same time, so that the faster answer need not wait (RFC 8305 section 3).
    /// </param>
    /// <returns>
    /// The addresses, at least one: they are sorted above (<see cref="TryFindSource"/>), and where its rules leave it open this
    /// order stays; or why there are none
    /// (<see cref="SocketError.HostNotFound"/>, <see cref="SocketError.TryAgain"/>, <see cref="SocketError.NoData"/>).
    /// </returns>
    /// <remarks>
    /// There is no token: lookups of one name are shared by all callers, and a caller that gives up leaves the lookup to
    /// the others. At most one is under way per name and family.
    /// </remarks>
    protected abstract Task<NetworkResult<IReadOnlyList<IPAddress>>> LookUpAsync(string name, AddressFamily family);
}
