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
        internal Connected(ConnectTrail trail, Connection connection)
            : base(trail) => Connection = connection;

        /// <summary>Gets the connection, which is the caller's to dispose.</summary>
        public Connection Connection { get; }

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
