using SocketBasics.Corpus;

namespace SocketBasics.Analyzers.Tests.Corpus;

public sealed class CorpusOptionsTests
{
    [Fact]
    public void A_folder_is_enough()
    {
        CorpusOptions options = CorpusOptions.Parse(["clones"])!;

        Assert.Equal("clones", options.Folder);
        Assert.True(options.HasRepository("some/one"));
        Assert.True(options.HasRule("SB1103"));
        Assert.Null(options.Context);
    }

    [Fact]
    public void Rules_and_repositories_are_chosen_one_by_one()
    {
        CorpusOptions options = CorpusOptions.Parse(
        [
            "clones", "--rule", "SB1103", "--unlabeled", "--rule", "SB1104", "--repository", "some/one",
            "--context", "5",
        ])!;

        Assert.True(options.HasRule("SB1103"));
        Assert.True(options.HasRule("SB1104"));
        Assert.False(options.HasRule("SB1105"));
        Assert.False(options.HasRepository("an/other"));
        Assert.True(options.Unlabeled);
        Assert.False(options.Missed);
        Assert.Equal(5, options.Context);
    }

    [Theory]
    [InlineData()]
    [InlineData("--unlabeled")]
    [InlineData("clones", "--rule")]
    [InlineData("clones", "--context", "many")]
    [InlineData("clones", "--other", "value")]
    [InlineData("clones", "another")]
    public void What_cannot_be_understood_is_refused(params string[] arguments) =>
        Assert.Null(CorpusOptions.Parse(arguments));
}
