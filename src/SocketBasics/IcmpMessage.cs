using System.Net;

namespace SocketBasics;

/// <summary>An ICMP message that ended a connect: somebody on the way, or the target, said that it cannot be done.</summary>
/// <remarks>
/// The sender is what the packet claims. ICMP is not authenticated, so it is a strong hint and no proof; it may be a
/// router, a firewall, the target itself, or this very machine (see <see cref="IsFromThisMachine"/>). Types and codes
/// are those of RFC 792 for IPv4 and of RFC 4443 for IPv6.
/// </remarks>
/// <param name="Sender">The address in the packet's source field.</param>
/// <param name="Type">The ICMP type, 0 to 255: 3 is "destination unreachable" in IPv4, 1 in IPv6.</param>
/// <param name="Code">The ICMP code, 0 to 255: in IPv4's type 3, 1 is "host unreachable", 13 "prohibited".</param>
/// <param name="IsFromThisMachine">
/// <see langword="true"/> when the sender is an address of this machine: its own firewall rejected the SYN, or no
/// neighbor answered ARP or neighbor discovery for the next hop.
/// </param>
public readonly record struct IcmpMessage(IPAddress Sender, byte Type, byte Code, bool IsFromThisMachine = false)
{
    internal bool IsIPv6 => Sender is { AddressFamily: System.Net.Sockets.AddressFamily.InterNetworkV6 };

    /// <summary>Returns the message as <c>ICMP 3/13 from 10.77.1.1</c>, or <c>ICMPv6 1/1 from fd77:1::1</c>.</summary>
    /// <returns>One line.</returns>
    public override string ToString() =>
        $"{(IsIPv6 ? "ICMPv6" : "ICMP")} {Type}/{Code} from {Sender}";
}
