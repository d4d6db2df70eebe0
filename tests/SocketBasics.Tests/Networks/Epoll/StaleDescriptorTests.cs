using System.Collections.Concurrent;
using System.Net.Sockets;
using SocketBasics.Networks;
using SocketBasics.Tests.Abuse;

namespace SocketBasics.Tests.Networks.Epoll;

/// <summary>
/// A number of a descriptor goes to the next socket as soon as it is free. An operation that runs while its connection is
/// disposed must not end on that one.
/// </summary>
[Collection(RunsAlone.Name)]
public sealed class StaleDescriptorTests
{
    private const int Length = 16;

    // Another task may accept it, and reset it before its own connect has seen that it is connected.
    private static async Task<bool> TryConnectAsync(Socket client, Endpoint server)
    {
        try
        {
            await client.ConnectAsync(server.ToIPEndPoint());
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    // Seen to fail with: system calls that hold no reference to their descriptor.
    [Fact]
    public async Task Nobody_receives_bytes_of_another_connection_while_connections_are_disposed_and_opened()
    {
        using ListeningSocket listener =
            ServerSocket.Create(new ServerSocketOptions { Network = Network.Epoll! }).Bind(Endpoint.Loopback(0)).Listen();
        int left = Rounds.Of(10_000);
        var wrong = new ConcurrentQueue<string>();
        int ended = 0;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(RunAsync))).OrHang();

        Assert.Empty(wrong);
        Assert.NotEqual(0, ended);

        async Task RunAsync()
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                if (!await TryConnectAsync(client, listener.LocalEndpoint))
                    continue;


                // The bytes of each connection tell to whom they were sent; accepts come in another order than connects.
                byte[] message = new byte[Length];
                Array.Fill(message, (byte)(((System.Net.IPEndPoint)client.LocalEndPoint!).Port % 251));
                _ = client.Send(message, SocketFlags.None, out _);
                Connection server = await listener.AcceptAsync();
                byte own = (byte)(server.RemoteEndpoint.Port % 251);
                Task receiving = Task.Run(() => ReceiveAsync(server, own));
                Task sending = Task.Run(() => SendAsync(server));
                Thread.SpinWait(Random.Shared.Next(2000));
                server.Dispose();
                await receiving;
                await sending;
                Interlocked.Increment(ref ended);
            }
        }

        async Task ReceiveAsync(Connection connection, byte own)
        {
            byte[] buffer = new byte[1];
            try
            {
                for (int i = 0; i < Length + 1; i++)
                {
                    if (await connection.ReceiveAsync(buffer) == 1 && buffer[0] != own)
                        wrong.Enqueue($"{buffer[0]} instead of {own} at {i}");
                }
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketOperationException)
            {
            }
        }

        async Task SendAsync(Connection connection)
        {
            try
            {
                for (int i = 0; i < Length; i++)
                    await connection.SendAsync(new byte[1]);
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketOperationException)
            {
            }
        }
    }
}
