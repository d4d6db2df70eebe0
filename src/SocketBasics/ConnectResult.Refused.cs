using System.Net.Sockets;
using SocketBasics.Networks;
using SocketBasics.Outcomes;

namespace SocketBasics;

public abstract partial class ConnectResult
{
    /// <summary>Somebody at the target's address said no: a reset, or an ICMP "port unreachable".</summary>
    public sealed class Refused : ConnectResult
    {
        private readonly FailedAttempt _attempt;

        internal Refused(in ConnectTrail trail, RefusedCause cause)
            : base(trail)
        {
            Cause = cause;
            _attempt = new(trail);
        }

        /// <summary>Gets in which way it was refused.</summary>
        public RefusedCause Cause { get; }

        /// <summary>Gets the ICMP message, or <see langword="null"/> when it was a reset or the system does not tell.</summary>
        public IcmpMessage? Icmp => _attempt.Icmp;

        /// <summary>
        /// Gets the claimed sender of the ICMP message, or <see langword="null"/>: a reset carries the target's address
        /// whoever sent it.
        /// </summary>
        public System.Net.IPAddress? ReportedBy => Icmp?.Sender;

        private protected override Endpoint Remote => _attempt.Remote;

        private protected override NetworkAttempt Attempt => _attempt.ToAttempt(this);

        /// <summary>Takes the outcome apart, for patterns.</summary>
        /// <param name="cause">In which way it was refused.</param>
        public void Deconstruct(out RefusedCause cause) => cause = Cause;

        private protected override string Describe() => Cause switch
        {
            RefusedCause.Reset => "refused by a reset",
            RefusedCause.IcmpPortUnreachable => $"refused by {Icmp}: port unreachable",
            RefusedCause.NoListener => "refused: nobody listens on it",
            _ => "refused",
        };

        private protected override SocketOperationException ToException() =>
            ExceptionFor(SocketError.ConnectionRefused, Remedies.For(Cause));
    }
}
