using System.Globalization;
using SocketBasics.Outcomes;

namespace SocketBasics.Reports;

/// <summary>A snapshot of a TCP socket on one line.</summary>
internal static class TcpInfoText
{
    public static string Format(in TcpInfo info)
    {
        var parts = new List<string> { TcpStateName.Of(info.State) };
        if (info is { State: TcpState.SynSent, SynCount: { } synCount })
            parts.Add(Count(synCount, "SYN"));
        if (info.RoundTripTime is { } roundTrip)
            parts.Add($"round trip {ElapsedText.Format(roundTrip)}");
        if (info.NegotiatedOptions is { } options)
            parts.Add(options.ToString());
        else if (info is { State: not TcpState.SynSent, SendMaximumSegmentSize: { } size })
            parts.Add($"MSS {size.ToString(CultureInfo.InvariantCulture)}");
        if (info is { State: not TcpState.SynSent, CongestionWindow: { } window })
            parts.Add($"congestion window {window.ToString(CultureInfo.InvariantCulture)}");
        if (info is { State: not TcpState.SynSent, TotalRetransmissions: > 0 and { } repeated })
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{repeated} sent again"));
        return string.Join(", ", parts);
    }

    private static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");
}
