using System.Net;
using System.Net.Sockets;

namespace SocketBasics.Racing;

/// <summary>The default policy table of RFC 6724 section 2.1, and the scopes of its section 3.</summary>
internal static class AddressPolicy
{
    // IPNetwork.Contains takes the IPv4-mapped addresses for IPv4: no prefix of IPv6 contains them.
    private static readonly (int Precedence, int Label) OfIPv4 = (35, 4);

    // The longest prefix that matches decides, so the longest stand first.
    private static readonly (IPNetwork Prefix, int Precedence, int Label)[] Table =
    [
        (IPNetwork.Parse("::1/128"), 50, 0),
        (IPNetwork.Parse("::/96"), 1, 3),
        (IPNetwork.Parse("2001::/32"), 5, 5),
        (IPNetwork.Parse("2002::/16"), 30, 2),
        (IPNetwork.Parse("3ffe::/16"), 1, 12),
        (IPNetwork.Parse("fec0::/10"), 1, 11),
        (IPNetwork.Parse("fc00::/7"), 3, 13),
        (IPNetwork.Parse("::/0"), 40, 1),
    ];

    /// <summary>Finds the row of an address; that of IPv4 is ::ffff:0:0/96.</summary>
    public static (int Precedence, int Label) Find(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork || address.IsIPv4MappedToIPv6)
            return OfIPv4;

        var withoutScope = new IPAddress(address.GetAddressBytes());
        (_, int precedence, int label) = Array.Find(Table, row => row.Prefix.Contains(withoutScope));
        return (precedence, label);
    }

    public static AddressScope ScopeOf(IPAddress address)
    {
        // RFC 6724 section 3.2: the loopback and autoconfigured addresses of IPv4 are link-local, all others global.
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return bytes is [127, ..] or [169, 254, ..] ? AddressScope.LinkLocal : AddressScope.Global;
        if (address.IsIPv6Multicast)
            return (AddressScope)(bytes[1] & 0xF);
        if (address.IsIPv6LinkLocal || address.Equals(IPAddress.IPv6Loopback))
            return AddressScope.LinkLocal;
        return address.IsIPv6SiteLocal ? AddressScope.SiteLocal : AddressScope.Global;
    }
}
