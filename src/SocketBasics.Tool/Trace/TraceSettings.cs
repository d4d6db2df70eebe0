namespace SocketBasics.Tool.Trace;

/// <summary>What the command line of <c>trace</c> asks for.</summary>
internal sealed record TraceSettings(Endpoint Server)
{
    public int Count { get; init; } = 1;

    public bool OnlyHandshake { get; init; }

    /// <summary>Gets how long each recording may take, or <see langword="null"/> for as long as it takes.</summary>
    public TimeSpan? Timeout { get; init; }

    public string? Interface { get; init; }

    public int Packets { get; init; } = 1_000;

    public bool WantsJson { get; init; }

    public bool WantsMermaid { get; init; }

    public string? SvgFile { get; init; }
}
