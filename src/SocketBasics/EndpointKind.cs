namespace SocketBasics;

/// <summary>What an <see cref="Endpoint"/> is an address of.</summary>
/// <remarks>
/// A kind is finer than an <see cref="System.Net.Sockets.AddressFamily"/>: IPv6 and the dual-stack wildcard are one
/// family and two kinds, and the three local kinds are one family as well.
/// The values are stable and give the order in which endpoints of different kinds sort.
/// </remarks>
/// <seealso cref="Endpoint.Kind"/>
public enum EndpointKind
{
    /// <summary>No endpoint: the kind of <c>default(Endpoint)</c>. In C, <c>AF_UNSPEC</c>.</summary>
    Unspecified = 0,

    /// <summary>An IPv4 address and a port. In C, <c>sockaddr_in</c> with <c>AF_INET</c>; see ip(7).</summary>
    IPv4 = 1,

    /// <summary>
    /// An IPv6 address, a scope and a port. In C, <c>sockaddr_in6</c> with <c>AF_INET6</c>; see ipv6(7).
    /// The wildcard <c>[::]</c> of this kind means IPv6 alone, in contrast to <see cref="DualStack"/>.
    /// </summary>
    IPv6 = 2,

    /// <summary>
    /// Every address of both families, IPv6 and IPv4, and a port: a wish for bind, not an address that a packet
    /// could carry. In C, <c>in6addr_any</c> on a socket whose <c>IPV6_V6ONLY</c> is off.
    /// Made by <see cref="Endpoint.Any(int)"/>.
    /// </summary>
    DualStack = 3,

    /// <summary>
    /// A local (Unix domain) socket with a path in the file system. In C, <c>sockaddr_un</c>; see unix(7).
    /// </summary>
    Local = 4,

    /// <summary>
    /// A local socket with a name in the abstract namespace of Linux: no file, gone with its last user.
    /// In C, a <c>sockaddr_un</c> whose <c>sun_path</c> begins with a NUL byte; see unix(7).
    /// </summary>
    Abstract = 5,

    /// <summary>
    /// A local socket without a name. In C, a <c>sockaddr_un</c> that ends after its family; see unix(7).
    /// </summary>
    Unnamed = 6,
}
