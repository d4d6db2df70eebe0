namespace SocketBasics.Corpus;

/// <summary>What the rules did in one repository.</summary>
/// <param name="Repository">The repository.</param>
/// <param name="Files">How many files it has.</param>
/// <param name="Reports">What they reported.</param>
/// <param name="Crashes">What they threw, which is a bug each.</param>
/// <param name="Times">How long each rule took, on all processors together.</param>
/// <param name="Time">How long compiler and rules took.</param>
internal sealed record RepositoryAnalysis(
    GitRepository Repository,
    int Files,
    IReadOnlyList<RuleReport> Reports,
    IReadOnlyList<string> Crashes,
    IReadOnlyDictionary<string, TimeSpan> Times,
    TimeSpan Time);
