namespace SocketBasics.Samples.Tests;

public sealed class RetryTests
{
    [Fact]
    public async Task A_server_that_starts_late_is_connected_to_after_some_refusals()
    {
        SampleRun run = await SampleProcess.RunAsync("Retry");

        Assert.True(run.ExitCode == 0, run.Output + run.Error);
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.All(lines[..3], static line => Assert.Matches(@"refused by a reset, after .*; next try in \d+ ms$", line.Trim()));
        Assert.Contains("connected", lines[3], StringComparison.Ordinal);
    }
}
