namespace SocketBasics.Corpus;

/// <summary>A repository that belongs to the corpus.</summary>
/// <param name="Name">Its name, as owner/name.</param>
/// <param name="Tier">What is to be expected of its code.</param>
/// <param name="Commit">The commit that the labels were made at.</param>
public sealed record ListedRepository(string Name, RepositoryTier Tier, string Commit)
{
    /// <summary>Reads the list in the lines of a file.</summary>
    /// <param name="lines">The lines; the first has the names of the columns.</param>
    /// <returns>The repositories.</returns>
    /// <exception cref="FormatException">A line is no repository.</exception>
    public static IReadOnlyList<ListedRepository> Parse(IEnumerable<string> lines) =>
        TableFile.Parse(lines, "repo tier commit", values => Enum.TryParse(values[1], out RepositoryTier tier)
            ? new ListedRepository(values[0], tier, values[2])
            : throw new FormatException($"No such tier: {values[1]}"));
}
