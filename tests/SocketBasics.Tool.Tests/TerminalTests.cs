namespace SocketBasics.Tool.Tests;

public sealed class TerminalTests
{
    [Fact]
    public async Task A_terminal_shows_progress_and_colors()
    {
        await using FullServer server = await FullServer.StartAsync();
        await using ToolProcess process = ToolProcess.StartInTerminal(
            $"connect 127.0.0.1 {server.Port} -t 1.5 --no-picture");

        ToolRun run = await process.EndAsync();

        Assert.Equal(4, run.ExitCode);
        Assert.Contains($"to 127.0.0.1:{server.Port}: 1 SYN, no answer yet, ", run.Output, StringComparison.Ordinal);
        Assert.Contains("\u001b[", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_color_switches_both_off()
    {
        await using FullServer server = await FullServer.StartAsync();
        await using ToolProcess process = ToolProcess.StartInTerminal(
            $"connect 127.0.0.1 {server.Port} -t 1.5 --no-picture", ("NO_COLOR", "1"));

        ToolRun run = await process.EndAsync();

        Assert.Equal(4, run.ExitCode);
        Assert.DoesNotContain("no answer yet", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[3", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_redirected_holds_no_escape_sequence()
    {
        await using FullServer server = await FullServer.StartAsync();

        ToolRun run = await ToolProcess.RunAsync("connect", "127.0.0.1", server.Port, "-t", "1.5");

        Assert.Equal(4, run.ExitCode);
        Assert.DoesNotContain("\u001b", run.Output + run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("no answer yet", run.Output, StringComparison.Ordinal);
    }
}
