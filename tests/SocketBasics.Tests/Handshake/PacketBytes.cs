using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using FsCheck;
using FsCheck.Fluent;
using SocketBasics.Handshake;

namespace SocketBasics.Tests.Handshake;

/// <summary>Writes packets, as the wire has them; the decoders must read them back, whole, cut off and damaged.</summary>
internal static class PacketBytes
{
    private static readonly byte[] ExtensionHeaders = [0, 43, 44, 51, 60, 135];

    // What the decoders branch upon: versions, header lengths, protocols, kinds of options, ICMP types.
    private static readonly byte[] Loaded =
        [0, 1, 2, 3, 4, 5, 6, 8, 10, 11, 20, 40, 43, 44, 0x45, 0x4F, 50, 51, 0x50, 58, 60, 0x60, 0x80, 135, 0xF0, 255];

    public static Gen<TcpSegment> Segments { get; } =
        from ports in Gen.Choose(0, 65535).Two()
        from sequence in Numbers()
        from acknowledgment in Numbers()
        from flags in Gen.Choose(0, 0x1FF)
        from window in Gen.Choose(0, 65535)
        from payload in Gen.Choose(0, 60)
        from options in Options()
        select new TcpSegment(
            ports.Item1, ports.Item2, sequence, acknowledgment, (TcpFlags)flags, window, payload, options);

    public static Gen<IPPacket> Packets { get; } =
        from addresses in Gen.OneOf(Addresses(4), Addresses(16))
        from timeToLive in Gen.Choose(0, 255)
        from protocol in Gen.Elements(ProtocolType.Tcp, ProtocolType.Udp, ProtocolType.Icmp, ProtocolType.IcmpV6)
        from fragment in Gen.OneOf(Gen.Constant((0, false)), Gen.Choose(0, 0x1FFF).Zip(Gen.Elements(true, false)))
        select new IPPacket(
            addresses.Item1, addresses.Item2, (byte)timeToLive, protocol, 0, 0, fragment.Item1 * 8, fragment.Item2);

    /// <summary>Bytes that begin like something, and are it or nearly it or not at all.</summary>
    public static Gen<byte[]> Hostile { get; } = Gen.OneOf(
        Gen.Elements(Loaded).ArrayOf(),
        Gen.Choose(0, 255).Select(static value => (byte)value).ArrayOf(),
        from packet in Packets
        from segment in Segments
        from positions in Gen.Choose(0, 200).ListOf()
        from value in Gen.Elements(Loaded)
        from cut in Gen.Choose(0, 200)
        select Damage(Write(packet, Write(segment)), positions, value, cut));

