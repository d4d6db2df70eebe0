namespace SocketBasics.Handshake;

/// <summary>What the ICMP messages that end connects mean, in two words: RFC 792, RFC 1812 section 5.2.7, RFC 4443.</summary>
internal static class IcmpWords
{
    public static string Meaning(IcmpPacket message) => (message.IsIPv6, message.Type, message.Code) switch
    {
        (false, 3, 0 or 6 or 11) => "network unreachable",
        (false, 3, 1 or 7 or 8 or 12) => "host unreachable",
        (false, 3, 2) => "protocol unreachable",
        (false, 3, 3) => "port unreachable",
        (false, 3, 4) => "packet too big",
        (false, 3, 9 or 10 or 13) => "prohibited",
        (false, 11, 0) => "hop limit exceeded",
        (true, 1, 0) => "no route",
        (true, 1, 1 or 5 or 6) => "prohibited",
        (true, 1, 3) => "address unreachable",
        (true, 1, 4) => "port unreachable",
        (true, 2, _) => "packet too big",
        (true, 3, 0) => "hop limit exceeded",
        _ => "",
    };
}
