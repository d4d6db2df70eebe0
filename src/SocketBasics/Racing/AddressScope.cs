namespace SocketBasics.Racing;

/// <summary>How far an address reaches, by the numbers of IPv6 multicast (RFC 6724 section 3.1): the smaller, the nearer.</summary>
internal enum AddressScope
{
    InterfaceLocal = 1,
    LinkLocal = 2,
    SiteLocal = 5,
    Global = 14,
}
