using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using SocketBasics.Tool.Connect;
using SocketBasics.Tool.Manuals;
using SocketBasics.Tool.Terminal;

namespace SocketBasics.Tool.Trace;

/// <summary><c>sockets trace</c>: records the segments of connections that others make, and draws them.</summary>
internal sealed class TraceCommand : ToolCommand
{
    private readonly Argument<string> _hostOrPort = new("HOST");
    private readonly Argument<string?> _port = new("PORT") { Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<string?> _count = CommandWords.Number(
        "--count",
        "Record this many connections, one after the other; 1 is the default. Those that are made while another one " +
        "is recorded are counted and not drawn.");

    private readonly Option<bool> _handshake = new("--handshake")
    {
        Description = "End when both ends are established, or the connect has failed, and not when the connection is " +
            "over.",
    };

    private readonly Option<string?> _timeout = CommandWords.Timeout(
        "How long to record a connection at most, the wait for it included. Without it, as long as it takes.");

    private readonly Option<string?> _interface = new("--interface", "-i")
    {
        HelpName = "NAME",
        Description = "Look at this network interface alone, such as eth0. To be given on a router or a host of " +
            "containers, where the same packet passes several.",
    };

    private readonly Option<string?> _packets = CommandWords.Number(
        "--packets", "End a recording after this many packets, 1 to 100000; 1000 is the default.");

    private readonly Option<bool> _json = CommandWords.Json("Print one JSON object a line and nothing else; see JSON.");

    private readonly Option<string?> _svg = CommandWords.Svg(
        "Draw the connection into this file, which is replaced. Only one connection can be drawn into it.");

    private readonly Option<bool> _mermaid = CommandWords.Mermaid(
        "Print a sequence diagram in the language of Mermaid and nothing else.");

    public TraceCommand()
    {
        Syntax = new("trace")
        {
            _hostOrPort, _port, _count, _handshake, _timeout, _interface, _packets, _json, _svg, _mermaid,
        };
    }

    public override Command Syntax { get; }

    public override Manual Manual { get; } = new(
        "record the segments of the next connection, and draw them",
        ["PORT [OPTION]...", "HOST PORT [OPTION]...", "ENDPOINT [OPTION]..."],
        [
            "Records the TCP segments of the next connection to a server, and ICMP messages about them, as they pass " +
            "this machine; whoever makes it, and whether the server is here or elsewhere. When the connection is " +
            "over, it is drawn: two life lines, the states of both ends, and what was lost. Ctrl+C ends the " +
            "recording and draws what there is.",
            "Linux only, and with a privilege: root, the capability CAP_NET_RAW, or a network of its own, in which " +
            "the whole of what is to be seen happens: unshare -Urn, and there ip link set lo up.",
            "The kernel filters: nothing but these segments is looked at. A state is concluded from what passed " +
            "here; a client that gives up without a segment is not noticed, so end such a recording with Ctrl+C or " +
            "--timeout.",
        ])
    {
        Arguments =
        [
            ("HOST", "An IPv4 or IPv6 address, with or without brackets, or a name that has one address."),
            ("PORT", "The server's port, 1 to 65535. Alone it stands for all servers with that port, here and " +
                "elsewhere."),
            ("ENDPOINT", "An address with its port, such as 192.0.2.1:80 or [2001:db8::1]:80."),
        ],
        Json =
        [
            ("{\"event\":\"recording\",...}", "The kernel records from now on: server."),
            ("{\"event\":\"trace\",...}", "A connection: client; server; clientSequenceNumber; serverSequenceNumber; " +
                "clientEstablishedMilliseconds; serverEstablishedMilliseconds; missedPackets; otherConnections; " +
                "steps, each with timeMilliseconds, text, clientState, serverState, isRetransmission, isLost, kind " +
                "(segment, icmp or mark), side, and what belongs to the kind. What is not known is null."),
        ],
        ExitStatus =
        [
            ("0", "A connection was recorded."),
            ("1", "None was seen until --timeout."),
            .. RootManual.CommonExitStatus,
        ],
        Examples =
        [
            ("sockets trace 8080", "The next connection to any server with this port."),
            ("sockets trace 192.0.2.1 443 --handshake --svg handshake.svg", "Only the three segments, as a picture."),
            ("unshare -Urn sh -c 'ip link set lo up; exec sh'", "A shell in a network of its own, in which all three " +
                "commands work without a privilege."),
        ],
        SeeAlso = "sockets-connect, sockets-listen, packet(7), capabilities(7), unshare(1), tcpdump(8)",
    };

    public override async Task<int> RunAsync(ParseResult words, Screen screen, CancellationToken stop)
    {
        CommandWords.Exclude(words, _json, _mermaid);
        int count = CommandWords.ReadNumber(words, _count, least: 1, most: int.MaxValue) ?? 1;
        if (count > 1 && words.GetValue(_svg) is not null)
            throw ToolException.Usage("--svg draws one connection; --count asks for more.");
        if (words.GetValue(_interface) is "")
            throw ToolException.Usage("--interface needs the name of one.");
        Endpoint server = await ReadServerAsync(words.GetRequiredValue(_hostOrPort), words.GetValue(_port), stop);
        var settings = new TraceSettings(server)
        {
            Count = count,
            OnlyHandshake = words.GetValue(_handshake),
            Timeout = CommandWords.ReadSeconds(words, _timeout),
            Interface = words.GetValue(_interface),
            Packets = CommandWords.ReadNumber(words, _packets, least: 1, most: 100_000) ?? 1_000,
            WantsJson = words.GetValue(_json),
            WantsMermaid = words.GetValue(_mermaid),
            SvgFile = words.GetValue(_svg),
        };
        return await new TraceRun(settings, screen).RunAsync(stop);
    }

    private static async Task<Endpoint> ReadServerAsync(string first, string? port, CancellationToken stop)
    {
        if (port is null && !first.Contains(':', StringComparison.Ordinal))
            return Endpoint.Any(CommandWords.ReadPort(first, least: 1));

        ConnectTarget target = ConnectTarget.Parse(first, port);
        return target.Endpoint switch
        {
            { IsIP: true, Port: > 0 } endpoint => endpoint,
            { } endpoint => throw ToolException.Usage($"{endpoint} is no server with an address and a port."),
            null => Endpoint.IP(await LookUpAsync(target.Host, stop), target.Port),
        };
    }

    // One capture, one address: with two of them the first packet would decide which is drawn.
    private static async Task<IPAddress> LookUpAsync(string name, CancellationToken stop)
    {
        IPAddress[] addresses;
        try
        {
            addresses = [.. (await Dns.GetHostAddressesAsync(name, stop)).Distinct()];
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            throw ToolException.Usage($"{Harmless.Name(name)}: {Harmless.Message(exception.Message)}");
        }

        return addresses is [var address]
            ? address
            : throw ToolException.Usage(
                $"{Harmless.Name(name)} has {addresses.Length} addresses; give one of them, or the port alone: " +
                $"{string.Join(", ", addresses.AsEnumerable())}");
    }
}
