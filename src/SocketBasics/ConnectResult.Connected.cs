using SocketBasics.Networks;
using SocketBasics.Outcomes;

namespace SocketBasics;

public abstract partial class ConnectResult
{
    /// <summary>The three-way handshake is complete; the connection is the caller's to use and to dispose.</summary>
    /// <remarks>
    /// "Connected" says that the peer's kernel answered. Its program may not have called accept yet, and may reset the
    /// connection at any time, even before this value is looked at.
    /// </remarks>
    public sealed class Connected : ConnectResult
    {
        private readonly TimeSpan? _roundTripTime;
        private readonly NegotiatedOptions? _negotiatedOptions;

        // Whole, where that is not all: an ICMP message that did not end the attempt, or a network whose connection
        // names another peer. Boxed, because that is seldom.
        private readonly object? _trail;

        internal Connected(in ConnectTrail trail, Connection connection)
            : base(trail)
        {
            Connection = connection;
            _roundTripTime = trail.Attempt.RoundTripTime;
            _negotiatedOptions = trail.Attempt.NegotiatedOptions;
            if (trail.Attempt.Icmp is not null || connection.RemoteEndpoint != trail.Remote)
                _trail = trail;
        }

        /// <summary>Gets the connection, which is the caller's to dispose.</summary>
        public Connection Connection { get; }

        private protected override Endpoint Remote =>
            _trail is ConnectTrail trail ? trail.Remote : Connection.RemoteEndpoint;

        private protected override NetworkAttempt Attempt => _trail is ConnectTrail trail ? trail.Attempt : new()
        {
            Connection = Connection.Socket,
            Error = NetworkError.None with { Errno = Errno },
            SynCount = SynCount,
            RoundTripTime = _roundTripTime,
            NegotiatedOptions = _negotiatedOptions,
        };

        /// <summary>Takes the outcome apart, for patterns.</summary>
        /// <param name="connection">The connection.</param>
        public void Deconstruct(out Connection connection) => connection = Connection;

        // The local endpoint is asked of the kernel when first wanted, and a closed socket has none any more.
        private protected override string Describe() => Connection.LocalEndpoint is { Kind: not EndpointKind.Unspecified } local
            ? $"connected from {local}"
            : "connected";

        private protected override SocketOperationException ToException() =>
            throw new System.Diagnostics.UnreachableException();
    }
}
