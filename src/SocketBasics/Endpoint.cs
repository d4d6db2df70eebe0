using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text;
using System.Text.Unicode;

namespace SocketBasics;

/// <summary>
/// An address that a socket can have: IP address and port, the path or name of a local socket, or the dual-stack
/// wildcard.
/// </summary>
/// <remarks>
/// <para>
/// An endpoint is a value: immutable, safe for any number of threads, equal to every endpoint with the same content.
/// It is what a C program builds in a <c>sockaddr_in</c>, <c>sockaddr_in6</c> or <c>sockaddr_un</c> and passes with
/// its length; family and length are inside, and ports are ordinary numbers: <c>htons</c> is done for you.
/// </para>
/// <para>
/// Three wildcards look alike and are not. <see cref="Any(int)"/> (<c>*:80</c>) is every address of both families,
/// <see cref="AnyV4(int)"/> (<c>0.0.0.0:80</c>) every IPv4 address, <see cref="AnyV6(int)"/> (<c>[::]:80</c>) every
/// IPv6 address and no IPv4 address.
/// </para>
/// <para>
/// <c>default(Endpoint)</c> is no endpoint: its <see cref="Kind"/> is <see cref="EndpointKind.Unspecified"/>, its text
/// is <c>unspecified</c>, its bytes are <c>AF_UNSPEC</c>. It can be compared, printed and written, not bound or
/// connected to.
/// </para>
/// <para>
/// An endpoint is never a host name: <see cref="Parse(string)"/> asks no resolver. An IPv4 address
/// mapped into IPv6 (<c>::ffff:192.0.2.1</c>) becomes the IPv4 address wherever it comes from, so that a peer has one
/// endpoint, whichever socket it was seen on.
/// </para>
/// <para>See also ip(7), ipv6(7), unix(7).</para>
/// </remarks>
/// <example>
/// <code>
/// Endpoint server = Endpoint.Any(8080);
/// Endpoint peer = Endpoint.Parse("[fe80::1%eth0]:8080");
/// Endpoint daemon = Endpoint.Local("/run/daemon.sock");
/// </code>
/// </example>
public readonly partial struct Endpoint :
    IEquatable<Endpoint>, IComparable<Endpoint>, IComparable,
    IEqualityOperators<Endpoint, Endpoint, bool>, IComparisonOperators<Endpoint, Endpoint, bool>,
    ISpanParsable<Endpoint>, IUtf8SpanParsable<Endpoint>, ISpanFormattable, IUtf8SpanFormattable
{
    private const int MaxLocalPath = 108; // sizeof(sockaddr_un.sun_path)
    private const int MaxAbstractName = MaxLocalPath - 1;

    // The 16 bytes of an IPv6 address as two numbers; an IPv4 address is the lower half of _low.
    private readonly ulong _high;
    private readonly ulong _low;
    private readonly byte[]? _name;
    private readonly uint _scope;
    private readonly ushort _port;
    private readonly byte _kind;

    private Endpoint(EndpointKind kind, ulong high, ulong low, uint scope, ushort port)
    {
        (_kind, _high, _low, _scope, _port) = ((byte)kind, high, low, scope, port);
    }

    private Endpoint(EndpointKind kind, byte[] name) => (_kind, _name) = ((byte)kind, name);

    /// <summary>Gets the unnamed local endpoint.</summary>
    /// <value>
    /// What a local client that never called bind shows as its address. Binding to it asks the kernel for a name
    /// (autobind, Linux alone). It differs from <c>Abstract("")</c>, which is a name, of no bytes.
    /// In C, a <c>sockaddr_un</c> of <c>sizeof(sa_family_t)</c> bytes; see unix(7).
    /// </value>
    public static Endpoint Unnamed { get; } = new(EndpointKind.Unnamed, []);

    /// <summary>Gets which address family this endpoint is of, and which form of address it holds.</summary>
    /// <value><see cref="EndpointKind.Unspecified"/> for <c>default</c>.</value>
    public EndpointKind Kind => (EndpointKind)_kind;

    /// <summary>Gets whether this is an IP endpoint: IPv4, IPv6 or the dual-stack wildcard.</summary>
    /// <value><see langword="false"/> for local endpoints and for <c>default</c>.</value>
    public bool IsIP => Kind is EndpointKind.IPv4 or EndpointKind.IPv6 or EndpointKind.DualStack;

    /// <summary>Gets whether this is a local (Unix domain) endpoint: path, abstract name, or unnamed.</summary>
    /// <value><see langword="false"/> for IP endpoints and for <c>default</c>.</value>
    public bool IsLocal => Kind is EndpointKind.Local or EndpointKind.Abstract or EndpointKind.Unnamed;

    /// <summary>Gets whether this stands for every address of its machine: only bind has a use for it.</summary>
    /// <value><see langword="true"/> for <c>*</c>, <c>0.0.0.0</c> and <c>[::]</c>, with any port.</value>
    public bool IsWildcard => IsIP && (_high | _low) == 0;

    /// <summary>Gets whether this is an address that never leaves the machine.</summary>
    /// <value>
    /// <see langword="true"/> for all of 127.0.0.0/8 and for <c>::1</c>; <see langword="false"/> for local endpoints,
    /// which have no address.
    /// </value>
    public bool IsLoopback => Kind switch
    {
        EndpointKind.IPv4 => _low >> 24 == 127,
        EndpointKind.IPv6 => _high == 0 && _low == 1,
        _ => false,
    };

    /// <summary>Gets the IP address.</summary>
    /// <value>
    /// <see langword="null"/> for local endpoints and for <c>default</c>; <see cref="IPAddress.IPv6Any"/> for the
    /// dual-stack wildcard. Every call creates the object anew.
    /// </value>
    public IPAddress? Address
    {
        get
        {
            switch (Kind)
            {
                case EndpointKind.DualStack:
                    return IPAddress.IPv6Any;
                case EndpointKind.IPv4:
                case EndpointKind.IPv6:
                    Span<byte> bytes = stackalloc byte[16];
                    BinaryPrimitives.WriteUInt64BigEndian(bytes, _high);
                    BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _low);
                    return Kind == EndpointKind.IPv6 ? new IPAddress(bytes, _scope) : new IPAddress(bytes[12..]);
                default:
                    return null;
            }
        }
    }

    /// <summary>Gets the port, as an ordinary number.</summary>
    /// <value>0 to 65535; 0 for local endpoints and for <c>default</c>. Binding to port 0 asks for a free one.</value>
    public int Port => _port;

    /// <summary>Gets the index of the interface that gives an IPv6 address its meaning (its zone).</summary>
    /// <value>
    /// 0 for none, and for every kind but IPv6. Link-local addresses (<c>fe80::/10</c>) need one. In C,
    /// <c>sin6_scope_id</c>; the number is what <c>if_nametoindex</c> returns on this machine, and means nothing on
    /// another.
    /// </value>
    public uint ScopeId => _scope;

    /// <summary>Gets the bytes of the path or the abstract name.</summary>
    /// <value>
    /// Without the NUL byte that begins an abstract name in C, or ends a path; empty for every other kind.
    /// </value>
    public ReadOnlySpan<byte> LocalName => _name;

    /// <summary>Gets the path of the socket in the file system, as text.</summary>
    /// <value>
    /// <see langword="null"/> unless <see cref="Kind"/> is <see cref="EndpointKind.Local"/>, and also if the bytes of
    /// the path are not valid UTF-8; then <see cref="LocalName"/> has them. The text is what the file system knows,
    /// not fit for printing: <see cref="ToString()"/> escapes it.
    /// </value>
    public string? Path =>
        Kind == EndpointKind.Local && Utf8.IsValid(_name) ? Encoding.UTF8.GetString(_name!) : null;

    /// <summary>Gets the address family: the first argument of socket(2).</summary>
    /// <value>
    /// <see cref="System.Net.Sockets.AddressFamily.InterNetwork"/> for IPv4,
    /// <see cref="System.Net.Sockets.AddressFamily.InterNetworkV6"/> for IPv6 and the dual-stack wildcard,
    /// <see cref="System.Net.Sockets.AddressFamily.Unix"/> for local endpoints,
    /// <see cref="System.Net.Sockets.AddressFamily.Unspecified"/> for <c>default</c>.
    /// </value>
    public AddressFamily AddressFamily => Kind switch
    {
        EndpointKind.IPv4 => AddressFamily.InterNetwork,
        EndpointKind.IPv6 or EndpointKind.DualStack => AddressFamily.InterNetworkV6,
        EndpointKind.Unspecified => AddressFamily.Unspecified,
        _ => AddressFamily.Unix,
    };

    /// <summary>Returns this endpoint with another port.</summary>
    /// <param name="port">0 to 65535; 0 asks bind for a free port.</param>
    /// <returns>An endpoint of the same kind, address and scope.</returns>
    /// <exception cref="InvalidOperationException">
    /// This is a local endpoint or <c>default</c>, and has no port.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not 0 to 65535.</exception>
    public Endpoint WithPort(int port)
    {
        if (!IsIP) throw new InvalidOperationException($"{this} has no port: only an IP endpoint has one.");
        return new Endpoint(Kind, _high, _low, _scope, CheckPort(port));
    }
}
