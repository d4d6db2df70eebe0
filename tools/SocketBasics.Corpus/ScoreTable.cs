using System.Globalization;

namespace SocketBasics.Corpus;

/// <summary>Writes scores as a Markdown table, which is readable on a screen as well.</summary>
public static class ScoreTable
{
    /// <summary>Writes one line per rule.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="link">Whether the ids are links to the pages beside the table.</param>
    /// <returns>The table.</returns>
    public static string Write(IEnumerable<RuleScore> scores, bool link)
    {
        string[] lines =
        [
            "| rule | severity | reports | true | by luck | false | unlabeled "
                + "| precision | mistakes | found | recall |",
            "| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |",
            .. scores.Select(score =>
            {
                string rule = link ? $"[{score.Rule}]({score.Rule}.md)" : score.Rule;
                return $"| {rule} | {score.Severity} | {score.Reports} | {score.True} | {score.Lucky} "
                    + $"| {score.False} | {score.Unlabeled} | {Percent(score.Precision)} "
                    + $"| {score.Labeled} | {score.Found} | {Percent(score.Recall)} |";
            }),
        ];
        return string.Concat(lines.Select(line => line + "\n"));
    }

    // Rounded down: 100 % is said of what has no exception.
    private static string Percent(double? share) => share is { } value
        ? Math.Floor(value * 100).ToString(CultureInfo.InvariantCulture) + " %"
        : "–";
}
