using System.Text.Json.Nodes;
using SocketBasics.Handshake;
using SocketBasics.Tool.Terminal;
using SocketBasics.Tool.Trace;

namespace SocketBasics.Tool.Listen;

/// <summary>What <c>sockets listen</c> prints, for people or for machines. Safe for any number of threads.</summary>
internal sealed class ListenLog(Screen screen, bool isJson)
{
    /// <summary>The first line: from now on clients can connect.</summary>
    public void Listening(ListeningSocket listener, bool holds)
    {
        if (isJson)
        {
            Write("listening", new()
            {
                ["endpoint"] = listener.LocalEndpoint.ToString(),
                ["backlog"] = listener.EffectiveBacklog,
                ["holds"] = holds,
            });
            return;
        }

        string backlog = listener.EffectiveBacklog is { } limit ? Text($", backlog {limit}") : "";
        screen.Line($"{listener}{backlog}{(holds ? ", accepting nothing" : "")}", Tone.Heading);
    }

    public void Accepted(Connection connection, int number)
    {
        if (isJson)
        {
            Write("accepted", new()
            {
                ["number"] = number,
                ["remoteEndpoint"] = connection.RemoteEndpoint.ToString(),
                ["localEndpoint"] = connection.LocalEndpoint.ToString(),
                ["syn"] = connection.Syn is { } kept ? Syn(kept) : null,
            });
            return;
        }

        string syn = connection.Syn is { } first
            ? Text($"\n   SYN with TTL {first.Packet.TimeToLive}, {Count(first.HopCount, "hop")} away, ")
                + Offers(first.Segment.Options)
            : "";
        screen.Line($"{Name(connection, number)} connected{syn}", Tone.Good);
    }

    public void Ended(Connection connection, int number, string how, long received, long sent, TimeSpan duration)
    {
        if (isJson)
        {
            Write("ended", new()
            {
                ["number"] = number,
                ["remoteEndpoint"] = connection.RemoteEndpoint.ToString(),
                ["how"] = how,
                ["bytesReceived"] = received,
                ["bytesSent"] = sent,
                ["durationMilliseconds"] = duration.TotalMilliseconds,
            });
            return;
        }

        string back = sent > 0 ? Text($", {sent} sent back") : "";
        string after = Text($"{how} after {duration.TotalSeconds:0.00} s");
        screen.Line($"{Name(connection, number)} {after}: {Count(received, "byte")} received{back}");
    }

    public void Queue(AcceptQueueStatus queue)
    {
        if (isJson)
        {
            Write("queue", new()
            {
                ["length"] = queue.Length,
                ["limit"] = queue.Limit,
                ["droppedSegments"] = queue.DroppedSegments,
                ["isFull"] = queue.IsFull,
            });
            return;
        }

        screen.Line(
            queue.IsFull ? $"queue: {queue}; it is full: the next client gets no answer" : $"queue: {queue}",
            queue.IsFull ? Tone.Warning : Tone.Plain);
    }

    /// <summary>The last line.</summary>
    public void Stopped(int accepted)
    {
        if (isJson)
            Write("stopped", new() { ["accepted"] = accepted });
        else
            screen.Line($"stopped, {Count(accepted, "connection")} accepted");
    }

    private void Write(string name, JsonObject json)
    {
        json.Insert(0, "event", name);
        screen.Line(json.ToJsonString());
    }

    private static JsonObject Syn(ClientSyn syn)
    {
        var json = new JsonObject
        {
            ["timeToLive"] = (int)syn.Packet.TimeToLive,
            ["hopCount"] = syn.HopCount,
            ["sequenceNumber"] = syn.InitialSequenceNumber,
            ["window"] = syn.Segment.Window,
        };
        TraceJson.AddOptions(json, syn.Segment.Options);
        return json;
    }

    // The unnamed client of a local socket has no name that would tell it from the others.
    private static string Name(Connection connection, int number) => Text($"{number}: {connection.RemoteEndpoint}");

    private static string Offers(TcpSegmentOptions options) =>
        options.ToString() is { Length: > 0 } text ? text : "no options";

    private static string Count(long count, string what) => Text($"{count} {what}{(count == 1 ? "" : "s")}");

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
