using System.Diagnostics.CodeAnalysis;

namespace SocketBasics.Networks;

/// <summary>The whole-number options of a datagram or raw socket that a network may offer.</summary>
[Experimental("SB0001")]
public enum DatagramOption
{
    /// <summary>Whether sending to a broadcast address is allowed, 0 or 1 (SO_BROADCAST).</summary>
    Broadcast,

    /// <summary>Hops a datagram may make, 1 to 255 (IP_TTL, IPV6_UNICAST_HOPS).</summary>
    TimeToLive,

    /// <summary>Hops a multicast datagram may make, 0 to 255 (IP_MULTICAST_TTL, IPV6_MULTICAST_HOPS).</summary>
    MulticastTimeToLive,

    /// <summary>Whether this machine's own members hear what this socket sends to a group, 0 or 1 (IP_MULTICAST_LOOP).</summary>
    MulticastLoopback,
}
