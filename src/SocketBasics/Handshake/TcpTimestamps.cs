namespace SocketBasics.Handshake;

/// <summary>The timestamps option of a TCP segment (RFC 7323 section 3).</summary>
/// <param name="Value">The sender's clock, TSval; its unit and its beginning are the sender's own.</param>
/// <param name="EchoReply">The value received last from the peer, TSecr; 0 in a SYN, which answers nothing.</param>
public readonly record struct TcpTimestamps(uint Value, uint EchoReply);
