namespace SocketBasics.Tool.Listen;

/// <summary>What the command line of <c>listen</c> asks for.</summary>
internal sealed record ListenSettings(Endpoint Endpoint)
{
    /// <summary>Gets the backlog; the kernel makes it as long as it allows when nobody says otherwise.</summary>
    public int Backlog { get; init; } = int.MaxValue;

    /// <summary>Gets after how many callers it ends, or <see langword="null"/> for never.</summary>
    public int? Count { get; init; }

    public bool SavesSyn { get; init; } = true;

    public bool Echoes { get; init; }

    public bool Holds { get; init; }

    public bool WantsJson { get; init; }
}