    public static byte[] Write(TcpSegment segment)
    {
        byte[] options = Write(segment.Options);
        byte[] bytes = new byte[20 + options.Length + segment.PayloadLength];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)segment.SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)segment.DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), segment.SequenceNumber);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), segment.AcknowledgmentNumber);
        BinaryPrimitives.WriteUInt16BigEndian(
            bytes.AsSpan(12), (ushort)(((20 + options.Length) / 4 << 12) | (int)segment.Flags));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(14), (ushort)segment.Window);
        options.CopyTo(bytes, 20);
        return bytes;
    }

    /// <summary>Writes a packet with options (IPv4) or extension headers (IPv6) in front of the payload.</summary>
    public static byte[] Write(IPPacket packet, byte[] payload, params byte[] extensions) =>
        packet.Source.AddressFamily == AddressFamily.InterNetwork
            ? WriteIPv4(packet, payload, extensions.Length)
            : WriteIPv6(packet, payload, extensions);

    public static byte[] WriteIcmp(byte type, byte code, byte[] quoted) => [type, code, 0, 0, 0, 0, 0, 0, .. quoted];

    private static byte[] WriteIPv4(IPPacket packet, byte[] payload, int optionWords)
    {
        int header = 20 + Math.Min(optionWords, 10) * 4;
        byte[] bytes = new byte[header + payload.Length];
        bytes[0] = (byte)(0x40 | (header / 4));
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), (ushort)bytes.Length);
        BinaryPrimitives.WriteUInt16BigEndian(
            bytes.AsSpan(6), (ushort)((packet.FragmentOffset / 8) | (packet.HasMoreFragments ? 0x2000 : 0)));
        bytes[8] = packet.TimeToLive;
        bytes[9] = (byte)packet.Protocol;
        packet.Source.GetAddressBytes().CopyTo(bytes, 12);
        packet.Destination.GetAddressBytes().CopyTo(bytes, 16);
        payload.CopyTo(bytes, header);
        return bytes;
    }

    private static byte[] WriteIPv6(IPPacket packet, byte[] payload, byte[] kinds)
    {
        var chain = new List<byte>(kinds.Select(kind => ExtensionHeaders[kind % ExtensionHeaders.Length])
            .Where(static kind => kind != 44));
        if (packet.IsFragment)
            chain.Add(44);

        var body = new List<byte>();
        for (int i = 0; i < chain.Count; i++)
        {
            byte next = i + 1 < chain.Count ? chain[i + 1] : (byte)packet.Protocol;
            int fragment = packet.FragmentOffset | (packet.HasMoreFragments ? 1 : 0);
            body.AddRange(chain[i] switch
            {
                44 => [next, 0, (byte)(fragment >> 8), (byte)fragment, 0, 0, 0, 0],
                51 => [next, 4, .. new byte[22]],
                _ => [next, 1, .. new byte[14]],
            });
        }

        body.AddRange(payload);
        byte[] bytes = new byte[40];
        bytes[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(4), (ushort)body.Count);
        bytes[6] = chain.Count > 0 ? chain[0] : (byte)packet.Protocol;
        bytes[7] = packet.TimeToLive;
        packet.Source.GetAddressBytes().CopyTo(bytes, 8);
        packet.Destination.GetAddressBytes().CopyTo(bytes, 24);
        return [.. bytes, .. body];
    }

    private static byte[] Write(TcpSegmentOptions options)
    {
        var bytes = new List<byte>();
        if (options.MaximumSegmentSize is { } size)
            bytes.AddRange([2, 4, (byte)(size >> 8), (byte)size]);
        if (options.WindowScale is { } scale)
            bytes.AddRange([1, 3, 3, (byte)scale]);
        if (options.PermitsSelectiveAcknowledgment)
            bytes.AddRange([4, 2]);
        if (options.Timestamps is var (value, echo))
            bytes.AddRange([8, 10, .. BigEndian(value), .. BigEndian(echo)]);
        while (bytes.Count % 4 != 0)
            bytes.Add(0);
        return [.. bytes];
    }

    private static byte[] BigEndian(uint value)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private static byte[] Damage(byte[] bytes, IEnumerable<int> positions, byte value, int cut)
    {
        foreach (int position in positions.Take(3).Where(position => position < bytes.Length))
            bytes[position] = value;
        return bytes[..Math.Min(cut, bytes.Length)];
    }

    private static Gen<uint> Numbers() => Gen.OneOf(
        Gen.Elements(0u, 1u, uint.MaxValue, 0x8000_0000u), Gen.Choose(0, int.MaxValue).Select(value => (uint)value * 2));

    private static Gen<(IPAddress, IPAddress)> Addresses(int size) =>
        Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf(size).Select(bytes => new IPAddress(bytes)).Two();

    private static Gen<TcpSegmentOptions> Options() =>
        from size in Maybe(Gen.Choose(0, 65535))
        from scale in Maybe(Gen.Choose(0, 255))
        from selective in Gen.Elements(true, false)
        from timestamps in Gen.Elements(true, false)
        from value in Numbers()
        from echo in Numbers()
        select new TcpSegmentOptions(size, scale, selective, timestamps ? new TcpTimestamps(value, echo) : null);

    private static Gen<int?> Maybe(Gen<int> numbers) =>
        Gen.OneOf(Gen.Constant((int?)null), numbers.Select(number => (int?)number));
}
