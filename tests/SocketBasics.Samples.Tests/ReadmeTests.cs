namespace SocketBasics.Samples.Tests;

public sealed class ReadmeTests
{
    [Theory]
    [InlineData("Server")]
    [InlineData("Client")]
    public void The_readme_shows_the_quick_start_whole(string program)
    {
        string source = File.ReadAllText(
            BuildFacts.PathInRepository("samples", "QuickStart", program, "Program.cs"));

        Assert.Contains(source, Readme.Blocks("csharp"));
    }

    [Fact]
    public void Server_and_client_are_twenty_lines()
    {
        int lines = Readme.Blocks("csharp").Take(2).Sum(block => block.Split('\n').Count(line => line.Trim().Length > 1));

        Assert.InRange(lines, 1, 20);
    }

    [Fact]
    public void Every_piece_of_code_in_the_readme_is_part_of_a_sample() =>
        Assert.All(Readme.Blocks("csharp"), static block => Assert.True(SampleCode.Contains(block), block));

    [Fact]
    public void Every_link_in_the_readme_leads_to_a_file() => Assert.All(
        MarkdownPage.RelativeLinks(Readme.Text),
        static file => Assert.True(Path.Exists(BuildFacts.PathInRepository(file)), file));
}
