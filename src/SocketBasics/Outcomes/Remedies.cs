namespace SocketBasics.Outcomes;

/// <summary>What helps when a connect ended in a certain way. By the outcome: one errno has several outcomes behind it.</summary>
internal static class Remedies
{
    public static string For(RefusedCause cause) => cause switch
    {
        RefusedCause.IcmpPortUnreachable =>
            "a firewall rejects TCP in this way: open the port there, or correct the port",
        RefusedCause.NoListener => "start the server; an earlier one may have left its socket file behind",
        _ => "start the server, or correct the port; a firewall can refuse in its name",
    };

    public static string For(ConnectStage stage, bool isLocal) => (stage, isLocal) switch
    {
        (ConnectStage.NameLookup, _) => "check the resolver's settings and the way to the name servers",
        (_, true) => "the server's queue stayed full: it accepts too slowly or not at all",
        _ => "the host is down, a firewall drops the packets, or the server's queue is full",
    };

    public static string For(UnreachableReason reason) => reason switch
    {
        UnreachableReason.NetworkUnreachable => "the router that said so has no route there: check its routing table",
        UnreachableReason.HostUnreachable => "check that the host is up, and its last router",
        UnreachableReason.ProtocolUnreachable => "the target does not speak TCP, or a firewall says so: check the address",
        UnreachableReason.Prohibited => "a router or firewall on the way forbids it: ask who runs it",
        UnreachableReason.HopLimitExceeded => "routers send it in a circle: traceroute shows which",
        UnreachableReason.ParameterProblem => "a router on the way rejects the packets: ask who runs it",
        UnreachableReason.NoRoute => "add a route, or bring the interface up (Linux: ip route get shows the choice)",
        UnreachableReason.RouteUnreachable or UnreachableReason.RouteProhibited or UnreachableReason.RouteBlackhole =>
            "remove that route or add a better one (Linux: ip route get shows the choice)",
        UnreachableReason.NeighborSilent =>
            "the host or the next router is down, or its address is not on this link (Linux: ip neighbor)",
        UnreachableReason.NetworkDown => "bring the interface up",
        _ => "check the routes and firewalls on the way (Linux: ip route get, traceroute)",
    };
}
