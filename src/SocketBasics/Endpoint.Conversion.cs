using System.Net;
using System.Net.Sockets;

namespace SocketBasics;

public readonly partial struct Endpoint
{
    /// <summary>Makes an endpoint of the framework's IP endpoint.</summary>
    /// <param name="endPoint">The address and port; the scope of an IPv6 address is kept.</param>
    /// <returns>The same as <see cref="IP(IPAddress, int)"/>: never the dual-stack wildcard.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="endPoint"/> is <see langword="null"/>.</exception>
    public static Endpoint FromIPEndPoint(IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        return IP(endPoint.Address, endPoint.Port);
    }

    /// <summary>Makes an endpoint of the framework's local endpoint.</summary>
    /// <param name="endPoint">A path, an abstract name, or none.</param>
    /// <returns>
    /// The endpoint that the kernel would see: a path that holds a NUL ends before it, as in the kernel.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="endPoint"/> is <see langword="null"/>.</exception>
    public static Endpoint FromUnixDomainSocketEndPoint(UnixDomainSocketEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        return FromSocketAddress(endPoint.Serialize());
    }

    /// <summary>Makes an endpoint of any endpoint of the framework that has an address.</summary>
    /// <param name="endPoint">
    /// An <see cref="IPEndPoint"/> or a <see cref="UnixDomainSocketEndPoint"/>.
    /// </param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="endPoint"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="endPoint"/> is of another type; a <see cref="DnsEndPoint"/> is a name and not an address.
    /// </exception>
    public static Endpoint FromEndPoint(EndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        return endPoint switch
        {
            IPEndPoint ip => FromIPEndPoint(ip),
            UnixDomainSocketEndPoint local => FromUnixDomainSocketEndPoint(local),
            DnsEndPoint => throw new ArgumentException(
                "A DnsEndPoint is a host name and not an address: ClientSocket.ConnectAsync(host, port) looks it up.",
                nameof(endPoint)),
            _ => throw new ArgumentException(
                $"An endpoint is made of an IPEndPoint or a UnixDomainSocketEndPoint, not of a {endPoint.GetType()}.",
                nameof(endPoint)),
        };
    }

    /// <summary>Makes an endpoint of the framework's buffer of address bytes.</summary>
    /// <param name="address">The bytes of a <c>sockaddr</c>, as <see cref="EndPoint.Serialize"/> makes them.</param>
    /// <returns>What <see cref="Read"/> makes of these bytes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="address"/> is <see langword="null"/>.</exception>
    /// <exception cref="ArgumentException">The bytes are no address that <see cref="Read"/> knows.</exception>
    public static Endpoint FromSocketAddress(SocketAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return ReadOrThrow(address.Buffer.Span[..address.Size], nameof(address));
    }

    /// <summary>Returns this endpoint as the framework's IP endpoint.</summary>
    /// <returns>Address, scope and port; <c>[::]</c> for the dual-stack wildcard, whose kind is lost.</returns>
    /// <exception cref="InvalidOperationException">This is a local endpoint or <c>default</c>.</exception>
    public IPEndPoint ToIPEndPoint() => IsIP
        ? new IPEndPoint(Address!, Port)
        : throw new InvalidOperationException($"{this} is not an IP endpoint.");

    /// <summary>Returns this endpoint as the framework's local endpoint.</summary>
    /// <returns>The same bytes, also when they are not valid UTF-8.</returns>
    /// <exception cref="InvalidOperationException">This is an IP endpoint or <c>default</c>.</exception>
    public UnixDomainSocketEndPoint ToUnixDomainSocketEndPoint()
    {
        if (!IsLocal) throw new InvalidOperationException($"{this} is not a local endpoint.");

        // Create takes bytes; the constructor takes only what is valid text.
        return (UnixDomainSocketEndPoint)new UnixDomainSocketEndPoint("/").Create(ToSocketAddress());
    }

    /// <summary>Returns this endpoint as an endpoint of the framework.</summary>
    /// <returns>An <see cref="IPEndPoint"/> or a <see cref="UnixDomainSocketEndPoint"/>.</returns>
    /// <exception cref="InvalidOperationException">This is <c>default</c>.</exception>
    public EndPoint ToEndPoint() => IsLocal ? ToUnixDomainSocketEndPoint() : ToIPEndPoint();

    /// <summary>Returns the bytes of this endpoint in the framework's buffer.</summary>
    /// <returns>What <see cref="Write"/> writes, with its size.</returns>
    public SocketAddress ToSocketAddress()
    {
        var address = new SocketAddress(AddressFamily, Size);
        _ = Write(address.Buffer.Span);
        return address;
    }
}
