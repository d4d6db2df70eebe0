namespace SocketBasics.Corpus;

/// <summary>Brings reports and labels together.</summary>
public sealed class LabelJoin
{
    /// <summary>How far a report may be from the line of its label: a statement may begin some lines above.</summary>
    public const int Reach = 2;

    private LabelJoin(IReadOnlyList<JudgedReport> judged, IReadOnlyList<Label> missed) =>
        (Judged, Missed) = (judged, missed);

    /// <summary>Gets the reports, each with the label that belongs to it.</summary>
    public IReadOnlyList<JudgedReport> Judged { get; }

    /// <summary>Gets the mistakes that are labeled and were not reported.</summary>
    public IReadOnlyList<Label> Missed { get; }

    /// <summary>Finds the label of every report: on the same line, or else the nearest that no report is on.</summary>
    /// <param name="reports">The reports.</param>
    /// <param name="labels">The labels.</param>
    /// <returns>The reports and labels, brought together.</returns>
    public static LabelJoin Of(IReadOnlyList<RuleReport> reports, IReadOnlyList<Label> labels)
    {
        ILookup<(string, string, string), Label> byFile =
            labels.ToLookup(label => (label.Rule, label.Repository, label.Path));
        var judged = new List<JudgedReport>();
        foreach (var file in reports.GroupBy(report => (report.Rule, report.Repository, report.Path)))
            judged.AddRange(Join([.. file], [.. byFile[file.Key]]));

        HashSet<Label> found = [.. judged.Select(one => one.Label).OfType<Label>()];
        return new(judged, [.. labels.Where(label => label.IsMistake && !found.Contains(label))]);
    }

    private static IEnumerable<JudgedReport> Join(RuleReport[] reports, Label[] labels)
    {
        HashSet<int> reported = [.. reports.Select(report => report.Line)];
        Label[] free = [.. labels.Where(label => !reported.Contains(label.Line))];
        foreach (RuleReport report in reports)
        {
            yield return new(
                report,
                labels.FirstOrDefault(label => label.Line == report.Line)
                    ?? free.Where(label => Math.Abs(label.Line - report.Line) <= Reach)
                        .MinBy(label => Math.Abs(label.Line - report.Line)));
        }
    }
}
