using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace SocketBasics.Handshake;

/// <summary>The header of a TCP segment (RFC 9293 section 3.1).</summary>
/// <remarks>
/// What the header says, as numbers of this machine. The checksum is not looked at: on a machine's own segments the
/// network adapter fills it in later.
/// </remarks>
/// <param name="SourcePort">The sender's port, 0 to 65535.</param>
/// <param name="DestinationPort">The receiver's port, 0 to 65535.</param>
/// <param name="SequenceNumber">
/// The number of the first byte of the payload; with <see cref="TcpFlags.Syn"/> the sender's initial sequence number,
/// and the payload begins one later.
/// </param>
/// <param name="AcknowledgmentNumber">
/// The next number that the sender expects; it counts only with <see cref="TcpFlags.Acknowledgment"/>.
/// </param>
/// <param name="Flags">The control bits.</param>
/// <param name="Window">
/// How much the sender has room for, 0 to 65535 as on the wire; in a segment without SYN to be shifted by the window
/// scale of the sender's SYN, if both sides scale.
/// </param>
/// <param name="PayloadLength">How many bytes of data the segment carries.</param>
/// <param name="Options">
/// What the sender offers or tells behind the fixed part: MSS, window scale, SACK, timestamps.
/// </param>
public readonly record struct TcpSegment(
    int SourcePort,
    int DestinationPort,
    uint SequenceNumber,
    uint AcknowledgmentNumber,
    TcpFlags Flags,
    int Window,
    int PayloadLength,
    TcpSegmentOptions Options)
{
    private const int SmallestHeader = 20;
    private const int MostFlags = 0x1FF;

    // Of the bits that have a name, those that tell what a segment is for come first.
    private static readonly (TcpFlags Flag, string Name)[] FlagNames =
    [
        (TcpFlags.Syn, "SYN"), (TcpFlags.Fin, "FIN"), (TcpFlags.Reset, "RST"), (TcpFlags.Acknowledgment, "ACK"),
    ];

    /// <summary>
    /// Gets how many sequence numbers the segment takes: one for each byte, one for SYN, one for FIN.
    /// </summary>
    public long SequenceLength => PayloadLength + (Has(TcpFlags.Syn) ? 1L : 0) + (Has(TcpFlags.Fin) ? 1L : 0);

    /// <summary>Reads a whole segment, as it stands behind the IP header.</summary>
    /// <param name="bytes">The header and the payload, nothing else.</param>
    /// <param name="segment">What the header says, or <c>default</c>.</param>
    /// <returns>
    /// <see langword="false"/> when the bytes are no TCP segment: fewer than 20, or fewer than the header says that it
    /// has. No bytes make it throw.
    /// </returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out TcpSegment segment) =>
        TryRead(bytes, bytes.Length, out segment);

    /// <summary>Reads a segment of which only the beginning is at hand.</summary>
    /// <param name="bytes">The header, or its first 20 bytes at least: options that were cut off are not read.</param>
    /// <param name="length">The length of the whole segment in bytes, as the IP header tells it.</param>
    /// <param name="segment">What the header says, or <c>default</c>.</param>
    /// <returns>
    /// <see langword="false"/> when the bytes are no TCP segment of that length. No bytes and no length make it throw.
    /// </returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, int length, out TcpSegment segment)
    {
        segment = default;
        if (bytes.Length < SmallestHeader || length < SmallestHeader)
            return false;

        int header = (bytes[12] >> 4) * 4;
        if (header < SmallestHeader || header > length)
            return false;

        segment = new TcpSegment(
            BinaryPrimitives.ReadUInt16BigEndian(bytes),
            BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
            (TcpFlags)(BinaryPrimitives.ReadUInt16BigEndian(bytes[12..]) & MostFlags),
            BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]),
            length - header,
            TcpSegmentOptions.Read(bytes[SmallestHeader..Math.Min(header, bytes.Length)]));
        return true;
    }

    /// <summary>
    /// Returns the segment as <c>SYN-ACK seq=3402137411 ack=802208709 win=65483 (MSS 65495, SACK)</c>.
    /// </summary>
    /// <returns>One line.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Name} seq={SequenceNumber}");
        if (Has(TcpFlags.Acknowledgment))
            text.Append(CultureInfo.InvariantCulture, $" ack={AcknowledgmentNumber}");
        text.Append(CultureInfo.InvariantCulture, $" win={Window}");
        if (PayloadLength > 0)
            text.Append(CultureInfo.InvariantCulture, $" payload={PayloadLength}");
        if (Options != default)
            text.Append(CultureInfo.InvariantCulture, $" ({Options})");
        return text.ToString();
    }

    /// <summary>
    /// The name that people give it: <c>SYN-ACK</c>, <c>RST</c>; what carries data alone is <c>data</c>.
    /// </summary>
    internal string Name
    {
        get
        {
            if (PayloadLength > 0 && (Flags & (TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Reset)) == 0)
                return "data";

            TcpFlags flags = Flags;
            string name = string.Join(
                '-', FlagNames.Where(known => (flags & known.Flag) != 0).Select(static known => known.Name));
            return name.Length == 0 ? "no flags" : name;
        }
    }

    internal bool Has(TcpFlags flag) => (Flags & flag) != 0;
}
