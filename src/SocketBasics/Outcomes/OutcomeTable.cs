using System.Net.Sockets;
using SocketBasics.Networks;

namespace SocketBasics.Outcomes;

/// <summary>Where an errno becomes an outcome: the one table, one row per cause.</summary>
/// <remarks>
/// Silence is TimedOut; somebody at the address said no is Refused; somebody on the way, or the routing table, said that
/// it cannot get there is Unreachable; everything else is Failed.
/// </remarks>
internal static class OutcomeTable
{
    // Linux's numbers of the two errors for which SocketError has no name.
    private const int ENONET = 64;
    private const int EPROTO = 71;

    /// <summary>Turns an attempt that brought no connection into an outcome.</summary>
    public static ConnectResult Read(ConnectTrail trail)
    {
        NetworkAttempt attempt = trail.Attempt;
        bool isLocal = trail.Remote.IsLocal;
        IcmpMessage? icmp = attempt.Icmp;
        SocketError error = attempt.Error.Code;
        if (attempt.FailedInBind)
            return new ConnectResult.Failed(trail, error);
        if (error == SocketError.AddressNotAvailable && trail.Remote.IsIP && attempt.LocalEndpoint == trail.Remote)
            return new ConnectResult.Failed(trail with { MetItself = true }, error);

        return (error, attempt.Error.Errno) switch
        {
            (SocketError.ConnectionRefused, _) => new ConnectResult.Refused(trail, Cause(attempt, isLocal)),

            // Aborted: the library's own timer ended it, in silence.
            (SocketError.TimedOut or SocketError.OperationAborted, _) => new ConnectResult.TimedOut(trail, ConnectStage.Handshake),
            (SocketError.WouldBlock, _) when isLocal => new ConnectResult.TimedOut(trail, ConnectStage.Handshake),

            // The same ICMP message gives different numbers in IPv4 and IPv6: 3/13 is EHOSTUNREACH, 1/1 is EACCES.
            (SocketError.NetworkUnreachable, _) => Unreachable(UnreachableReason.NoRoute),
            (SocketError.HostUnreachable, _) => Unreachable(UnreachableReason.RouteUnreachable),
            (SocketError.HostDown, _) => Unreachable(UnreachableReason.HostUnreachable),
            (SocketError.NetworkDown, _) => Unreachable(UnreachableReason.NetworkDown),
            (SocketError.ProtocolOption, _) => Unreachable(UnreachableReason.ProtocolUnreachable),
            (_, ENONET) => Unreachable(UnreachableReason.HostUnreachable),
            (_, EPROTO) => Unreachable(UnreachableReason.ParameterProblem),
            (SocketError.SocketError, _) when icmp is not null => Unreachable(UnreachableReason.Unknown),
            (SocketError.OperationNotSupported, _) when icmp is not null =>
                Unreachable(UnreachableReason.NetworkUnreachable),
            (SocketError.AccessDenied, _) when icmp is not null || attempt.Route == RouteVerdict.Prohibited =>
                Unreachable(UnreachableReason.RouteProhibited),
            (SocketError.InvalidArgument, _) when attempt.Route == RouteVerdict.Blackhole =>
                Unreachable(UnreachableReason.RouteBlackhole),

            // Without any IPv6 address the choice of the source address fails before the missing route can.
            (SocketError.AddressNotAvailable, _) when attempt.Route == RouteVerdict.NoRoute =>
                Unreachable(UnreachableReason.NoRoute),

            // ENOENT is AddressNotAvailable in the framework's vocabulary: still Failed, with its own words.
            _ => new ConnectResult.Failed(trail, error),
        };

        // What an ICMP message says is more exact than the number that the kernel made of it.
        ConnectResult.Unreachable Unreachable(UnreachableReason withoutIcmp) =>
            new(trail, icmp is { } message ? Reason(message) : WithoutIcmp(withoutIcmp), error);

        UnreachableReason WithoutIcmp(UnreachableReason reason) => reason switch
        {
            _ when attempt is { SeesIcmp: true, SynCount: null or 0 } => reason,

            // Where ICMP is not seen, the number alone does not tell a router's word from this machine's table. And once a
            // SYN has left, the table let it go.
            UnreachableReason.NoRoute or UnreachableReason.RouteUnreachable => UnreachableReason.Unknown,
            _ => reason,
        };
    }

    /// <summary>How far an attempt came; the furthest of several decides the outcome, the first started wins a tie.</summary>
    public static int Rank(ConnectResult result) => result switch
    {
        ConnectResult.Connected => 5,
        ConnectResult.Refused => 4,
        ConnectResult.Unreachable { Icmp: { IsFromThisMachine: false } } => 3,
        ConnectResult.TimedOut => 2,
        ConnectResult.Unreachable => 1,
        _ => 0,
    };

    private static RefusedCause Cause(in NetworkAttempt attempt, bool isLocal)
    {
        if (isLocal)
            return RefusedCause.NoListener;
        return attempt.Icmp switch
        {
            { Sender.AddressFamily: AddressFamily.InterNetwork, Type: 3, Code: 3 } => RefusedCause.IcmpPortUnreachable,
            { Sender.AddressFamily: AddressFamily.InterNetworkV6, Type: 1, Code: 4 } => RefusedCause.IcmpPortUnreachable,

            // Another message, to which the kernel gave no weight, answered an earlier SYN: it did not refuse.
            not null => RefusedCause.Unknown,
            null => attempt.SeesIcmp ? RefusedCause.Reset : RefusedCause.Unknown,
        };
    }

    private static UnreachableReason Reason(IcmpMessage icmp) =>
        (icmp.Sender.AddressFamily, icmp.Type, icmp.Code) switch
        {
            // The kernel reports ARP and neighbor discovery that nobody answered as "host unreachable" from itself.
            (AddressFamily.InterNetwork, 3, 1) when icmp.IsFromThisMachine => UnreachableReason.NeighborSilent,
            (AddressFamily.InterNetworkV6, 1, 3) when icmp.IsFromThisMachine => UnreachableReason.NeighborSilent,

            (AddressFamily.InterNetwork, 3, 0 or 6 or 11) => UnreachableReason.NetworkUnreachable,
            (AddressFamily.InterNetwork, 3, 1 or 7 or 8 or 12) => UnreachableReason.HostUnreachable,
            (AddressFamily.InterNetwork, 3, 2) => UnreachableReason.ProtocolUnreachable,
            (AddressFamily.InterNetwork, 3, 5) => UnreachableReason.NetworkUnreachable,
            (AddressFamily.InterNetwork, 3, 9 or 10 or 13 or 14 or 15) => UnreachableReason.Prohibited,
            (AddressFamily.InterNetwork, 11, _) => UnreachableReason.HopLimitExceeded,
            (AddressFamily.InterNetwork, 12, _) => UnreachableReason.ParameterProblem,

            (AddressFamily.InterNetworkV6, 1, 0) => UnreachableReason.NetworkUnreachable,
            (AddressFamily.InterNetworkV6, 1, 1 or 5 or 6) => UnreachableReason.Prohibited,
            (AddressFamily.InterNetworkV6, 1, 2 or 3) => UnreachableReason.HostUnreachable,
            (AddressFamily.InterNetworkV6, 3, _) => UnreachableReason.HopLimitExceeded,
            (AddressFamily.InterNetworkV6, 4, _) => UnreachableReason.ParameterProblem,
            _ => UnreachableReason.Unknown,
        };
}
