using SocketBasics.Corpus;

namespace SocketBasics.Analyzers.Tests.Corpus;

public sealed class LabelFileTests
{
    private const string Header = "rule\tlabel\trepo\tcommit\tpath\tline";

    [Fact]
    public void A_line_is_a_label()
    {
        Label label = Assert.Single(LabelFile.Parse([Header, "SB1103\tTP\tsome/one\t0123456789\tsrc/A B.cs\t12"]));

        Assert.Equal(new("SB1103", "TP", "some/one", "0123456789", "src/A B.cs", 12), label);
    }

    [Theory]
    [InlineData("TP", true)]
    [InlineData("TP(win)", true)]
    [InlineData("TP(test)", true)]
    [InlineData("TP(luck)", true)]
    [InlineData("TRAP", false)]
    [InlineData("TRAP udp", false)]
    [InlineData("INTENT", false)]
    public void The_verdict_says_whether_a_report_is_true(string verdict, bool isMistake)
    {
        Label label = Assert.Single(LabelFile.Parse([Header, $"SB1105\t{verdict}\tsome/one\t01\tA.cs\t1"]));

        Assert.Equal(isMistake, label.IsMistake);
    }

    [Theory]
    [InlineData("SB1103\tTP\tsome/one\t01\tA.cs")]
    [InlineData("SB1103\tTP\tsome/one\t01\tA.cs\t1\tmore")]
    [InlineData("SB1103\tTP?\tsome/one\t01\tA.cs\t1")]
    [InlineData("SB1103\tTRAPPED\tsome/one\t01\tA.cs\t1")]
    [InlineData("SB1103\tTP\tsome/one\t01\tA.cs\t0")]
    [InlineData("SB1103\tTP\tsome/one\t01\tA.cs\t-1")]
    [InlineData("SB1103\tTP\tsome/one\t01\tA.cs\tone")]
    [InlineData("")]
    public void What_is_no_label_is_told_with_its_line(string line)
    {
        var error = Assert.Throws<FormatException>(() => LabelFile.Parse([Header, line]));

        Assert.StartsWith("Line 2:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_line_names_the_columns() =>
        Assert.Throws<FormatException>(() => LabelFile.Parse(["SB1103\tTP\tsome/one\t01\tA.cs\t1"]));

    [Fact]
    public void A_place_is_labeled_once() => Assert.Throws<FormatException>(() => LabelFile.Parse(
        [Header, "SB1103\tTP\tsome/one\t01\tA.cs\t1", "SB1103\tTRAP\tsome/one\t01\tA.cs\t1"]));

    [Fact]
    public void The_labels_of_the_repository_are_labels_of_its_rules_and_sorted()
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "labels.tsv"));
        IReadOnlyList<Label> labels = LabelFile.Parse(lines);
        HashSet<string> listed = [.. ListedRepository
            .Parse(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "repositories.tsv")))
            .Select(repository => repository.Name)];

        Assert.All(labels, label => Assert.Contains(label.Repository, listed));
        Assert.All(labels, label => Assert.Matches("^SB[0-9]{4}$", label.Rule));
        Assert.All(labels, label => Assert.Matches("^[0-9a-f]{10}$", label.Commit));
        Assert.Equal(labels.Select(KeyOf).Order(StringComparer.Ordinal), labels.Select(KeyOf));

        static string KeyOf(Label label) =>
            string.Join('\t', label.Rule, label.Repository, label.Path, $"{label.Line:D6}", label.Verdict);
    }
}
