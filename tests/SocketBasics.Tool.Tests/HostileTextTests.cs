namespace SocketBasics.Tool.Tests;

public sealed class HostileTextTests
{
    private const string Escape = "\u001b";
    private const string RightToLeft = "\u202e";

    // Seen to fail with: Harmless.Message that returns its text.
    [Theory]
    [InlineData("connect", "evil\u001b]0;x\u0007", "80")]
    [InlineData("connect", "a\nb", "80")]
    [InlineData("connect", "host", "8\u001b[31m0")]
    [InlineData("connect", "host", "80", "\u202etxt.\u001b")]
    [InlineData("connect", "127.0.0.1", "80", "--timeout", "\u001b[2J")]
    [InlineData("connect", "unix:/tmp/\u001b[31m")]
    [InlineData("connect", "unix:/tmp/[red]x[/]\u202e")]
    [InlineData("listen", "\u001b[31m")]
    [InlineData("listen", "\u001b[31m:80")]
    [InlineData("trace", "\u001b[31m", "80")]
    [InlineData("\u001b[31m\n")]
    public async Task Nothing_from_the_command_line_reaches_the_terminal_raw(params string[] arguments)
    {
        ToolRun run = await ToolProcess.RunAsync(arguments);

        Assert.NotEqual(0, run.ExitCode);
        foreach (string text in (string[])[run.Output, run.Error])
        {
            Assert.DoesNotContain(Escape, text, StringComparison.Ordinal);
            Assert.DoesNotContain(RightToLeft, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("a\nb", run.Error, StringComparison.Ordinal);
    }

    // Seen to fail with: Screen.Line that writes Markup.
    [Fact]
    public async Task Markup_in_a_name_is_text_on_a_terminal_too()
    {
        await using ToolProcess process = ToolProcess.StartInTerminal("connect 'unix:@[red]nobody[/]'");

        ToolRun run = await process.EndAsync();

        Assert.Contains("unix:@[red]nobody[/]: refused", run.Output, StringComparison.Ordinal);
        Assert.Contains(Escape, run.Output, StringComparison.Ordinal);
    }
}
