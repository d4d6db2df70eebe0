namespace SocketBasics.Tool.Manuals;

/// <summary>The manual page of the whole tool.</summary>
internal static class RootManual
{
    public const string Name = "sockets";

    public static Manual Of(ToolCommand[] commands) => new(
        "connect, listen, and record handshakes, and say what happened",
        ["COMMAND [ARGUMENT]... [OPTION]...", "[COMMAND] --help", "--version"],
        [
            "sockets shows how connections come to be, and why they do not: who answered what, how long it took, how " +
            "many SYNs it cost, and what helps. Each command has a page of its own: sockets connect --help.",
            "Everything that came from outside is escaped before it is printed: controls, line breaks, escape " +
            "characters and markup become \\xNN.",
        ])
    {
        Commands = [.. commands.Select(static command => (command.Syntax.Name, Sentence(command.Manual.Summary)))],
        Environment =
        [
            ("NO_COLOR", "When it is set and not empty, there are neither colors nor progress (no-color.org). There " +
                "are none either when the output is not a terminal."),
        ],
        ExitStatus = CommonExitStatus,
        Examples =
        [
            ("sockets connect example.com 443", "Connect, and say how it went."),
            ("sockets listen 8080", "Accept, and say who calls."),
            ("sockets trace 8080", "Draw the segments of the next connection."),
        ],
        SeeAlso = "ss(8), tcpdump(8), nc(1), tcp(7), unix(7)",
    };

    /// <summary>Gets the exit codes that every command has.</summary>
    public static (string Term, string Text)[] CommonExitStatus { get; } =
    [
        ("64", "The command line is wrong (EX_USAGE)."),
        ("69", "This system cannot do it (EX_UNAVAILABLE)."),
        ("71", "The system refused something, such as a port that is taken (EX_OSERR)."),
        ("73", "The file of --svg cannot be written (EX_CANTCREAT)."),
        ("77", "A privilege is missing (EX_NOPERM)."),
        ("130", "It was interrupted by SIGINT (Ctrl+C) before there was a result."),
        ("143", "The same, by SIGTERM."),
    ];

    private static string Sentence(string summary) => $"{char.ToUpperInvariant(summary[0])}{summary[1..]}.";
}
