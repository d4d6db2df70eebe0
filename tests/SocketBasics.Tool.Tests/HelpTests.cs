using SocketBasics.Tests.Repository;

namespace SocketBasics.Tool.Tests;

public sealed class HelpTests
{
    // When other pages are meant: APPROVE=1 dotnet test tests/SocketBasics.Tool.Tests, and read them.
    [Theory]
    [InlineData("sockets", "--help")]
    [InlineData("connect", "connect", "--help")]
    [InlineData("listen", "listen", "-h")]
    [InlineData("trace", "trace", "80", "--help")]
    public async Task The_manual_pages_are_as_approved(string name, params string[] arguments)
    {
        ToolRun run = await ToolProcess.RunAsync(arguments);

        Assert.Equal(0, run.ExitCode);
        string actual = run.Output.ReplaceLineEndings("\n");
        string approved = RepositoryFolder.PathOf("tests", "SocketBasics.Tool.Tests", "Approved", $"{name}.txt");
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
            await File.WriteAllTextAsync(approved, actual, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(approved, TestContext.Current.CancellationToken), actual);
        Assert.All(actual.Split('\n'), static line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task The_version_is_that_of_the_package()
    {
        ToolRun run = await ToolProcess.RunAsync("--version");

        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^sockets \d+\.\d+\.\d+\r?\n$", run.Output);
    }
}
