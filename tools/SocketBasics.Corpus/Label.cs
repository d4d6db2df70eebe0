namespace SocketBasics.Corpus;

/// <summary>What was found by reading one line: whether the rule would be right there.</summary>
/// <param name="Rule">The id of the rule.</param>
/// <param name="Verdict">TP, TP(win), TP(test), TP(luck), TRAP and what kind of trap, or INTENT.</param>
/// <param name="Repository">The repository, as owner/name.</param>
/// <param name="Commit">The commit that the line was read at, or its beginning.</param>
/// <param name="Path">The file in the repository.</param>
/// <param name="Line">The line, counted from 1.</param>
public sealed record Label(string Rule, string Verdict, string Repository, string Commit, string Path, int Line)
{
    /// <summary>The verdict on a mistake in code that works all the same.</summary>
    public const string Lucky = "TP(luck)";

    /// <summary>Gets a value indicating whether a report is right here; if not, the rule must be silent.</summary>
    public bool IsMistake => Verdict.StartsWith("TP", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => string.Join('\t', Rule, Verdict, Repository, Commit, Path, Line);
}
