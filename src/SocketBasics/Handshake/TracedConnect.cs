namespace SocketBasics.Handshake;

/// <summary>How a connect ended, and the trace of its segments.</summary>
/// <param name="Result">How it ended; a connection in it is the caller's, who disposes it.</param>
/// <param name="Trace">What went over the wire meanwhile.</param>
public readonly record struct TracedConnect(ConnectResult Result, HandshakeTrace Trace);
