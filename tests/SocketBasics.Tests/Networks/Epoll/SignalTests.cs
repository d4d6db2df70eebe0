using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using SocketBasics.Networks;
using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Networks.Epoll;

/// <summary>A signal ends epoll_wait(2) with EINTR, whatever SA_RESTART says (signal(7)): the poller waits again.</summary>
[Collection(RunsAlone.Name)]
[SupportedOSPlatform("linux")]
public sealed partial class SignalTests
{
    private const int SIGCONT = 18;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Seen to fail with: an EINTR that is taken for the end of the event loop (the process ends).
    [Fact]
    public async Task Pollers_that_get_signals_hear_of_what_comes_after_them()
    {
        using PosixSignalRegistration registration = PosixSignalRegistration.Create(PosixSignal.SIGCONT, static _ => { });
        using ListeningSocket listener =
            ServerSocket.Create(new ServerSocketOptions { Network = Network.Epoll! }).Bind(Endpoint.Loopback(0)).Listen();
        ConnectResult result = await ClientSocket.ConnectAsync(
            listener.LocalEndpoint, new ConnectOptions { Network = Network.Epoll! }, Stop);
        using Connection client = result.GetConnectionOrThrow();
        using Connection server = await listener.AcceptAsync(Stop);
        byte[] buffer = new byte[1];
        for (int round = 0; round < 200; round++)
        {
            Task<int> receiving = server.ReceiveAsync(buffer, Stop).AsTask();
            int[] pollers = PollerThreads.Find();
            Assert.NotEmpty(pollers);
            foreach (int thread in pollers)
                _ = SendSignal(Environment.ProcessId, thread, SIGCONT);
            await client.SendAsync(new byte[1], Stop);
            Assert.Equal(1, await receiving.OrHang());
        }
    }

    [LibraryImport("libc", EntryPoint = "tgkill")]
    private static partial int SendSignal(int process, int thread, int signal);
}
