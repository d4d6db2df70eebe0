namespace SocketBasics.Tool.Connect;

/// <summary>What the command line of <c>connect</c> asks for.</summary>
internal sealed record ConnectSettings(ConnectTarget Target)
{
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    public Endpoint? Local { get; init; }

    public bool WantsPicture { get; init; } = true;

    public bool WantsTcpInfo { get; init; }

    public bool WantsJson { get; init; }

    public bool WantsMermaid { get; init; }

    public string? SvgFile { get; init; }
}
