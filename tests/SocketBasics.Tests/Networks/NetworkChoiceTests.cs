using System.Diagnostics;
using SocketBasics.Tests.Namespaces;

namespace SocketBasics.Tests.Networks;

/// <summary>Which network a program uses that names none.</summary>
public sealed class NetworkChoiceTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "", "epoll")]
    [InlineData("Portable", "", "portable")]
    [InlineData("epoll", "", "epoll")]
    [InlineData("no such network", "", "epoll")]
    [InlineData("", "portable", "portable")]
    [InlineData("epoll", "portable", "portable")]
    [InlineData("portable", "epoll", "epoll")]
    public async Task It_is_that_of_Linux_unless_the_environment_or_the_program_asks_for_the_portable_one(
        string environment, string program, string expected)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Only Linux has epoll.");

        Assert.Equal(expected + "\n", await ProbeAsync(environment, "network", program));
    }

    // Seen to fail with: a network whose event loop throws when there is no epoll instance.
    [Fact]
    public async Task In_a_sandbox_that_refuses_epoll_it_is_the_portable_one()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Only Linux has epoll.");

        Assert.Equal("portable without epoll, bound\n", await ProbeAsync("epoll", "network-without-epoll"));
    }

    private static async Task<string> ProbeAsync(string environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("sh", ["-c", $"exec {NamespaceScript.Probe} \"$@\"", "sh", .. arguments])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["SOCKETBASICS_NETWORK"] = environment;
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(Stop);
        await process.WaitForExitAsync(Stop);
        return output;
    }
}
