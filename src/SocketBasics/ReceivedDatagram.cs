namespace SocketBasics;

/// <summary>One datagram as it was received: how long it was, and who sent it.</summary>
/// <remarks>
/// A datagram is received whole or cut: what did not fit into the buffer is gone, and <see cref="Length"/> is then
/// larger than the buffer (MSG_TRUNC, recv(2)). Nothing like it exists on a <see cref="Connection"/>, which is a stream
/// without borders between messages.
/// </remarks>
/// <param name="Length">The length of the datagram as sent, in bytes, 0 or more.</param>
/// <param name="Sender">
/// The endpoint that sent it; <see cref="Endpoint.Unnamed"/> for a local sender that is not bound.
/// </param>
public readonly record struct ReceivedDatagram(int Length, Endpoint Sender);
