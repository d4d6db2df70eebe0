using System.Net.Sockets;
using SocketBasics.Networks;
using SocketBasics.Outcomes;

namespace SocketBasics;

public abstract partial class ConnectResult
{
    /// <summary>Nobody answered in time: neither yes nor no was heard.</summary>
    /// <remarks>
    /// The host is down, a firewall drops the packets, or the listener's queue is full: on Linux a full queue drops the
    /// SYN in silence (listen(2)). The time-out is the caller's (<see cref="ConnectOptions.Timeout"/>) or the kernel's
    /// (ETIMEDOUT after its last SYN).
    /// </remarks>
    public sealed class TimedOut : ConnectResult
    {
        private readonly FailedAttempt _attempt;

        internal TimedOut(in ConnectTrail trail, ConnectStage stage)
            : base(trail)
        {
            Stage = stage;
            _attempt = new(trail);
        }

        /// <summary>Gets how far the connect had come.</summary>
        public ConnectStage Stage { get; }

        private protected override Endpoint Remote => _attempt.Remote;

        private protected override NetworkAttempt Attempt => _attempt.ToAttempt(this);

        /// <summary>Takes the outcome apart, for patterns.</summary>
        /// <param name="elapsed">The time from the call to the outcome.</param>
        /// <param name="synCount">How many SYNs were sent, or <see langword="null"/> when not known.</param>
        public void Deconstruct(out TimeSpan elapsed, out int? synCount) => (elapsed, synCount) = (Elapsed, SynCount);

        private protected override string Describe() => (Stage, SynCount) switch
        {
            (ConnectStage.NameLookup, _) => "timed out while the name was looked up",
            (_, 1) => "timed out: no answer to 1 SYN",
            (_, { } count) => $"timed out: no answer to {count} SYNs",
            _ => "timed out: no answer",
        };

        private protected override SocketOperationException ToException() =>
            ExceptionFor(SocketError.TimedOut, Remedies.For(Stage, Remote.IsLocal));
    }
}
