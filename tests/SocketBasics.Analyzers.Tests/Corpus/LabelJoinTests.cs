using Microsoft.CodeAnalysis;
using SocketBasics.Corpus;

namespace SocketBasics.Analyzers.Tests.Corpus;

public sealed class LabelJoinTests
{
    [Theory]
    [InlineData(8, true)]
    [InlineData(9, true)]
    [InlineData(10, true)]
    [InlineData(12, true)]
    [InlineData(7, false)]
    [InlineData(13, false)]
    public void A_report_has_the_label_that_is_at_most_two_lines_away(int line, bool isJoined)
    {
        LabelJoin join = LabelJoin.Of([Report(line)], [Mistake(10)]);

        Assert.Equal(isJoined, Assert.Single(join.Judged).Label is not null);
        Assert.Equal(isJoined, join.Missed.Count == 0);
    }

    [Fact]
    public void The_label_of_the_same_line_wins_over_a_near_one()
    {
        LabelJoin join = LabelJoin.Of([Report(10), Report(11)], [Trap(11), Mistake(10)]);

        Assert.Equal([10, 11], join.Judged.Select(judged => judged.Label!.Line));
    }

    [Fact]
    public void A_label_whose_line_is_reported_serves_no_other_line()
    {
        LabelJoin join = LabelJoin.Of([Report(10), Report(11)], [Mistake(10)]);

        Assert.Equal([10, null], join.Judged.Select(judged => judged.Label?.Line));
    }

    [Fact]
    public void The_nearest_label_wins()
    {
        LabelJoin join = LabelJoin.Of([Report(10)], [Trap(8), Mistake(11)]);

        Assert.True(Assert.Single(join.Judged).Label!.IsMistake);
    }

    [Fact]
    public void Rule_repository_and_path_must_be_the_same()
    {
        Label label = Mistake(10);
        LabelJoin join = LabelJoin.Of(
            [Report(10)],
            [label with { Rule = "SB1102" }, label with { Repository = "an/other" }, label with { Path = "B.cs" }]);

        Assert.Null(Assert.Single(join.Judged).Label);
        Assert.Equal(3, join.Missed.Count);
    }

    [Fact]
    public void Only_mistakes_are_missed()
    {
        LabelJoin join = LabelJoin.Of([], [Mistake(10), Trap(20), Trap(30) with { Verdict = "INTENT" }]);

        Assert.Equal(10, Assert.Single(join.Missed).Line);
    }

    [Fact]
    public void Reports_count_as_false_until_somebody_has_looked()
    {
        LabelJoin join = LabelJoin.Of(
            [Report(10), Report(20), Report(30), Report(40)], [Mistake(10), Trap(20), Mistake(31), Mistake(50)]);

        RuleScore score = Score(join);

        Assert.Equal((4, 2, 1, 1), (score.Reports, score.True, score.False, score.Unlabeled));
        Assert.Equal((3, 2, 1), (score.Labeled, score.Found, score.Missed));
        Assert.Equal(0.5, score.Precision);
        Assert.Equal(2 / 3.0, score.Recall);
    }

    [Fact]
    public void A_mistake_with_two_reports_is_found_once()
    {
        RuleScore score = Score(LabelJoin.Of([Report(10), Report(10)], [Mistake(10), Mistake(20)]));

        Assert.Equal((2, 1, 2), (score.True, score.Found, score.Labeled));
    }

    [Fact]
    public void Luck_is_counted_among_the_true_reports()
    {
        RuleScore score = Score(
            LabelJoin.Of([Report(10), Report(20)], [Mistake(10), Mistake(20) with { Verdict = Label.Lucky }]));

        Assert.Equal((2, 1), (score.True, score.Lucky));
    }

    [Fact]
    public void What_is_reported_with_another_severity_has_a_score_of_its_own()
    {
        LabelJoin join = LabelJoin.Of(
            [Report(10), Report(20) with { Severity = DiagnosticSeverity.Info }, Report(30)],
            [Mistake(10), Mistake(20), Mistake(40)]);

        RuleScore[] scores = [.. RuleScore.Of(Rule, join)];

        Assert.Equal([DiagnosticSeverity.Warning, DiagnosticSeverity.Info], scores.Select(score => score.Severity));
        Assert.Equal([0.5, 1.0], scores.Select(score => score.Precision!.Value));
        Assert.Equal([3, 0], scores.Select(score => score.Labeled));
        Assert.Equal(2, scores[0].Found);
    }

    [Fact]
    public void Without_reports_there_is_no_precision_and_without_mistakes_no_recall()
    {
        RuleScore score = Score(LabelJoin.Of([], []));

        Assert.Null(score.Precision);
        Assert.Null(score.Recall);
    }

    [Fact]
    public void The_table_rounds_down()
    {
        RuleReport[] reports = [.. Enumerable.Range(1, 1000).Select(number => Report(number * 10))];
        Label[] labels = [.. reports.Skip(1).Select(report => Mistake(report.Line))];

        string table = ScoreTable.Write(RuleScore.Of(Rule, LabelJoin.Of(reports, labels)), link: true);

        Assert.EndsWith(
            "| [SB1103](SB1103.md) | Warning | 1000 | 999 | 0 | 0 | 1 | 99 % | 999 | 999 | 100 % |\n",
            table,
            StringComparison.Ordinal);
    }

    private static DiagnosticDescriptor Rule { get; } =
        new("SB1103", "title", "message", "category", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    private static RuleScore Score(LabelJoin join) => Assert.Single(RuleScore.Of(Rule, join));

    private static RuleReport Report(int line) =>
        new("SB1103", DiagnosticSeverity.Warning, "some/one", "A.cs", line, "message");

    private static Label Mistake(int line) => new("SB1103", "TP", "some/one", "0123456789", "A.cs", line);

    private static Label Trap(int line) => Mistake(line) with { Verdict = "TRAP kind" };
}
