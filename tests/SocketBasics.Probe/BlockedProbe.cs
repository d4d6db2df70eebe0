using SocketBasics.Networks;

namespace SocketBasics.Probe;

/// <summary>Handlers that block while there is no descriptor left, without which .NET starts no thread.</summary>
internal static class BlockedProbe
{
    private const int Handlers = 4;

    public static async Task RunAsync(TextWriter output)
    {
        using ListeningSocket listener =
            ServerSocket.Create(new ServerSocketOptions { Network = Network.Epoll! }).Bind(Endpoint.Loopback(0)).Listen();
        using var release = new ManualResetEventSlim();
        var clients = new List<Connection>();
        var handling = new List<Task>();
        for (int i = 0; i < Handlers; i++)
        {
            ConnectResult result = await ClientSocket.ConnectAsync(
                listener.LocalEndpoint, new ConnectOptions { Network = Network.Epoll! });
            clients.Add(result.GetConnectionOrThrow());
            handling.Add(BlockAsync(await listener.AcceptAsync()));
        }

        await output.WriteLineAsync("connected");
        BlockWithoutDescriptors(clients, release);
        await Task.WhenAll(handling).WaitAsync(TimeSpan.FromSeconds(60));
        await output.WriteLineAsync("released");
        clients.ForEach(static client => client.Dispose());

        async Task BlockAsync(Connection connection)
        {
            using (connection)
            {
                if (await connection.ReceiveAsync(new byte[1]).ConfigureAwait(false) == 1)
                    release.Wait();
            }
        }
    }

    // Without an await, which would want a thread for its time-out.
    private static void BlockWithoutDescriptors(List<Connection> clients, ManualResetEventSlim release)
    {
        List<FileStream> taken = TakeAllDescriptors();
        foreach (Connection client in clients)
            client.SendAsync(new byte[1]).AsTask().Wait();

        // Long enough for the watch to try for more threads several times.
        release.Wait(TimeSpan.FromSeconds(1));
        taken.ForEach(static file => file.Dispose());
        release.Set();
    }

    private static List<FileStream> TakeAllDescriptors()
    {
        var taken = new List<FileStream>();
        try
        {
            while (true)
                taken.Add(File.OpenRead("/dev/null"));
        }
        catch (IOException)
        {
            return taken;
        }
    }
}
