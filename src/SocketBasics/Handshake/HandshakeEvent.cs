namespace SocketBasics.Handshake;

/// <summary>
/// Something that was seen during a trace: a segment, an ICMP message, or a moment that the program marked. Immutable, and
/// safe for any number of threads.
/// </summary>
/// <remarks>
/// The three kinds are <see cref="HandshakeSegment"/>, <see cref="HandshakeIcmp"/> and <see cref="HandshakeMark"/>; there
/// are no others.
/// </remarks>
public abstract class HandshakeEvent
{
    private protected HandshakeEvent(DateTimeOffset time) => Time = time;

    /// <summary>Gets when it happened, by the clock of this machine: of a packet, when the kernel saw it.</summary>
    /// <value>The kernel's nanoseconds, rounded down to the 100 ns of the framework's clock.</value>
    public DateTimeOffset Time { get; }

    /// <summary>Returns the event on one line, without its time.</summary>
    /// <returns>Which end, and what was seen there; harmless to print.</returns>
    public abstract override string ToString();
}
