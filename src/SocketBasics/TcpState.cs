namespace SocketBasics;

/// <summary>The state of one end of a TCP connection (RFC 9293 section 3.3.2).</summary>
/// <remarks>
/// <para>
/// Each end has a state of its own, and goes from one to the next by what its program calls and by the segments that it
/// receives. In an ordinary handshake the client goes from <see cref="Closed"/> over <see cref="SynSent"/> to
/// <see cref="Established"/>, the server's end from <see cref="Listen"/> over <see cref="SynReceived"/> to
/// <see cref="Established"/>; the client is there first, by half a round trip.
/// </para>
/// <para>The numbers of the members are this library's own, not those of any operating system.</para>
/// </remarks>
public enum TcpState
{
    /// <summary>CLOSED: there is no connection.</summary>
    Closed,

    /// <summary>LISTEN: the server waits for a SYN from anybody: listen(2).</summary>
    Listen,

    /// <summary>SYN-SENT: the client has sent its SYN and waits for the server's: connect(2) is under way.</summary>
    SynSent,

    /// <summary>SYN-RECEIVED: the SYN was answered with a SYN-ACK, whose acknowledgment has not come yet.</summary>
    SynReceived,

    /// <summary>ESTABLISHED: the peer has acknowledged this end's SYN, and data can flow.</summary>
    Established,

    /// <summary>FIN-WAIT-1: this end has closed first, and its FIN is not acknowledged yet.</summary>
    FinWait1,

    /// <summary>FIN-WAIT-2: this end's FIN is acknowledged, and the peer may still send.</summary>
    FinWait2,

    /// <summary>CLOSE-WAIT: the peer has closed, and this end's program has yet to do so.</summary>
    CloseWait,

    /// <summary>CLOSING: both ends closed at once, and this end's FIN is not acknowledged yet.</summary>
    Closing,

    /// <summary>LAST-ACK: the peer closed first, this end followed, and its FIN is not acknowledged yet.</summary>
    LastAck,

    /// <summary>TIME-WAIT: both ends have closed, and this one waits until no segment of the connection is on its way any more.</summary>
    TimeWait,
}
