using System.Text.Json.Nodes;
using SocketBasics.Tool.Trace;

namespace SocketBasics.Tool.Connect;

/// <summary>The JSON of <c>sockets connect</c>: the establishment report, and more beside it.</summary>
internal static class ConnectJson
{
    public static string Format(RecordedConnect connect, string? tcpInfo)
    {
        JsonObject json = JsonNode.Parse(connect.Result.Report.ToJson())!.AsObject();
        Explanation? explanation = Explanation.Of(connect.Result);
        json["exitCode"] = ExitCode.Of(connect.Result);
        json["cause"] = explanation?.Cause;
        json["remedy"] = explanation?.Remedy;
        json["tcpInfo"] = tcpInfo;
        json["trace"] = connect.Trace is { } trace ? TraceJson.Of(trace) : null;
        json["traceNeeds"] = connect.Lack;
        return json.ToJsonString();
    }
}
