using System.CommandLine;
using SocketBasics.Tool.Manuals;
using SocketBasics.Tool.Terminal;

namespace SocketBasics.Tool.Listen;

/// <summary><c>sockets listen</c>: accepts connections, and says who calls and how full the queue is.</summary>
internal sealed class ListenCommand : ToolCommand
{
    private readonly Argument<string> _endpoint = new("PORT|ENDPOINT");

    private readonly Option<string?> _backlog = CommandWords.Number(
        "--backlog",
        "How many established connections may wait for accept, 0 or more; Linux lets one more in, and takes " +
        "net.core.somaxconn if that is less. The default is as many as the kernel allows.");

    private readonly Option<string?> _count = CommandWords.Number(
        "--count", "Stop listening after this many connections, and end when they have ended.");

    private readonly Option<bool> _echo = new("--echo")
    {
        Description = "Send back what comes. Without it, what comes is read, counted, and thrown away.",
    };

    private readonly Option<bool> _hold = new("--hold")
    {
        Description = "Accept nothing, so that the queue fills. The kernel completes handshakes all the same.",
    };

    private readonly Option<bool> _noSaveSyn = new("--no-save-syn")
    {
        Description = "Do not let the kernel keep the SYNs (TCP_SAVE_SYN), and show none.",
    };

    private readonly Option<bool> _json = CommandWords.Json("Print one JSON object a line and nothing else; see JSON.");

    public ListenCommand()
    {
        Syntax = new("listen") { _endpoint, _backlog, _count, _echo, _hold, _noSaveSyn, _json };
    }

    public override Command Syntax { get; }

    public override Manual Manual { get; } = new(
        "accept connections, and say who calls and how full the queue is",
        ["PORT [OPTION]...", "ENDPOINT [OPTION]..."],
        [
            "Listens, accepts every connection, and prints a line for each: its caller, and the SYN with which it " +
            "came, with the time to live that was left of it, how many routers that makes, and what it offered: the " +
            "largest segment (MSS), the window scale, SACK, timestamps. Another line tells how it ended. Nothing is " +
            "sent, unless --echo says so.",
            "Whenever it changes, the queue of connections that wait for accept is printed: its length, its limit, " +
            "and how many segments were dropped because it was full. It is looked at ten times a second; what comes " +
            "and goes in between is not seen. With --hold it fills, and then new clients time out.",
            "It ends by Ctrl+C or SIGTERM, or after --count. It closes every connection politely, and for that it " +
            "waits a second at most. A second Ctrl+C ends it at once.",
            "SYN and queue are told on Linux, for TCP.",
        ])
    {
        Arguments =
        [
            ("PORT", "The port, 0 to 65535, on every address of this machine, IPv6 and IPv4. 0 asks for a free one; " +
                "the first line says which it is."),
            ("ENDPOINT", "An address with its port, such as 127.0.0.1:8080, [::1]:8080 or *:8080; or a local (Unix) " +
                "socket: unix:/path, or unix:@name for an abstract name."),
        ],
        Json =
        [
            ("{\"event\":\"listening\",...}", "The first line: endpoint; backlog, as the kernel has it, or null; " +
                "holds."),
            ("{\"event\":\"accepted\",...}", "A connection: number, counted from 1; remoteEndpoint; localEndpoint; " +
                "syn, null or its timeToLive, hopCount, sequenceNumber, window, maximumSegmentSize, windowScale, " +
                "permitsSelectiveAcknowledgment and hasTimestamps."),
            ("{\"event\":\"ended\",...}", "The end of a connection: number; remoteEndpoint; how, in words; " +
                "bytesReceived; bytesSent; durationMilliseconds."),
            ("{\"event\":\"queue\",...}", "The queue has changed: length, limit, droppedSegments, isFull."),
            ("{\"event\":\"stopped\",...}", "The last line: accepted, how many connections there were."),
        ],
        ExitStatus =
        [
            ("0", "It was ended by Ctrl+C, by SIGTERM, or by --count."),
            .. RootManual.CommonExitStatus.Where(static code => code.Term is "64" or "71"),
        ],
        Examples =
        [
            ("sockets listen 8080", "Show who calls."),
            ("sockets listen 127.0.0.1:0 --echo", "An echo server for this machine alone, on a free port."),
            ("sockets listen 8080 --backlog 1 --hold", "Watch a queue of 1 fill: two clients connect, the third one " +
                "times out."),
            ("sockets listen 8080 --json | jq -c 'select(.event==\"accepted\").syn'", "Only the SYNs."),
        ],
        SeeAlso = "sockets-connect, sockets-trace, listen(2), accept(2), tcp(7), ss(8)",
    };

    public override Task<int> RunAsync(ParseResult words, Screen screen, CancellationToken stop)
    {
        CommandWords.Exclude(words, _hold, _count, _echo);
        var settings = new ListenSettings(ReadEndpoint(words.GetRequiredValue(_endpoint)))
        {
            Backlog = CommandWords.ReadNumber(words, _backlog, least: 0, most: int.MaxValue) ?? int.MaxValue,
            Count = CommandWords.ReadNumber(words, _count, least: 1, most: int.MaxValue),
            SavesSyn = !words.GetValue(_noSaveSyn),
            Echoes = words.GetValue(_echo),
            Holds = words.GetValue(_hold),
            WantsJson = words.GetValue(_json),
        };
        return new ListenRun(settings, new ListenLog(screen, settings.WantsJson)).RunAsync(stop);
    }

    private static Endpoint ReadEndpoint(string text) => text.Contains(':', StringComparison.Ordinal)
        ? EndpointText.Read(text)
        : Endpoint.Any(CommandWords.ReadPort(text, least: 0));
}
