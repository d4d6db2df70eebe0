namespace SocketBasics;

/// <summary>What can still go over a connection; <see cref="Connection.GetStatus"/> tells it.</summary>
public enum ConnectionState
{
    /// <summary>
    /// Both directions are open, as far as this end has heard. A peer that vanished without a word looks like this, too:
    /// until something is sent and not acknowledged, nobody can know.
    /// </summary>
    Established,

    /// <summary>
    /// The peer has ended its half (FIN): receives return what is left and then 0. Sends may still be read, if the peer only
    /// shut down; if it closed, they are answered with a reset. Nothing tells the two apart beforehand.
    /// </summary>
    PeerClosed,

    /// <summary>This end has ended its half (<see cref="Connection.ShutdownSend"/>); the peer's is open.</summary>
    HalfClosed,

    /// <summary>Both halves were ended in the ordinary way.</summary>
    Closed,

    /// <summary>
    /// The peer has reset the connection, or this end's kernel has given it up: after a time-out, or because of an ICMP
    /// message. The next receive or send says which, and receives what came before.
    /// </summary>
    Broken,
}
