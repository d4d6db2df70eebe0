namespace SocketBasics.Tests.Namespaces;

/// <summary>The faults of <c>topology.sh</c>, and the outcome of each on the real kernel.</summary>
internal static class FaultTable
{
    private const string Router = "10.77.1.1";
    private const string RouterV6 = "fd77:1::1";
    private const string Client = "10.77.1.2";
    private const string ClientV6 = "fd77:1::2";

    private static readonly TimeSpan Brief = TimeSpan.FromSeconds(3.5);

    // Timers count by a clock that moves by the tick of the kernel, up to 10 ms (CLOCK_MONOTONIC_COARSE).
    private static readonly TimeSpan AtLeastBrief = Brief - TimeSpan.FromMilliseconds(20);

    // ARP and neighbor discovery ask three times, a second apart (arp(7): mcast_solicit, retrans_time_ms).
    private static readonly TimeSpan ThreeQuestions = TimeSpan.FromSeconds(2.5);

    public static IReadOnlyList<FaultRow> Rows { get; } =
    [
        // The server says no itself, or a firewall in its name.
        new("10.77.2.2:9", "Refused Reset", "", "111?"),
        new("[fd77:2::2]:9", "Refused Reset", "", "111?"),
        new("10.77.2.2:8008", "Refused Reset", "", "111?"),
        new("[fd77:2::2]:8008", "Refused Reset", "", "111?"),
        new("10.77.2.2:8108", "Refused Reset", "", "111"),
        new("[fd77:2::2]:8108", "Refused Reset", "", "111"),

        // Firewall rules of the router, with each of nft's "reject with icmp" types.
        new("10.77.2.2:8001", "Unreachable NetworkUnreachable", Router, "101"),
        new("10.77.2.2:8002", "Unreachable HostUnreachable", Router, "113"),
        new("10.77.2.2:8003", "Refused IcmpPortUnreachable", Router, "111"),
        new("10.77.2.2:8004", "Unreachable Prohibited", Router, "113"),
        new("10.77.2.2:8005", "Unreachable Prohibited", Router, "101"),
        new("10.77.2.2:8006", "Unreachable Prohibited", Router, "113"),
        new("10.77.2.2:8007", "Unreachable ProtocolUnreachable", Router, "92"),
        new("[fd77:2::2]:8001", "Unreachable NetworkUnreachable", RouterV6, "101"),
        new("[fd77:2::2]:8002", "Unreachable HostUnreachable", RouterV6, "113"),
        new("[fd77:2::2]:8003", "Refused IcmpPortUnreachable", RouterV6, "111"),
        new("[fd77:2::2]:8004", "Unreachable Prohibited", RouterV6, "13"),
        new("[fd77:2::2]:8005", "Unreachable Prohibited", RouterV6, "13"),
        new("[fd77:2::2]:8006", "Unreachable Prohibited", RouterV6, "13"),

        // Firewall rules of this machine.
        new("10.77.2.2:8103", "Refused IcmpPortUnreachable", Client, "111"),
        new("10.77.2.2:8104", "Unreachable Prohibited", Client, "113"),
        new("[fd77:2::2]:8104", "Unreachable Prohibited", ClientV6, "13"),

        // Silence: drop at the router, at this machine, and a blackhole route of the router. SYNs go out once a second.
        new("10.77.2.2:8009", "TimedOut Handshake", "", "", LeastSyns: 2) { Timeout = Brief, Least = AtLeastBrief },
        new("[fd77:2::2]:8009", "TimedOut Handshake", "", "", LeastSyns: 2) { Timeout = Brief, Least = AtLeastBrief },
        new("10.77.2.2:8109", "TimedOut Handshake", "", "", LeastSyns: 2) { Timeout = Brief, Least = AtLeastBrief },
        new("[fd77:2::2]:8109", "TimedOut Handshake", "", "", LeastSyns: 2) { Timeout = Brief, Least = AtLeastBrief },
        new("10.88.3.1:80", "TimedOut Handshake", "", "", LeastSyns: 2) { Timeout = Brief, Least = AtLeastBrief },
        new("[fd88:3::1]:80", "TimedOut Handshake", "", "", LeastSyns: 2) { Timeout = Brief, Least = AtLeastBrief },

        // The first SYN is lost, the second gets through.
        new("10.77.2.2:8011", "Connected ", "", "", LeastSyns: 2),
        new("[fd77:2::2]:8011", "Connected ", "", "", LeastSyns: 2),

        // Routes of the router: unreachable, prohibit, none. IPv6 tells "unreachable" as "no route".
        new("10.88.1.1:80", "Unreachable HostUnreachable", Router, "113"),
        new("10.88.2.1:80", "Unreachable Prohibited", Router, "113"),
        new("10.88.4.1:80", "Unreachable NetworkUnreachable", Router, "101"),
        new("[fd88:1::1]:80", "Unreachable NetworkUnreachable", RouterV6, "101"),
        new("[fd88:2::1]:80", "Unreachable Prohibited", RouterV6, "13"),
        new("[fd88:4::1]:80", "Unreachable NetworkUnreachable", RouterV6, "101"),

        // Routes of this machine: unreachable, prohibit, blackhole, throw. Nothing is sent.
        new("10.89.1.1:80", "Unreachable RouteUnreachable", "", "113", 0, 0),
        new("10.89.2.1:80", "Unreachable RouteProhibited", "", "13", 0, 0),
        new("10.89.3.1:80", "Unreachable RouteBlackhole", "", "22", 0, 0),
        new("10.89.4.1:80", "Unreachable NoRoute", "", "101", 0, 0),
        new("[fd89:1::1]:80", "Unreachable RouteUnreachable", "", "113", 0, 0),
        new("[fd89:2::1]:80", "Unreachable RouteProhibited", "", "13", 0, 0),
        new("[fd89:3::1]:80", "Unreachable RouteBlackhole", "", "22", 0, 0),
        new("[fd89:4::1]:80", "Unreachable NoRoute", "", "101", 0, 0),
        new("255.255.255.255:80", "Unreachable NoRoute", "", "101", 0, 0),
        new("[fe80::1]:80", "Failed InvalidArgument", "", "22", 0, 0),

        // Nobody answers ARP or neighbor discovery: on this machine's link, and on the router's other one.
        new("10.77.1.99:80", "Unreachable NeighborSilent", Client, "113") { Least = ThreeQuestions },
        new("[fd77:1::99]:80", "Unreachable NeighborSilent", ClientV6, "113") { Least = ThreeQuestions },
        new("10.77.2.99:80", "Unreachable HostUnreachable", Router, "113") { Least = ThreeQuestions },
        new("[fd77:2::99]:80", "Unreachable HostUnreachable", RouterV6, "113") { Least = ThreeQuestions },

        // A route with a hop limit of 1.
        new("10.77.2.3:80", "Unreachable HopLimitExceeded", Router, "113"),
        new("[fd77:2::3]:80", "Unreachable HopLimitExceeded", RouterV6, "113"),

        // The router answers with the type and code that the port asks for, asynchronously.
        Icmp(3, 0, "Unreachable NetworkUnreachable", 101),
        Icmp(3, 1, "Unreachable HostUnreachable", 113),
        Icmp(3, 2, "Unreachable ProtocolUnreachable", 92),
        Icmp(3, 3, "Refused IcmpPortUnreachable", 111),
        Icmp(3, 5, "Unreachable NetworkUnreachable", 95),
        Icmp(3, 6, "Unreachable NetworkUnreachable", 101),
        Icmp(3, 7, "Unreachable HostUnreachable", 112),
        Icmp(3, 8, "Unreachable HostUnreachable", 64),
        Icmp(3, 9, "Unreachable Prohibited", 101),
        Icmp(3, 10, "Unreachable Prohibited", 113),
        Icmp(3, 11, "Unreachable NetworkUnreachable", 101),
        Icmp(3, 12, "Unreachable HostUnreachable", 113),
        Icmp(3, 13, "Unreachable Prohibited", 113),
        Icmp(3, 14, "Unreachable Prohibited", 113),
        Icmp(3, 15, "Unreachable Prohibited", 113),
        Icmp(11, 0, "Unreachable HopLimitExceeded", 113),
        Icmp(12, 0, "Unreachable ParameterProblem", 71),
        IcmpV6(1, 0, "Unreachable NetworkUnreachable", 101),
        IcmpV6(1, 1, "Unreachable Prohibited", 13),
        IcmpV6(1, 2, "Unreachable HostUnreachable", 113),
        IcmpV6(1, 3, "Unreachable HostUnreachable", 113),
        IcmpV6(1, 4, "Refused IcmpPortUnreachable", 111),
        IcmpV6(1, 5, "Unreachable Prohibited", 13),
        IcmpV6(1, 6, "Unreachable Prohibited", 13),
        IcmpV6(3, 0, "Unreachable HopLimitExceeded", 113),
        IcmpV6(4, 0, "Unreachable ParameterProblem", 71),
    ];

    private static FaultRow Icmp(int type, int code, string outcome, int errno) =>
        new($"10.66.0.1:{20_000 + 100 * type + code}", outcome, Router, $"{errno}");

    private static FaultRow IcmpV6(int type, int code, string outcome, int errno) =>
        new($"[fd66::1]:{20_000 + 100 * type + code}", outcome, RouterV6, $"{errno}");
}
