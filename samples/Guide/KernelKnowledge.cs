using SocketBasics;

namespace Guide;

/// <summary>The code of docs/guide/what-the-kernel-knows.md.</summary>
internal static class KernelKnowledge
{
    public static async Task WatchConnectAsync(string host, int port)
    {
        var options = new ConnectOptions
        {
            Progress = new Progress<ConnectingSocket>(attempt => Console.WriteLine($"{attempt}: {attempt.GetTcpInfo()}")),
        };
        ConnectResult result = await ClientSocket.ConnectAsync(host, port, options);
        result.GetConnectionOrThrow().Dispose();
    }

    public static async Task LookAtConnectionAsync()
    {
        await using ListeningSocket listener = ServerSocket.Create(new ServerSocketOptions { SaveSyn = true })
            .Bind(Endpoint.Loopback(0))
            .Listen(backlog: 16);
        using Connection client = (await ClientSocket.ConnectAsync(listener.LocalEndpoint)).GetConnectionOrThrow();

        AcceptQueueStatus? queue = listener.GetQueue();
        Console.WriteLine(queue);       // 1 of 16 wait for accept, 0 segments dropped

        using Connection connection = await listener.AcceptAsync();
        TellWho(connection);
        TellHow(connection);
        Console.WriteLine(IsDoubtful(connection, TimeSpan.FromSeconds(10)));
    }

    private static void TellWho(Connection connection)
    {
        if (connection.Syn is { } syn)
            Console.WriteLine($"{connection.RemoteEndpoint}, {syn.HopCount} hops away, began to count at {syn.InitialSequenceNumber}");
    }

    private static void TellHow(Connection connection)
    {
        if (connection.GetTcpInfo() is { } info)
        {
            Console.WriteLine(info);    // ESTABLISHED, round trip 0.04 ms, MSS 32741, ...
            Console.WriteLine($"{info.TotalRetransmissions} segments were sent again, window {info.CongestionWindow}");
        }
    }

    private static bool IsDoubtful(Connection connection, TimeSpan patience)
    {
        ConnectionStatus status = connection.GetStatus();
        return status.State != ConnectionState.Established
            || (status.UnacknowledgedBytes > 0 && status.Silence > patience);
    }
}
