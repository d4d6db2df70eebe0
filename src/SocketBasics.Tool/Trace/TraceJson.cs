using System.Text.Json.Nodes;
using SocketBasics.Handshake;

namespace SocketBasics.Tool.Trace;

/// <summary>A trace for machines.</summary>
internal static class TraceJson
{
    public static JsonObject Of(HandshakeTrace trace) => new()
    {
        ["client"] = trace.Client.Kind == EndpointKind.Unspecified ? null : trace.Client.ToString(),
        ["server"] = trace.Server.ToString(),
        ["clientSequenceNumber"] = trace.ClientSequenceNumber,
        ["serverSequenceNumber"] = trace.ServerSequenceNumber,
        ["clientEstablishedMilliseconds"] = trace.ClientEstablished?.TotalMilliseconds,
        ["serverEstablishedMilliseconds"] = trace.ServerEstablished?.TotalMilliseconds,
        ["missedPackets"] = trace.MissedPackets,
        ["otherConnections"] = trace.OtherConnections,
        ["steps"] = new JsonArray([.. trace.Steps.Select(Step)]),
    };

    /// <summary>The options of a SYN, also of the one that a listener kept.</summary>
    public static void AddOptions(JsonObject json, TcpSegmentOptions options)
    {
        json["maximumSegmentSize"] = options.MaximumSegmentSize;
        json["windowScale"] = options.WindowScale;
        json["permitsSelectiveAcknowledgment"] = options.PermitsSelectiveAcknowledgment;
        json["hasTimestamps"] = options.Timestamps is not null;
    }

    private static JsonNode Step(HandshakeStep step)
    {
        var json = new JsonObject
        {
            ["timeMilliseconds"] = step.Time.TotalMilliseconds,
            ["text"] = step.Event.ToString(),
            ["clientState"] = step.ClientState?.ToString(),
            ["serverState"] = step.ServerState?.ToString(),
            ["isRetransmission"] = step.IsRetransmission,
            ["isLost"] = step.IsLost,
        };
        switch (step.Event)
        {
            case HandshakeSegment { Segment: var segment } sent:
                json["kind"] = "segment";
                json["side"] = sent.Sender.ToString();
                json["flags"] = segment.Flags.ToString();
                json["sequenceNumber"] = segment.SequenceNumber;
                json["acknowledgmentNumber"] =
                    segment.Flags.HasFlag(TcpFlags.Acknowledgment) ? segment.AcknowledgmentNumber : null;
                json["window"] = segment.Window;
                json["payloadLength"] = segment.PayloadLength;
                AddOptions(json, segment.Options);
                break;
            case HandshakeIcmp icmp:
                json["kind"] = "icmp";
                json["side"] = icmp.Receiver.ToString();
                json["reportedBy"] = icmp.ReportedBy.ToString();
                json["type"] = (int)icmp.Message.Type;
                json["code"] = (int)icmp.Message.Code;
                break;
            case HandshakeMark mark:
                json["kind"] = "mark";
                json["side"] = mark.Side.ToString();
                break;
        }

        return json;
    }
}
