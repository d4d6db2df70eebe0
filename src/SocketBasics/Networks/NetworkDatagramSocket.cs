using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace SocketBasics.Networks;

/// <summary>A datagram or raw socket of a network: what <see cref="DatagramSocket"/> and <see cref="RawSocket"/> stand on.</summary>
/// <remarks>
/// One method per kernel operation. The layer above lets through at most one receive and one send at a time; operations
/// that are waiting when the socket is disposed end with <see cref="NetworkError.Aborted"/>.
/// </remarks>
[Experimental("SB0001")]
public abstract class NetworkDatagramSocket : IDisposable
{
    /// <summary>Initializes a datagram socket.</summary>
    protected NetworkDatagramSocket()
    {
    }

    /// <summary>Gets the endpoint that is bound (getsockname(2)).</summary>
    public abstract Endpoint LocalEndpoint { get; }

    /// <summary>Sets the only peer that this socket sends to and receives from (connect(2) on a datagram socket).</summary>
    /// <param name="remote">The peer.</param>
    /// <returns><see cref="NetworkError.None"/>, or why it could not be done.</returns>
    public abstract NetworkError Connect(Endpoint remote);

    /// <summary>Receives one datagram (recvfrom(2)).</summary>
    /// <param name="buffer">Where the datagram goes; what does not fit is dropped by the network.</param>
    /// <param name="cancellationToken">Ends the wait; no datagram may be lost by it.</param>
    /// <returns>The datagram's length as sent, which may exceed the buffer's, and its sender.</returns>
    public abstract ValueTask<NetworkResult<ReceivedDatagram>> ReceiveAsync(
        Memory<byte> buffer, CancellationToken cancellationToken);

    /// <summary>Sends one datagram whole or not at all (sendto(2)).</summary>
    /// <param name="datagram">The bytes; an empty datagram is legal.</param>
    /// <param name="destination">Where to; <see langword="null"/> for the peer set by <see cref="Connect"/>.</param>
    /// <param name="cancellationToken">Ends the wait for room.</param>
    /// <returns><see cref="NetworkError.None"/>, or why it was not sent.</returns>
    public abstract ValueTask<NetworkError> SendAsync(
        ReadOnlyMemory<byte> datagram, Endpoint? destination, CancellationToken cancellationToken);

    /// <summary>Joins a multicast group (IP_ADD_MEMBERSHIP, IPV6_JOIN_GROUP).</summary>
    /// <param name="group">A multicast address of the socket's family.</param>
    /// <param name="interfaceIndex">The network interface, or 0 to let the routing table choose.</param>
    /// <returns><see cref="NetworkError.None"/>, or why it could not be done.</returns>
    public virtual NetworkError JoinGroup(IPAddress group, int interfaceIndex) => NetworkError.NotSupported;

    /// <summary>Leaves a multicast group (IP_DROP_MEMBERSHIP, IPV6_LEAVE_GROUP).</summary>
    /// <param name="group">The group that was joined.</param>
    /// <param name="interfaceIndex">The network interface that it was joined on.</param>
    /// <returns><see cref="NetworkError.None"/>, or why it could not be done.</returns>
    public virtual NetworkError LeaveGroup(IPAddress group, int interfaceIndex) => NetworkError.NotSupported;

    /// <summary>Reads a whole-number option.</summary>
    /// <param name="name">The option.</param>
    /// <returns>Its value, 0 or 1 for a switch.</returns>
    public virtual NetworkResult<int> GetOption(DatagramOption name) => NetworkError.NotSupported;

    /// <summary>Sets a whole-number option.</summary>
    /// <param name="name">The option.</param>
    /// <param name="value">Its value, 0 or 1 for a switch.</param>
    /// <returns><see cref="NetworkError.None"/>, or why it could not be done.</returns>
    public virtual NetworkError SetOption(DatagramOption name, int value) => NetworkError.NotSupported;

    /// <summary>Closes the socket.</summary>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the socket. Called once or more, from any thread.</summary>
    /// <param name="disposing">
    /// <see langword="false"/> from a finalizer of the implementation, for which alone this is: other objects may be
    /// finalized already, and only what bears that may be used.
    /// </param>
    protected abstract void Dispose(bool disposing);
}
