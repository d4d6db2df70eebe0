using System.Net;
using SocketBasics.Networks;

namespace SocketBasics.Conformance;

/// <summary>A network and the kind of endpoint that a run of the suite uses in it.</summary>
/// <remarks>
/// A capability that a network lacks is left out by not deriving the class that tests it: a run never skips in silence.
/// </remarks>
public class NetworkUnderTest(Network network, EndpointKind kind)
{
    private static readonly string LocalDirectory = MakeLocalDirectory();
    private static int _names;

    public Network Network { get; } = network;

    public EndpointKind Kind { get; } = kind;

    /// <summary>Gets whether the kind has ports, and TCP below it.</summary>
    public bool HasPorts => Kind is EndpointKind.IPv4 or EndpointKind.IPv6 or EndpointKind.DualStack;

    /// <summary>Gets whether a listener knows the backlog in force.</summary>
    public virtual bool KnowsEffectiveBacklog => HasPorts;

    /// <summary>Gets whether the clock moves only when the test lets it: see <see cref="LetTimePassAsync"/>.</summary>
    public virtual bool HasVirtualClock => false;

    /// <summary>Gets a number of bytes that the buffers between two ends with small ones cannot hold.</summary>
    public virtual int MoreThanBuffersHold => 8 * 1024 * 1024;

    /// <summary>Gets the longest time after which a connect tries again; who is late comes within twice this.</summary>
    /// <remarks>On TCP the first SYN is repeated after 1 s (RFC 6298 section 2.1).</remarks>
    public virtual TimeSpan RetryPeriod => HasPorts ? TimeSpan.FromSeconds(1) : TimeSpan.FromMilliseconds(200);

    /// <summary>Gets an endpoint to bind that nobody else uses: with port 0, or a fresh path or name.</summary>
    public virtual Endpoint NewServerEndpoint() => Kind switch
    {
        EndpointKind.IPv4 => Endpoint.Loopback(0),
        EndpointKind.IPv6 => Endpoint.LoopbackV6(0),
        EndpointKind.DualStack => Endpoint.Any(0),
        EndpointKind.Local => Endpoint.Local(Path.Combine(LocalDirectory, $"{Interlocked.Increment(ref _names)}")),
        EndpointKind.Abstract => Endpoint.Abstract($"socketbasics-{Guid.NewGuid():N}"),
        _ => throw new InvalidOperationException($"There is no server endpoint of kind {Kind}."),
    };

    /// <summary>Gets where a client reaches the server that is bound to the endpoint.</summary>
    public virtual Endpoint ToConnect(Endpoint bound) =>
        Kind == EndpointKind.DualStack ? Endpoint.LoopbackV6(bound.Port) : bound;

    /// <summary>Gets a local endpoint that a client can bind, and that it would not get without asking.</summary>
    public virtual Endpoint NewClientEndpoint() => Kind switch
    {
        EndpointKind.IPv4 => Endpoint.IP(IPAddress.Parse("127.0.0.3"), 0),
        EndpointKind.DualStack => Endpoint.LoopbackV6(0),
        _ => NewServerEndpoint(),
    };

    /// <summary>Waits for an operation that ends by its time-out; a virtual clock has to be moved meanwhile.</summary>
    public virtual Task LetTimePassAsync(Task operation) => operation;

    private static string MakeLocalDirectory()
    {
        string path = Directory.CreateTempSubdirectory("socketbasics-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(path, recursive: true);
        return path;
    }
}
