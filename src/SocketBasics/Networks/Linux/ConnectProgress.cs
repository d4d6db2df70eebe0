namespace SocketBasics.Networks.Linux;

/// <summary>How far a connect of a TCP socket has come, and what the kernel knows of it.</summary>
/// <param name="State">The state; <see langword="null"/> when it is not told.</param>
internal readonly record struct ConnectProgress(TcpState? State)
{
    public int? SynCount { get; init; }

    public TimeSpan? RoundTripTime { get; init; }

    public NegotiatedOptions? NegotiatedOptions { get; init; }

    /// <summary>Whether the handshake is behind it: every other state is one of a connection, or lies behind one.</summary>
    public bool IsEstablished => State is not
        (null or TcpState.SynSent or TcpState.SynReceived or TcpState.Closed);
}
