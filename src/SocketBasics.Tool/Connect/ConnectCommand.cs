using System.CommandLine;
using SocketBasics.Tool.Manuals;
using SocketBasics.Tool.Terminal;

namespace SocketBasics.Tool.Connect;

/// <summary><c>sockets connect</c>: connects once, and says how it ended and why.</summary>
internal sealed class ConnectCommand : ToolCommand
{
    private readonly Argument<string> _host = new("HOST");
    private readonly Argument<string?> _port = new("PORT") { Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<string?> _timeout = CommandWords.Timeout(
        "How long to try at most, the lookup of the name included. The default is 30.");

    private readonly Option<string?> _local = new("--local")
    {
        HelpName = "ADDRESS",
        Description = "Connect from this address of this machine, or from this endpoint, such as 192.0.2.7:4000. " +
            "Without it the kernel chooses both, by its routes.",
    };

    private readonly Option<bool> _json = CommandWords.Json("Print one JSON object and nothing else; see JSON.");

    private readonly Option<string?> _svg = CommandWords.Svg(
        "Draw the recorded segments into this file, which is replaced. If they cannot be recorded, nothing is " +
        "connected and nothing is drawn.");

    private readonly Option<bool> _mermaid = CommandWords.Mermaid(
        "Print a sequence diagram in the language of Mermaid and nothing else: of the recorded segments, or, where " +
        "they cannot be recorded, of what the report knows.");

    private readonly Option<bool> _noPicture = new("--no-picture")
    {
        Description = "Record and draw nothing, also where it could be done.",
    };

    private readonly Option<bool> _tcpInfo = new("--tcp-info")
    {
        Description = "Tell also what the kernel knows about the connection (TCP_INFO): round trip, windows, losses.",
    };

    public ConnectCommand()
    {
        Syntax = new("connect") { _host, _port, _timeout, _local, _json, _svg, _mermaid, _noPicture, _tcpInfo };
    }

    public override Command Syntax { get; }

    public override Manual Manual { get; } = new(
        "connect once, and say how it ended and why",
        ["HOST PORT [OPTION]...", "ENDPOINT [OPTION]..."],
        [
            "Connects to a server, prints how that ended, and closes the connection again without sending a byte. " +
            "There are five outcomes: connected; refused, which means that somebody at the address said no; timed " +
            "out, which is silence; unreachable, which somebody on the way or this machine's routing table said; " +
            "and failed, which is everything else, such as a name that does not exist.",
            "The report is a table: the questions to the resolver, the addresses that were tried, when, for how " +
            "long, with how many SYNs, and what each one heard. Below a failure stand its cause and what helps. No " +
            "privilege is needed for that.",
            "Below the report the segments are drawn as they went over the wire, if HOST is an address and the " +
            "segments can be recorded: on Linux, as root, with the capability CAP_NET_RAW, or inside a network of " +
            "one's own (unshare -Urn). Otherwise one line says what is missing. No picture is made up.",
            "Before that, it connects once to itself, on this machine alone, so that the times are those of the " +
            "network and not those of its own start.",
            "On a terminal a line shows how far it is while it waits: the SYNs so far, and the time.",
        ])
    {
        Arguments =
        [
            ("HOST", "A name, whose addresses are raced as RFC 8305 says (Happy Eyeballs); or an IPv4 or IPv6 " +
                "address, with or without brackets."),
            ("PORT", "The port, 1 to 65535."),
            ("ENDPOINT", "An address with its port, such as 192.0.2.1:80 or [2001:db8::1]:80; or a local (Unix) " +
                "socket: unix:/path, or unix:@name for an abstract name."),
        ],
        Json =
        [
            ("{...}", "The establishment report (docs/establishment-report.md), and beside its members: exitCode, a " +
                "number; cause and remedy, why it failed and what helps, or null; tcpInfo, a string, or null " +
                "without --tcp-info; trace, the recorded segments as sockets trace has them, or null; and " +
                "traceNeeds, a string, what is missing for a trace, or null."),
        ],
        ExitStatus =
        [
            ("0", "Connected."),
            ("1", "There was nothing to draw into the file of --svg: no segment was sent, or another connection came " +
                "first."),
            ("3", "Refused."),
            ("4", "Timed out."),
            ("5", "Unreachable."),
            ("6", "Failed."),
            .. RootManual.CommonExitStatus,
        ],
        Examples =
        [
            ("sockets connect example.com 443", "Connect to the first address of a name that answers."),
            ("sockets connect 192.0.2.1 80 --timeout 5 --svg silence.svg", "Draw what a silent host looks like."),
            ("sockets connect unix:/run/postgresql/.s.PGSQL.5432", "Ask whether anybody listens on a local socket."),
            ("until sockets connect db.example 5432 -t 1; do sleep 1; done", "Wait for a server in a script."),
            ("sockets connect ::1 8080 --json | jq .attempts[0].synCount", "Take one number out of the report."),
        ],
        SeeAlso = "sockets-listen, sockets-trace, connect(2), tcp(7), capabilities(7), unshare(1)",
    };

    public override Task<int> RunAsync(ParseResult words, Screen screen, CancellationToken stop)
    {
        CommandWords.Exclude(words, _json, _mermaid);
        CommandWords.Exclude(words, _noPicture, _svg);
        ConnectTarget target = ConnectTarget.Parse(words.GetRequiredValue(_host), words.GetValue(_port));
        var settings = new ConnectSettings(target)
        {
            Timeout = CommandWords.ReadSeconds(words, _timeout) ?? TimeSpan.FromSeconds(30),
            Local = words.GetValue(_local) is { } local ? target.ParseLocal(local) : null,
            WantsPicture = !words.GetValue(_noPicture),
            WantsTcpInfo = words.GetValue(_tcpInfo),
            WantsJson = words.GetValue(_json),
            WantsMermaid = words.GetValue(_mermaid),
            SvgFile = words.GetValue(_svg),
        };
        return new ConnectRun(settings, screen).RunAsync(stop);
    }
}
