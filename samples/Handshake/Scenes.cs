using System.Net.Sockets;
using SocketBasics;
using SocketBasics.Handshake;

namespace Handshake;

/// <summary>What can become of a connect, each in a trace of its own.</summary>
internal static class Scenes
{
    // For what never happens: nothing here takes that long.
    private static readonly TimeSpan Guard = TimeSpan.FromSeconds(30);

    public static async Task<HandshakeTrace> EstablishedAsync()
    {
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(8080)).Listen();

        Connection? client = null;
        Connection? accepted = null;
        HandshakeTrace trace = await HandshakeTrace.CaptureAsync(listener.LocalEndpoint, async recorder =>
        {
            recorder.Mark(HandshakeSide.Client, "connect is called");
            ConnectResult result = await ClientSocket.ConnectAsync(listener.LocalEndpoint);
            recorder.Mark(HandshakeSide.Client, "connect returns");
            client = result.GetConnectionOrThrow();

            recorder.Mark(HandshakeSide.Server, "accept is called");
            accepted = await listener.AcceptAsync();
            recorder.Mark(HandshakeSide.Server, "accept returns");
        });

        client?.Dispose();
        accepted?.Dispose();
        return trace;
    }

    public static async Task<HandshakeTrace> ClosedAsync()
    {
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.LoopbackV6(8080)).Listen();

        return await HandshakeTrace.CaptureAsync(listener.LocalEndpoint, async recorder =>
        {
            using var guard = new CancellationTokenSource(Guard);
            await using Connection client = await ConnectAsync(listener.LocalEndpoint);
            await using Connection accepted = await listener.AcceptAsync(guard.Token);

            client.ShutdownSend();
            recorder.Mark(HandshakeSide.Client, "shutdown: no more to send");
            int received = await accepted.ReceiveAsync(new byte[1], guard.Token);
            recorder.Mark(HandshakeSide.Server, $"receive returns {received}");
            accepted.ShutdownSend();
            received = await client.ReceiveAsync(new byte[1], guard.Token);
            recorder.Mark(HandshakeSide.Client, $"receive returns {received}");
        });
    }

    public static async Task<HandshakeTrace> LostSynAsync(OwnNetwork network)
    {
        await network.FilterAsync("tcp dport 8081 tcp flags syn / syn,ack numgen inc mod 2 0 drop");
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(8081)).Listen();

        (ConnectResult result, HandshakeTrace trace) = await HandshakeTrace.CaptureConnectAsync(listener.LocalEndpoint);
        await using Connection connection = result.GetConnectionOrThrow();
        return trace;
    }

    public static async Task<HandshakeTrace> NoAnswerAsync(OwnNetwork network)
    {
        await network.FilterAsync("tcp dport 8082 drop");

        var options = new ConnectOptions { Timeout = TimeSpan.FromSeconds(1.5) };
        (ConnectResult result, HandshakeTrace trace) =
            await HandshakeTrace.CaptureConnectAsync(Endpoint.Loopback(8082), options);
        Console.WriteLine(result);
        return trace;
    }

    public static async Task<HandshakeTrace> RefusedAsync()
    {
        (ConnectResult result, HandshakeTrace trace) =
            await HandshakeTrace.CaptureConnectAsync(Endpoint.Loopback(8083));
        Console.WriteLine(result);
        return trace;
    }

    public static async Task<HandshakeTrace> UnreachableAsync()
    {
        (ConnectResult result, HandshakeTrace trace) =
            await HandshakeTrace.CaptureConnectAsync(Endpoint.Parse("10.77.2.2:8080"));
        Console.WriteLine(result);
        return trace;
    }

    public static async Task<HandshakeTrace> AbortedAsync()
    {
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(8084)).Listen();

        return await HandshakeTrace.CaptureAsync(listener.LocalEndpoint, async recorder =>
        {
            using var guard = new CancellationTokenSource(Guard);
            await using Connection client = await ConnectAsync(listener.LocalEndpoint);
            await using Connection accepted = await listener.AcceptAsync(guard.Token);

            accepted.Abort();
            recorder.Mark(HandshakeSide.Server, "abort returns");
            await ExpectResetAsync(client, guard.Token);
            recorder.Mark(HandshakeSide.Client, "receive fails: reset");
        });
    }

    public static async Task<HandshakeTrace> UnknownAsync()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(Endpoint.Loopback(8085).ToIPEndPoint());
        listener.Listen();

        return await HandshakeTrace.CaptureAsync(Endpoint.Loopback(8085), async recorder =>
        {
            using var guard = new CancellationTokenSource(Guard);
            await using Connection client = await ConnectAsync(Endpoint.Loopback(8085));
            using Socket accepted = listener.Accept();

            // What the crash of a whole machine does: with TCP_REPAIR, close(2) sends nothing.
            const int TcpLevel = 6;
            const int TcpRepair = 19;
            accepted.SetRawSocketOption(TcpLevel, TcpRepair, BitConverter.GetBytes(1));
            accepted.Close();
            recorder.Mark(HandshakeSide.Server, "gone without a segment", TcpState.Closed);

            await client.SendAsync("hello"u8.ToArray(), guard.Token);
            recorder.Mark(HandshakeSide.Client, "send returns: no error");
            await ExpectResetAsync(client, guard.Token);
            recorder.Mark(HandshakeSide.Client, "receive fails: reset");
        });
    }

    private static async Task<Connection> ConnectAsync(Endpoint server) =>
        (await ClientSocket.ConnectAsync(server)).GetConnectionOrThrow();

    private static async Task ExpectResetAsync(Connection connection, CancellationToken cancellationToken)
    {
        try
        {
            int received = await connection.ReceiveAsync(new byte[1], cancellationToken);
            Console.WriteLine($"expected a reset, and received {received} bytes");
        }
        catch (SocketOperationException exception) when (exception.SocketErrorCode == SocketError.ConnectionReset)
        {
            Console.WriteLine(exception.Message);
        }
    }
}
