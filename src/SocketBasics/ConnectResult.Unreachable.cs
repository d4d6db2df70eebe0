using System.Net.Sockets;
using SocketBasics.Networks;
using SocketBasics.Outcomes;

namespace SocketBasics;

public abstract partial class ConnectResult
{
    /// <summary>Somebody on the way, or this machine's own routing table, said that the target cannot be reached.</summary>
    /// <remarks>
    /// Linux gives up at the first ICMP "unreachable" that answers a SYN; it does not go on trying until the time-out,
    /// as older textbooks say.
    /// </remarks>
    public sealed class Unreachable : ConnectResult
    {
        private readonly FailedAttempt _attempt;
        private readonly SocketError _error;

        internal Unreachable(in ConnectTrail trail, UnreachableReason reason, SocketError error)
            : base(trail)
        {
            Reason = reason;
            _attempt = new(trail);
            _error = error;
        }

        /// <summary>Gets why.</summary>
        public UnreachableReason Reason { get; }

        /// <summary>Gets the ICMP message, or <see langword="null"/> when none was seen.</summary>
        public IcmpMessage? Icmp => _attempt.Icmp;

        /// <summary>
        /// Gets the claimed sender of the ICMP message: the router or firewall to ask. <see langword="null"/> when this
        /// machine decided by itself, or the system does not tell.
        /// </summary>
        public System.Net.IPAddress? ReportedBy => Icmp?.Sender;

        private protected override Endpoint Remote => _attempt.Remote;

        private protected override NetworkAttempt Attempt => _attempt.ToAttempt(this);

        /// <summary>Takes the outcome apart, for patterns.</summary>
        /// <param name="reason">Why.</param>
        /// <param name="reportedBy">The claimed sender of the ICMP message, or <see langword="null"/>.</param>
        public void Deconstruct(out UnreachableReason reason, out System.Net.IPAddress? reportedBy) =>
            (reason, reportedBy) = (Reason, ReportedBy);

        private protected override string Describe() => Icmp is { } icmp
            ? $"unreachable, {ReasonText()}, said by {icmp}"
            : $"unreachable, {ReasonText()}";

        private protected override SocketOperationException ToException() =>
            ExceptionFor(_error, Remedies.For(Reason));

        private string ReasonText() => Reason switch
        {
            UnreachableReason.NetworkUnreachable => "no route to the network",
            UnreachableReason.HostUnreachable => "the host cannot be reached",
            UnreachableReason.ProtocolUnreachable => "the target does not speak the protocol",
            UnreachableReason.Prohibited => "administratively prohibited",
            UnreachableReason.HopLimitExceeded => "the packet ran out of hops",
            UnreachableReason.ParameterProblem => "a router took offense at the header",
            UnreachableReason.NoRoute => "this machine has no route",
            UnreachableReason.RouteUnreachable => "a route of this machine says unreachable",
            UnreachableReason.RouteProhibited => "a route of this machine prohibits it",
            UnreachableReason.RouteBlackhole => "a route of this machine is a blackhole",
            UnreachableReason.NeighborSilent => "no neighbor on the link answers",
            UnreachableReason.NetworkDown => "the network interface is down",
            _ => "for a reason that is not known",
        };
    }
}
