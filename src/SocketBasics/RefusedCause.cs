namespace SocketBasics;

/// <summary>In which way somebody at the target's address said no. Never claims more than is known.</summary>
public enum RefusedCause
{
    /// <summary>This system does not tell a reset from an ICMP message.</summary>
    Unknown,

    /// <summary>
    /// A TCP reset answered the SYN (RFC 9293 section 3.10.7.1): nobody listens on the port. A firewall that rejects
    /// "with tcp reset" looks the same.
    /// </summary>
    Reset,

    /// <summary>An ICMP "port unreachable" answered the SYN: for TCP this is how a firewall rejects.</summary>
    IcmpPortUnreachable,

    /// <summary>Nobody listens on the local path or abstract name (unix(7), ECONNREFUSED); what is at the path may not even be a socket.</summary>
    NoListener,
}
