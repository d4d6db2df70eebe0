namespace SocketBasics;

/// <summary>What the two SYN segments of a connection agreed on (RFC 9293 section 3.2; TCP_INFO, tcp(7)).</summary>
/// <param name="MaximumSegmentSize">The largest segment that this side sends, in bytes, headers not counted.</param>
/// <param name="SendWindowScale">
/// The peer's window scale: its windows are shifted left by so many bits, 0 to 14 (RFC 7323 section 2); <see
/// langword="null"/> when one of the two did not offer it.
/// </param>
/// <param name="ReceiveWindowScale">This side's window scale, or <see langword="null"/> as above.</param>
/// <param name="HasSelectiveAcknowledgment">Whether lost segments can be named one by one (SACK, RFC 2018).</param>
/// <param name="HasTimestamps">Whether segments carry timestamps (RFC 7323 section 3).</param>
/// <param name="HasEcn">Whether routers may mark congestion instead of dropping (ECN, RFC 3168).</param>
public readonly record struct NegotiatedOptions(
    int MaximumSegmentSize,
    int? SendWindowScale,
    int? ReceiveWindowScale,
    bool HasSelectiveAcknowledgment,
    bool HasTimestamps,
    bool HasEcn)
{
    /// <summary>Returns the options on one line: <c>MSS 1448, window scale 10/7, SACK, timestamps</c>.</summary>
    /// <returns>One line; the first window scale is the peer's, the second this side's.</returns>
    public override string ToString()
    {
        var parts = new List<string> { $"MSS {MaximumSegmentSize}" };
        if (SendWindowScale is { } send && ReceiveWindowScale is { } receive)
            parts.Add($"window scale {send}/{receive}");
        if (HasSelectiveAcknowledgment)
            parts.Add("SACK");
        if (HasTimestamps)
            parts.Add("timestamps");
        if (HasEcn)
            parts.Add("ECN");
        return string.Join(", ", parts);
    }
}
