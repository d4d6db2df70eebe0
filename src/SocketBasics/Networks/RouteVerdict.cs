using System.Diagnostics.CodeAnalysis;

namespace SocketBasics.Networks;

/// <summary>What the routing table of this machine says of a destination (Linux: <c>ip route get</c>, rtnetlink(7)).</summary>
[Experimental("SB0001")]
public enum RouteVerdict
{
    /// <summary>Nobody asked, or the system cannot say.</summary>
    Unknown,

    /// <summary>A route leads there.</summary>
    Routed,

    /// <summary>No route matches.</summary>
    NoRoute,

    /// <summary>A route of type <c>unreachable</c> matches; connect fails with EHOSTUNREACH.</summary>
    Unreachable,

    /// <summary>A route of type <c>prohibit</c> matches; connect fails with EACCES.</summary>
    Prohibited,

    /// <summary>A route of type <c>blackhole</c> matches; connect fails with EINVAL.</summary>
    Blackhole,
}
