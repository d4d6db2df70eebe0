namespace SocketBasics.Corpus;

/// <summary>The page of the documentation that says how well the rules do.</summary>
public static class PrecisionPage
{
    /// <summary>Writes the page.</summary>
    /// <param name="scores">The scores of the rules.</param>
    /// <param name="repositories">How many repositories of each tier were looked at.</param>
    /// <param name="files">How many files they have.</param>
    /// <returns>The page, in Markdown.</returns>
    public static string Write(
        IEnumerable<RuleScore> scores, IReadOnlyDictionary<RepositoryTier, int> repositories, int files) =>
        $"""
        # Precision and recall

        All rules, run over {repositories.Values.Sum()} public repositories with {files} C# files:
        {repositories.GetValueOrDefault(RepositoryTier.Excellent)} libraries and servers that many others build on,
        {repositories.GetValueOrDefault(RepositoryTier.Popular)} popular libraries and applications, and
        {repositories.GetValueOrDefault(RepositoryTier.Tutorial)} tutorials, exercises and students' projects.

        The source around every report was read. A report is true where the line has the mistake that the message
        describes; that includes tests, and code that runs only on the one system where it works. Code that does the
        same on purpose, and says so, counts as a false report.

        - **By luck** are the true reports of code that works all the same: two addresses that are compared by reference
          happen to be one object, for example.
        - **Precision** is the share of true reports. A report without a label yet counts as false.
        - **Mistakes** are the lines that have the mistake, with or without a report, and **recall** is the share of
          them that the rule reports. They were looked for by reading a part of the repositories, and by searching all
          of them for the text of the calls that a rule is about; others are known only because a rule reported them,
          so that recall is too high for mistakes that no text gives away.

        A rule that is a warning only where it is sure has a second line for the rest, which it reports as a suggestion;
        its mistakes are counted in the first line.

        Rules were mended where they were wrong in these repositories, so that elsewhere they will be wrong more often.

        {ScoreTable.Write(scores, link: true)}
        Rules without reports are about the library's own types, which none of the repositories uses yet, or about
        mistakes that are rare. `tools/SocketBasics.Corpus` writes this page:

        ```
        dotnet run --project tools/SocketBasics.Corpus -c Release -- <folder of clones> --page docs/rules/precision.md
        ```

        """;
}
