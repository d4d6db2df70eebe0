namespace SocketBasics;

/// <summary>What was being done when a <see cref="SocketOperationException"/> arose.</summary>
public enum SocketOperation
{
    /// <summary>Making a socket and binding it to a local endpoint: socket(2), bind(2).</summary>
    Bind,

    /// <summary>Turning a bound socket into a listening one, or changing its backlog: listen(2).</summary>
    Listen,

    /// <summary>Waiting for a connection: accept(2).</summary>
    Accept,

    /// <summary>Establishing a connection, or setting the peer of a datagram socket: connect(2).</summary>
    Connect,

    /// <summary>Receiving bytes or a datagram: recv(2).</summary>
    Receive,

    /// <summary>Sending bytes or a datagram: send(2).</summary>
    Send,

    /// <summary>Ending this side's half of a connection: shutdown(2).</summary>
    Shutdown,

    /// <summary>Making a raw socket, or a packet socket that captures: socket(2) with SOCK_RAW or AF_PACKET.</summary>
    OpenRaw,

    /// <summary>Joining or leaving a multicast group: setsockopt(2).</summary>
    Membership,

    /// <summary>Reading or setting an option: getsockopt(2), setsockopt(2).</summary>
    Option,
}
