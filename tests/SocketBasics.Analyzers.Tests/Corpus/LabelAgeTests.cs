using SocketBasics.Corpus;

namespace SocketBasics.Analyzers.Tests.Corpus;

public sealed class LabelAgeTests
{
    private static readonly string[] Then = ["one", "two", "  three", "four", "five", "six"];

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public void A_line_is_gone_when_others_came_before_it_or_it_is_no_more(int before, bool isGone)
    {
        string[] now = [.. Enumerable.Repeat("new", before), .. Then];

        Assert.Equal(isGone, LabelAge.IsGone(3, Then, now));
        Assert.True(LabelAge.IsGone(3, Then, [.. now.Where(line => line != "  three")]));
    }

    [Fact]
    public void A_line_may_be_indented_otherwise() => Assert.False(LabelAge.IsGone(3, Then, ["one", "two", "three\r"]));

    [Fact]
    public void A_line_may_come_nearer_to_the_top() => Assert.False(LabelAge.IsGone(3, Then, Then[2..]));

    [Fact]
    public void A_file_that_is_no_more_has_no_line() => Assert.True(LabelAge.IsGone(3, Then, null));

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    public void Without_the_old_commit_the_number_of_lines_decides(int line, bool isGone) =>
        Assert.Equal(isGone, LabelAge.IsGone(line, null, Then));
}
