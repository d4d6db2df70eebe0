using System.Diagnostics;
using SocketBasics.Networks;

namespace SocketBasics.Tests.Networks.Epoll;

/// <summary>What a child process gets of the sockets: nothing.</summary>
public sealed class ChildProcessTests
{
    // Seen to fail with: accept4 without SOCK_CLOEXEC; socket without it; epoll_create1 without EPOLL_CLOEXEC.
    [Fact]
    public async Task A_child_process_inherits_no_socket_and_no_epoll_instance()
    {
        CancellationToken stop = TestContext.Current.CancellationToken;
        using ListeningSocket listener =
            ServerSocket.Create(new ServerSocketOptions { Network = Network.Epoll! }).Bind(Endpoint.Loopback(0)).Listen();
        ConnectResult result = await ClientSocket.ConnectAsync(
            listener.LocalEndpoint, new ConnectOptions { Network = Network.Epoll! }, stop);
        using Connection client = result.GetConnectionOrThrow();
        using Connection server = await listener.AcceptAsync(stop);

        using Process child = Process.Start(new ProcessStartInfo("ls", ["-l", "/proc/self/fd"])
        {
            RedirectStandardOutput = true,
        })!;
        string files = await child.StandardOutput.ReadToEndAsync(stop);
        await child.WaitForExitAsync(stop);

        Assert.Contains("/fd", files, StringComparison.Ordinal);
        Assert.DoesNotContain("socket:", files, StringComparison.Ordinal);
        Assert.DoesNotContain("eventpoll", files, StringComparison.Ordinal);
        Assert.DoesNotContain("eventfd", files, StringComparison.Ordinal);
    }
}
