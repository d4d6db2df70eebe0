using System.Buffers.Binary;

namespace SocketBasics.Handshake;

/// <summary>The options of a TCP header that a handshake negotiates with (RFC 9293 section 3.2).</summary>
/// <remarks>
/// Only what is whole and of its proper length counts: an option of another length is skipped, and reading ends at one
/// whose length is impossible. If an option is repeated, the last one counts, as on Linux. Options that this type has no
/// member for are skipped.
/// </remarks>
/// <param name="MaximumSegmentSize">
/// The largest payload that the sender takes, in bytes, 0 to 65535 (MSS), or <see langword="null"/> when it does not say;
/// then 536 counts for IPv4 and 1220 for IPv6.
/// </param>
/// <param name="WindowScale">
/// By how many bits the sender's windows are to be shifted, 0 to 255 as on the wire, where more than 14 counts as 14
/// (RFC 7323 section 2.3); <see langword="null"/> when it does not scale.
/// </param>
/// <param name="PermitsSelectiveAcknowledgment">Whether the sender takes selective acknowledgments (SACK, RFC 2018).</param>
/// <param name="Timestamps">The timestamps, or <see langword="null"/> for none.</param>
public readonly record struct TcpSegmentOptions(
    int? MaximumSegmentSize,
    int? WindowScale,
    bool PermitsSelectiveAcknowledgment,
    TcpTimestamps? Timestamps)
{
    private const byte EndOfOptions = 0;
    private const byte NoOperation = 1;
    private const byte MaximumSegmentSizeKind = 2;
    private const byte WindowScaleKind = 3;
    private const byte SelectiveAcknowledgmentPermittedKind = 4;
    private const byte TimestampsKind = 8;

    /// <summary>Returns the options on one line: <c>MSS 1460, window scale 7, SACK, timestamps</c>.</summary>
    /// <returns>One line, empty when there is no option.</returns>
    public override string ToString()
    {
        var parts = new List<string>();
        if (MaximumSegmentSize is { } size)
            parts.Add($"MSS {size}");
        if (WindowScale is { } scale)
            parts.Add($"window scale {scale}");
        if (PermitsSelectiveAcknowledgment)
            parts.Add("SACK");
        if (Timestamps is not null)
            parts.Add("timestamps");
        return string.Join(", ", parts);
    }

    /// <summary>Reads what follows the fixed part of the header, up to the header's end or to where the bytes end.</summary>
    internal static TcpSegmentOptions Read(ReadOnlySpan<byte> bytes)
    {
        var options = default(TcpSegmentOptions);
        while (!bytes.IsEmpty && bytes[0] != EndOfOptions)
        {
            if (bytes[0] == NoOperation)
            {
                bytes = bytes[1..];
                continue;
            }

            if (bytes.Length < 2 || bytes[1] < 2 || bytes[1] > bytes.Length)
                break;

            options = options.With(bytes[0], bytes[2..bytes[1]]);
            bytes = bytes[bytes[1]..];
        }

        return options;
    }

    private TcpSegmentOptions With(byte kind, ReadOnlySpan<byte> value) => (kind, value.Length) switch
    {
        (MaximumSegmentSizeKind, 2) => this with { MaximumSegmentSize = BinaryPrimitives.ReadUInt16BigEndian(value) },
        (WindowScaleKind, 1) => this with { WindowScale = value[0] },
        (SelectiveAcknowledgmentPermittedKind, 0) => this with { PermitsSelectiveAcknowledgment = true },
        (TimestampsKind, 8) => this with
        {
            Timestamps = new TcpTimestamps(
                BinaryPrimitives.ReadUInt32BigEndian(value), BinaryPrimitives.ReadUInt32BigEndian(value[4..])),
        },
        _ => this,
    };
}
