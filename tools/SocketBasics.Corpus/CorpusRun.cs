using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SocketBasics.Corpus;

/// <summary>One run of the program: analyze, join with the labels, print.</summary>
internal sealed class CorpusRun(CorpusOptions options)
{
    private readonly ImmutableArray<DiagnosticAnalyzer> _rules = CorpusAnalyzer.LoadRules();

    private readonly IReadOnlyList<Label> _labels = LabelFile.Parse(File.ReadLines(options.Labels));

    private readonly Dictionary<string, ListedRepository> _listed = ListedRepository
        .Parse(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "repositories.tsv")))
        .ToDictionary(repository => repository.Name);

    private readonly Dictionary<string, RepositoryAnalysis> _analyses = [];

    private LabelJoin? _join;

    public int Crashes => _analyses.Values.Sum(analysis => analysis.Crashes.Count);

    private LabelJoin Join => _join ??= LabelJoin.Of(
        [.. _analyses.Values.SelectMany(analysis => analysis.Reports).Where(report => options.HasRule(report.Rule))],
        [.. LabelsHere().Where(label => !IsGone(label))]);

    private IEnumerable<RuleScore> Scores => _rules.SelectMany(rule => rule.SupportedDiagnostics)
        .Where(rule => options.HasRule(rule.Id))
        .DistinctBy(rule => rule.Id)
        .OrderBy(rule => rule.Id, StringComparer.Ordinal)
        .SelectMany(rule => RuleScore.Of(rule, Join));

    public void Analyze()
    {
        var analyzer = new CorpusAnalyzer(_rules);
        foreach (GitRepository repository in GitRepository.FindIn(options.Folder))
        {
            if (!options.HasRepository(repository.Name))
                continue;

            RepositoryAnalysis analysis = analyzer.Analyze(repository);
            _analyses[repository.Name] = analysis;
            Console.Error.WriteLine(
                $"{analysis.Time.TotalSeconds,6:F1} s {analysis.Files,5} files {analysis.Reports.Count,4} reports  "
                + repository.Name);
        }
    }

    public void Print(TextWriter output)
    {
        foreach (JudgedReport judged in Join.Judged.Where(IsWanted))
            Print(output, judged);
        foreach (Label label in Join.Missed.Where(label => !options.Unlabeled && HasRule(label)))
            Print(output, label);
        if (options.Unlabeled || options.Missed)
            return;

        output.WriteLine();
        output.Write(ScoreTable.Write(Scores, link: false));
        output.WriteLine();
        output.WriteLine(
            $"{_analyses.Count} repositories, {_analyses.Values.Sum(analysis => analysis.Files)} files, "
            + $"{_analyses.Values.Sum(analysis => analysis.Time.TotalSeconds):F0} s, {Crashes} exceptions in rules");
        if (options.Times)
            PrintTimes(output);
        foreach (string crash in _analyses.Values.SelectMany(analysis => analysis.Crashes))
            output.WriteLine($"AD0001 {crash}");
        foreach (Label label in LabelsHere().Where(IsGone))
            output.WriteLine($"The line is gone: {label}");
        foreach (string absent in _listed.Keys.Where(options.HasRepository).Except(_analyses.Keys))
            output.WriteLine($"No clone: {absent}");
        foreach (string stranger in _analyses.Keys.Except(_listed.Keys))
            output.WriteLine($"Not in repositories.tsv: {stranger}");
    }

    public string WritePage() => PrecisionPage.Write(
        Scores,
        _analyses.Keys.CountBy(TierOf).ToDictionary(),
        _analyses.Values.Sum(analysis => analysis.Files));

    private RepositoryTier TierOf(string repository) =>
        _listed.TryGetValue(repository, out ListedRepository? listed) ? listed.Tier : RepositoryTier.Unlisted;

    private IEnumerable<Label> LabelsHere() => _labels.Where(label => _analyses.ContainsKey(label.Repository));

    private bool IsGone(Label label) => LabelAge.IsGone(label, _analyses[label.Repository].Repository);

    private bool HasRule(Label label) => options.HasRule(label.Rule)
        && _rules.SelectMany(rule => rule.SupportedDiagnostics).Any(rule => rule.Id == label.Rule);

    private bool IsWanted(JudgedReport judged) => !options.Missed && (!options.Unlabeled || judged.Label is null);

    private void PrintTimes(TextWriter output)
    {
        foreach (var rule in _analyses.Values.SelectMany(analysis => analysis.Times)
            .Where(time => options.HasRule(time.Key))
            .GroupBy(time => time.Key, time => time.Value.TotalMilliseconds)
            .OrderByDescending(rule => rule.Sum()))
        {
            output.WriteLine($"{rule.Sum(),9:F0} ms  {rule.Key}");
        }
    }

    private void Print(TextWriter output, JudgedReport judged)
    {
        RuleReport report = judged.Report;
        if (options.Unlabeled)
        {
            string commit = _analyses[report.Repository].Repository.Head[..10];
            output.WriteLine(new Label(report.Rule, "?", report.Repository, commit, report.Path, report.Line));
            output.WriteLine($"        {TierOf(report.Repository)}, {report.Severity}: {report.Message}");
        }
        else
        {
            output.WriteLine($"{judged.Label?.Verdict ?? "?"}\t{TierOf(report.Repository)}\t{report}");
        }

        PrintContext(output, report.Repository, report.Path, report.Line);
    }

    private void Print(TextWriter output, Label label)
    {
        output.WriteLine($"missed\t{TierOf(label.Repository)}\t{label}");
        PrintContext(output, label.Repository, label.Path, label.Line);
    }

    private void PrintContext(TextWriter output, string repository, string path, int line)
    {
        if (options.Context is { } context)
            SourceExcerpt.Write(output, _analyses[repository].Repository, path, line, context);
    }
}
