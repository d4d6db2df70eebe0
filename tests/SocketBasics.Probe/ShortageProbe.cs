using SocketBasics.Networks;

namespace SocketBasics.Probe;

/// <summary>A receive that has to wait, and cannot, because the system is short of what it takes.</summary>
internal static class ShortageProbe
{
    private const uint EAGAIN = 11;
    private const uint ENOMEM = 12;

    public static async Task RunAsync(string of, TextWriter output)
    {
        using ListeningSocket listener =
            ServerSocket.Create(new ServerSocketOptions { Network = Network.Epoll! }).Bind(Endpoint.Loopback(0)).Listen();
        using Connection client = await ConnectAsync(listener.LocalEndpoint);
        using Connection server = await listener.AcceptAsync();

        // The console starts a thread when it is first written to.
        await output.WriteLineAsync("connected");
        bool isRefused = of == "threads"
            ? Sandbox.TryRefuse(Sandbox.Clone3, EAGAIN) && Sandbox.TryRefuse(Sandbox.Clone, EAGAIN)
            : Sandbox.TryRefuse(Sandbox.ControlEpoll, ENOMEM);
        if (!isRefused)
        {
            await output.WriteLineAsync("no seccomp");
            return;
        }

        // What need not wait goes on.
        await client.SendAsync(new byte[1]);
        byte[] buffer = new byte[1];
        int received = await server.ReceiveAsync(buffer);
        await output.WriteLineAsync($"received {received}");
        for (int i = 0; i < 2; i++)
        {
            try
            {
                received = await server.ReceiveAsync(buffer);
                await output.WriteLineAsync($"received {received}");
            }
            catch (SocketOperationException exception)
            {
                await output.WriteLineAsync($"{exception.SocketErrorCode}");
            }
        }
    }

    private static async Task<Connection> ConnectAsync(Endpoint server) =>
        (await ClientSocket.ConnectAsync(server, new ConnectOptions { Network = Network.Epoll! })).GetConnectionOrThrow();
}
