namespace SocketBasics.Handshake;

/// <summary>The TCP segment that an ICMP error message is about, as far as every message must quote it.</summary>
/// <remarks>
/// RFC 792 asks routers for eight bytes behind the IP header, no more: ports and sequence number. What a message quotes is
/// what its sender claims; a proper one quotes a number that the connection has just sent (RFC 5927 section 4).
/// </remarks>
/// <param name="Source">Who sent the segment.</param>
/// <param name="Destination">Where it was to go.</param>
/// <param name="SequenceNumber">Its sequence number: of a SYN, the initial one.</param>
public readonly record struct QuotedSegment(Endpoint Source, Endpoint Destination, uint SequenceNumber);
