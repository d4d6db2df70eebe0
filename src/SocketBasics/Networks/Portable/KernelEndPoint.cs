using System.Net;
using System.Net.Sockets;

namespace SocketBasics.Networks.Portable;

/// <summary>
/// An <see cref="Endpoint"/> as the framework wants it: an object that turns into the kernel's bytes and back.
/// </summary>
/// <remarks>
/// The framework's own UnixDomainSocketEndPoint takes 107 bytes at the most, and a socket bound to it deletes whatever
/// file is at its path when it closes. Neither happens with an end point of our own.
/// </remarks>
internal sealed class KernelEndPoint(Endpoint endpoint) : EndPoint
{
    /// <summary>
    /// Gets or sets whether Serialize gives the largest size. The framework sizes the buffer for the caller's address of
    /// an accept by the listener's own address, and a longer one makes accept throw and lose the connection. Only local
    /// addresses differ in length; the buffer is made anew for every accept.
    /// </summary>
    public bool SizedForAnyPeer { get; set; }

    public Endpoint Endpoint => endpoint;

    public override AddressFamily AddressFamily => endpoint.AddressFamily;

    public static Endpoint Read(EndPoint? endPoint) => endPoint switch
    {
        KernelEndPoint own => own.Endpoint,
        IPEndPoint ip => Endpoint.FromIPEndPoint(ip),
        null => default,
        _ => Endpoint.FromSocketAddress(endPoint.Serialize()),
    };

    public override SocketAddress Serialize()
    {
        var address = new SocketAddress(AddressFamily, SizedForAnyPeer ? Endpoint.MaxSize : endpoint.Size);
        endpoint.Write(address.Buffer.Span);
        return address;
    }

    public override EndPoint Create(SocketAddress socketAddress) =>
        new KernelEndPoint(Endpoint.FromSocketAddress(socketAddress));

    public override bool Equals(object? obj) => obj is KernelEndPoint other && other.Endpoint == endpoint;

    public override int GetHashCode() => endpoint.GetHashCode();

    public override string ToString() => endpoint.ToString();
}
