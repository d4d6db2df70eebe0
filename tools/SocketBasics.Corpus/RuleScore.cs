using Microsoft.CodeAnalysis;

namespace SocketBasics.Corpus;

/// <summary>How well a rule does.</summary>
/// <param name="Rule">The id of the rule.</param>
/// <param name="Severity">How the rule reported.</param>
/// <param name="True">Reports of a mistake.</param>
/// <param name="Lucky">True reports of code that works all the same, by luck.</param>
/// <param name="False">Reports of what is no mistake.</param>
/// <param name="Unlabeled">Reports that nobody has looked at yet.</param>
/// <param name="Missed">Labeled mistakes without a report.</param>
/// <param name="Found">Labeled mistakes with a report.</param>
public sealed record RuleScore(
    string Rule, DiagnosticSeverity Severity, int True, int Lucky, int False, int Unlabeled, int Missed, int Found)
{
    /// <summary>Gets the number of reports.</summary>
    public int Reports => True + False + Unlabeled;

    /// <summary>Gets the number of labeled mistakes.</summary>
    public int Labeled => Missed + Found;

    /// <summary>Gets the share of true reports; what nobody has looked at counts as false.</summary>
    public double? Precision => Reports == 0 ? null : (double)True / Reports;

    /// <summary>Gets the share of mistakes that were reported.</summary>
    public double? Recall => Labeled == 0 ? null : (double)Found / Labeled;

    /// <summary>Counts for one rule: once, and once more for what it reports with another severity.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="join">The reports and labels of all rules.</param>
    /// <returns>The scores; the first has all mistakes, found with whatever severity.</returns>
    public static IEnumerable<RuleScore> Of(DiagnosticDescriptor rule, LabelJoin join)
    {
        JudgedReport[] reports = [.. join.Judged.Where(judged => judged.Report.Rule == rule.Id)];
        yield return Of(rule.Id, rule.DefaultSeverity, reports) with
        {
            Missed = join.Missed.Count(label => label.Rule == rule.Id),
            Found = reports.Select(judged => judged.Label).Distinct().Count(label => label is { IsMistake: true }),
        };
        foreach (DiagnosticSeverity other in reports.Select(judged => judged.Report.Severity).Distinct()
            .Where(severity => severity != rule.DefaultSeverity))
        {
            yield return Of(rule.Id, other, reports);
        }
    }

    private static RuleScore Of(string rule, DiagnosticSeverity severity, IEnumerable<JudgedReport> all)
    {
        JudgedReport[] reports = [.. all.Where(judged => judged.Report.Severity == severity)];
        return new(
            rule,
            severity,
            True: reports.Count(judged => judged.Label is { IsMistake: true }),
            Lucky: reports.Count(judged => judged.Label is { Verdict: Label.Lucky }),
            False: reports.Count(judged => judged.Label is { IsMistake: false }),
            Unlabeled: reports.Count(judged => judged.Label is null),
            Missed: 0,
            Found: 0);
    }
}
