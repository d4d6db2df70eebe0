namespace SocketBasics;

/// <summary>The protocol whose packets a <see cref="RawSocket"/> sends and receives: the number in the IP header.</summary>
/// <remarks>Numbers are those of IANA's "Protocol Numbers"; any other number from 1 to 254 can be cast to this type.</remarks>
public enum RawProtocol
{
    /// <summary>ICMP, number 1, for IPv4 (RFC 792).</summary>
    Icmp = 1,

    /// <summary>IGMP, number 2 (RFC 9776).</summary>
    Igmp = 2,

    /// <summary>TCP, number 6 (RFC 9293). Linux delivers copies to raw sockets; Windows does not.</summary>
    Tcp = 6,

    /// <summary>UDP, number 17 (RFC 768).</summary>
    Udp = 17,

    /// <summary>ICMPv6, number 58 (RFC 4443). The kernel computes its checksum.</summary>
    IcmpV6 = 58,
}
