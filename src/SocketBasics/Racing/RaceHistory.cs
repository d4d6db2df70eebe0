namespace SocketBasics.Racing;

/// <summary>What a race tells besides its outcome.</summary>
internal sealed record RaceHistory(IReadOnlyList<LookupReport> Lookups, IReadOnlyList<AttemptReport> Attempts);
