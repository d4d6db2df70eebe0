using System.Diagnostics;

namespace SocketBasics.Tests.Abuse;

public sealed class DescriptorLimitTests
{
    // Seen to fail with: no pause after TooManyOpenSockets in ListeningSocket.AcceptAsync, and with that error classified as
    // one of the listener's own.
    [Theory]
    [InlineData("portable")]
    [InlineData("epoll")]
    public async Task A_listener_without_descriptors_pauses_and_takes_the_waiting_client_once_there_is_room(string network)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "SocketBasics.DescriptorLimit.dll");
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // The compiler's second tier starts a thread and the collector reads /proc: not while there are no descriptors.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        start.Environment["DOTNET_GCgen0size"] = "10000000";
        start.Environment["SOCKETBASICS_NETWORK"] = network;

        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).OrHang();

        Assert.Equal(
            """
            started
            bind TooManyOpenSockets
            connect TooManyOpenSockets
            connect by name TooManyOpenSockets
            attempts failed: too many open files failed: too many open files
            pauses 5 10 20 40 80 160 320
            meter counts them
            waited
            accepted with room
            took the waiting client

            """,
            await output + await errors);
        Assert.Equal(0, process.ExitCode);
    }
}
