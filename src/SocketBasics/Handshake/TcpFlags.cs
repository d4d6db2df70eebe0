using System.Diagnostics.CodeAnalysis;

namespace SocketBasics.Handshake;

/// <summary>The control bits of a TCP segment (RFC 9293 section 3.1).</summary>
[Flags]
[SuppressMessage("Naming", "CA1711", Justification = "Everybody calls these bits flags.")]
public enum TcpFlags
{
    /// <summary>No bit at all, which no proper segment of a connection has.</summary>
    None = 0,

    /// <summary>FIN: the sender will send no more data.</summary>
    Fin = 0x01,

    /// <summary>SYN: the sequence number is the sender's initial one.</summary>
    Syn = 0x02,

    /// <summary>RST: the connection is over, or never was.</summary>
    Reset = 0x04,

    /// <summary>PSH: the data up to here should reach the program without delay.</summary>
    Push = 0x08,

    /// <summary>ACK: the acknowledgment number counts.</summary>
    Acknowledgment = 0x10,

    /// <summary>URG: the urgent pointer counts.</summary>
    Urgent = 0x20,

    /// <summary>ECE: a router marked congestion, or, in a SYN, that the sender knows ECN (RFC 3168).</summary>
    CongestionEcho = 0x40,

    /// <summary>CWR: the sender has slowed down (RFC 3168).</summary>
    CongestionWindowReduced = 0x80,

    /// <summary>AE: a bit of the more exact congestion feedback (RFC 9768).</summary>
    AccurateEcn = 0x100,
}
