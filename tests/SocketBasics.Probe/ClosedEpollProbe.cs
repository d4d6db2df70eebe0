using System.Globalization;
using Microsoft.Win32.SafeHandles;
using SocketBasics.Networks;

namespace SocketBasics.Probe;

/// <summary>Closes the descriptor of the event loop, as a program with a stray close(2) would.</summary>
internal static class ClosedEpollProbe
{
    public static async Task RunAsync(TextWriter output)
    {
        using ListeningSocket listener =
            ServerSocket.Create(new ServerSocketOptions { Network = Network.Epoll! }).Bind(Endpoint.Loopback(0)).Listen();
        ConnectResult result = await ClientSocket.ConnectAsync(
            listener.LocalEndpoint, new ConnectOptions { Network = Network.Epoll! });
        using Connection client = result.GetConnectionOrThrow();
        using Connection server = await listener.AcceptAsync();
        byte[] buffer = new byte[1];
        ValueTask<int> receive = server.ReceiveAsync(buffer);

        // Before: a poller that is just about to wait ends the process at once.
        await output.WriteLineAsync("closing");
        foreach (string descriptor in Directory.GetFiles("/proc/self/fd"))
        {
            if (new FileInfo(descriptor).LinkTarget == "anon_inode:[eventpoll]")
            {
                int number = int.Parse(Path.GetFileName(descriptor), CultureInfo.InvariantCulture);
                new SafeFileHandle(number, ownsHandle: true).Dispose();
            }
        }

        await client.SendAsync(buffer);
        await output.WriteLineAsync($"received {await receive}");
        int more = await server.ReceiveAsync(buffer).AsTask().WaitAsync(TimeSpan.FromSeconds(30));
        await output.WriteLineAsync($"received {more}");
    }
}
