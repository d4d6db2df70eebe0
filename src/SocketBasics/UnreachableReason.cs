namespace SocketBasics;

/// <summary>Why a packet cannot get to the target.</summary>
public enum UnreachableReason
{
    /// <summary>The error says "unreachable" and nothing says why.</summary>
    Unknown,

    /// <summary>A router has no route to the network (ICMP 3/0, ICMPv6 1/0).</summary>
    NetworkUnreachable,

    /// <summary>A router cannot reach the host (ICMP 3/1, ICMPv6 1/3), usually because it does not answer ARP or neighbor discovery.</summary>
    HostUnreachable,

    /// <summary>The target does not speak TCP (ICMP 3/2).</summary>
    ProtocolUnreachable,

    /// <summary>A router or firewall forbids it (ICMP 3/9, 3/10, 3/13, ICMPv6 1/1, 1/5, 1/6).</summary>
    Prohibited,

    /// <summary>The packet ran out of hops: usually a routing loop (ICMP 11/0, ICMPv6 3/0).</summary>
    HopLimitExceeded,

    /// <summary>A router took offense at the packet's header (ICMP 12, ICMPv6 4).</summary>
    ParameterProblem,

    /// <summary>The routing table of this machine has no route; no packet was sent.</summary>
    NoRoute,

    /// <summary>The routing table of this machine has a route of type <c>unreachable</c>; no packet was sent.</summary>
    RouteUnreachable,

    /// <summary>The routing table of this machine has a route of type <c>prohibit</c>; no packet was sent.</summary>
    RouteProhibited,

    /// <summary>The routing table of this machine has a route of type <c>blackhole</c>; no packet was sent.</summary>
    RouteBlackhole,

    /// <summary>
    /// This machine itself says that the host is unreachable: no neighbor on its link answered ARP or neighbor discovery for
    /// the next hop. A firewall of this machine that rejects with "host unreachable" looks the same.
    /// </summary>
    NeighborSilent,

    /// <summary>The interface that leads there is down (ENETDOWN).</summary>
    NetworkDown,
}
