using System.Text.RegularExpressions;

namespace SocketBasics.Samples.Tests;

public sealed partial class TourTests
{
    [Fact]
    public async Task The_tour_comes_out_as_told()
    {
        SampleRun run = await SampleProcess.RunAsync("Tour");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        Assert.Empty(run.Error);
        Assert.DoesNotContain("not so", run.Output, StringComparison.Ordinal);
        Assert.Matches(@"All \d+ checks came out as told", run.Output);
    }

    [Fact]
    public async Task The_tour_says_so_when_something_does_not_come_out_as_told()
    {
        await using SampleProcess process = SampleProcess.StartWithoutNetwork("Tour");
        SampleRun run = await process.EndAsync();

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("not so", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("socket, bind", @"bound to 127\.0\.0\.1:[1-9]")]
    [InlineData("listen", @"asked 16, effective 16")]
    [InlineData("connect", @"connected before accept")]
    [InlineData("accept", @"a new socket")]
    [InlineData("send, recv", @"received ""hello""")]
    [InlineData("shutdown", @"0 bytes: the end of that half")]
    [InlineData("Connected", @"connected from 127\.0\.0\.1:[1-9]")]
    [InlineData("Refused", @"Reset: ")]
    [InlineData("TimedOut", @"no answer to [1-9] SYNs")]
    [InlineData("Unreachable", @"NoRoute, said by this machine")]
    [InlineData("Failed", @"HostNotFound")]
    [InlineData("who said so", @"this machine's routes: 0 SYNs left, errno 101")]
    [InlineData("AF_UNIX", @"connected")]
    [InlineData("SOCK_DGRAM", @"""ping"" from 127\.0\.0\.1:[1-9]")]
    public async Task Each_step_says_what_was_done_and_what_happened(string call, string happened)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the tour tells what Linux does");

        string output = await OutputAsync();

        Assert.Matches($@"(?m)^   {Regex.Escape(call)} .+\n +✓ .*{happened}.*\d (ms|s)$", output);
    }

    [Fact]
    public async Task The_redirected_output_holds_no_escape_sequences()
    {
        // Seen to fail with: "\x1b[0m" written after each colored piece. (Console.ForegroundColor alone writes nothing
        // when the output is redirected, nor with NO_COLOR on Unix.)
        Assert.DoesNotContain('\x1b', await OutputAsync());
    }

    [Fact]
    public async Task No_line_is_wider_than_a_terminal()
    {
        Assert.All((await OutputAsync()).Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public async Task A_terminal_gets_colors()
    {
        await using SampleProcess process = SampleProcess.StartInTerminal("Tour");
        SampleRun run = await process.EndAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(ColorSequence(), run.Output);
    }

    [Fact]
    public async Task A_terminal_gets_no_colors_when_NO_COLOR_is_set()
    {
        await using SampleProcess process = SampleProcess.StartInTerminal("Tour", ("NO_COLOR", "1"));
        SampleRun run = await process.EndAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.DoesNotMatch(ColorSequence(), run.Output);
    }

    [Fact]
    public async Task The_readme_shows_what_the_tour_prints()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the tour tells what Linux does");

        string shown = Readme.Blocks("text").Single(block => block.Contains("── 1 ──", StringComparison.Ordinal));

        Assert.Equal(WithoutNumbers(await OutputAsync()), WithoutNumbers(shown));
    }

    /// <summary>One run serves all tests that only read its output.</summary>
    private static readonly Lazy<Task<SampleRun>> SharedRun = new(() => SampleProcess.RunAsync("Tour"));

    private static async Task<string> OutputAsync() => (await SharedRun.Value).Output;

    private static string WithoutNumbers(string text) => Spaces().Replace(Number().Replace(text, "0"), " ").Trim();

    [GeneratedRegex(@"\x1b\[[0-9;]*m")]
    private static partial Regex ColorSequence();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    [GeneratedRegex(@" +")]
    private static partial Regex Spaces();
}
