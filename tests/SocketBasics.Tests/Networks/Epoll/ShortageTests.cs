using System.Diagnostics;
using SocketBasics.Tests.Abuse;
using SocketBasics.Tests.Namespaces;

namespace SocketBasics.Tests.Networks.Epoll;

/// <summary>What cannot wait, because there is no thread or no memory to wait with, fails at once and does not wait for ever.</summary>
public sealed class ShortageTests
{
    // Seen to fail with: a registration whose failure nobody looks at; a start of the first poller whose failure nobody
    // looks at.
    [Theory]
    [InlineData("threads")]
    [InlineData("memory")]
    public async Task A_receive_that_has_to_wait_fails_in_want_of(string what)
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("sh", ["-c", $"exec {NamespaceScript.Probe} shortage {what}"])
        {
            RedirectStandardOutput = true,
        };

        // The compiler's second tier would want a thread.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync(stop).OrHang();
        await process.WaitForExitAsync(stop).OrHang();
        if (output == "connected\nno seccomp\n")
            Assert.Skip("The kernel takes no filter of system calls (seccomp).");

        Assert.Equal("connected\nreceived 1\nNoBufferSpaceAvailable\nNoBufferSpaceAvailable\n", output);
    }

    // Seen to fail with: work that is handed over to the ThreadPool, which wants a thread of its own (the process ends, or the
    // pool never works again).
    [Fact]
    public async Task Handlers_that_block_while_descriptors_have_run_out_do_not_end_the_process()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo(
            "sh", ["-c", $"ulimit -c 0; ulimit -n 200; exec {NamespaceScript.Probe} blocked-without-descriptors"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(stop);
        string output = await process.StandardOutput.ReadToEndAsync(stop).OrHang();
        await process.WaitForExitAsync(stop).OrHang();

        Assert.Equal(("connected\nreleased\n", ""), (output, await errors.OrHang()));
    }

    // Seen to fail with: an error of epoll_wait that is taken for a signal (a processor is busy for ever, and nobody hears).
    [Fact]
    public async Task A_process_whose_event_loop_was_closed_by_somebody_ends_and_tells_why()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        var start = new ProcessStartInfo("sh", ["-c", $"ulimit -c 0; exec {NamespaceScript.Probe} closed-epoll"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync(stop);
        string output = await process.StandardOutput.ReadToEndAsync(stop).OrHang();
        await process.WaitForExitAsync(stop).OrHang();

        Assert.StartsWith("closing\n", output, StringComparison.Ordinal);
        Assert.Contains("epoll_wait(2) failed with errno ", await errors.OrHang(), StringComparison.Ordinal);
    }
}
