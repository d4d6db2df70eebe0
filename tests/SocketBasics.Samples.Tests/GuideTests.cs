namespace SocketBasics.Samples.Tests;

public sealed class GuideTests
{
    public static TheoryData<string> Pages =>
    [
        .. Directory.EnumerateFiles(BuildFacts.PathInRepository("docs", "guide"), "*.md")
            .Select(static file => Path.GetFileName(file)).Order(),
    ];

    [Fact]
    public async Task The_code_of_the_guide_runs()
    {
        SampleRun run = await SampleProcess.RunAsync("Guide");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Contains("no such host name", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_piece_of_code_is_part_of_a_sample(string page)
    {
        string text = File.ReadAllText(BuildFacts.PathInRepository("docs", "guide", page));

        Assert.All(MarkdownPage.Blocks(text, "csharp"), static block => Assert.True(SampleCode.Contains(block), block));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_leads_to_a_file(string page)
    {
        string text = File.ReadAllText(BuildFacts.PathInRepository("docs", "guide", page));

        Assert.All(
            MarkdownPage.RelativeLinks(text),
            file => Assert.True(Path.Exists(BuildFacts.PathInRepository("docs", "guide", file)), file));
    }
}
