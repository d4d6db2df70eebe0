using System.Buffers.Binary;

namespace SocketBasics.Probe;

/// <summary>
/// A router that answers every SYN with the ICMP message that the port asks for: 20000 + 100 * type + code. It comes from
/// another process and thus asynchronously, as from a real network.
/// </summary>
/// <remarks>
/// The addresses are local to this machine, so that raw sockets get a copy of the SYN (raw(7)); a firewall holds back the
/// resets that the kernel would answer with.
/// </remarks>
internal static class IcmpAnswers
{
    private const int FirstPort = 20_000;
    private const int IPv6HeaderSize = 40;

    public static async Task RunAsync(Endpoint ipv6, TextWriter output)
    {
        using RawSocket tcp = RawSocket.Bind(Endpoint.AnyV4(0), RawProtocol.Tcp);
        using RawSocket tcpV6 = RawSocket.Bind(ipv6.WithPort(0), RawProtocol.Tcp);
        using RawSocket icmp = RawSocket.Bind(Endpoint.AnyV4(0), RawProtocol.Icmp);
        using RawSocket icmpV6 = RawSocket.Bind(Endpoint.AnyV6(0), RawProtocol.IcmpV6);
        await output.WriteLineAsync("ready");
        await output.FlushAsync();
        await Task.WhenAll(AnswerV4Async(tcp, icmp), AnswerV6Async(tcpV6, icmpV6, ipv6));
    }

    private static async Task AnswerV4Async(RawSocket tcp, RawSocket icmp)
    {
        byte[] packet = new byte[2048];
        while (true)
        {
            ReceivedDatagram received = await tcp.ReceiveFromAsync(packet);
            int header = (packet[0] & 0xf) * 4;
            if (Question(packet.AsSpan(header)) is not var (type, code))
                continue;

            // RFC 792: type, code, checksum, four unused bytes, then the IP header and what follows it.
            byte[] answer = [type, code, 0, 0, 0, 0, 0, 0, .. packet.AsSpan(0, received.Length)];
            BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(2), Checksum(answer));
            await icmp.SendToAsync(answer, received.Sender);
        }
    }

    private static async Task AnswerV6Async(RawSocket tcp, RawSocket icmp, Endpoint local)
    {
        byte[] segment = new byte[2048];
        while (true)
        {
            ReceivedDatagram received = await tcp.ReceiveFromAsync(segment);
            if (Question(segment) is not var (type, code))
                continue;

            // A raw IPv6 socket gives no IP header (RFC 3542 section 3): the quoted one is made again. The kernel fills in
            // the checksum of ICMPv6.
            byte[] quoted = new byte[IPv6HeaderSize];
            quoted[0] = 6 << 4;
            BinaryPrimitives.WriteUInt16BigEndian(quoted.AsSpan(4), (ushort)received.Length);
            (quoted[6], quoted[7]) = ((byte)RawProtocol.Tcp, 64);
            received.Sender.Address!.TryWriteBytes(quoted.AsSpan(8), out _);
            local.Address!.TryWriteBytes(quoted.AsSpan(24), out _);
            await icmp.SendToAsync(
                (byte[])[type, code, 0, 0, 0, 0, 0, 0, .. quoted, .. segment.AsSpan(0, received.Length)], received.Sender);
        }
    }

    private static (byte Type, byte Code)? Question(ReadOnlySpan<byte> segment)
    {
        const byte Syn = 2;
        int asked = BinaryPrimitives.ReadUInt16BigEndian(segment[2..]) - FirstPort;
        return asked >= 0 && (segment[13] & 0x3f) == Syn ? ((byte)(asked / 100), (byte)(asked % 100)) : null;
    }

    /// <summary>The Internet checksum of RFC 1071.</summary>
    private static ushort Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (int i = 0; i < bytes.Length; i += 2)
            sum += (uint)(bytes[i] << 8) + (i + 1 < bytes.Length ? bytes[i + 1] : 0u);
        while (sum > 0xffff)
            sum = (sum >> 16) + (sum & 0xffff);
        return (ushort)~sum;
    }
}
