using System;
using System.IO;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>Servers by this library, with the states one after the other or in one line.</summary>
public sealed class LibraryServer : IAsyncDisposable
{
    private readonly ListeningSocket _listener;

    public LibraryServer(Endpoint local) => _listener = ServerSocket.Create().Bind(local).Listen(backlog: 64);

    public Endpoint LocalEndpoint => _listener.LocalEndpoint;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (Connection connection in _listener.AcceptAllAsync(cancellationToken))
            _ = EchoAsync(connection);
    }

    public async Task<Connection> NextAsync(CancellationToken cancellationToken) =>
        await _listener.AcceptAsync(cancellationToken);

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    public static ListeningSocket Listen(Endpoint local, ServerSocketOptions options)
    {
        ServerSocket socket = ServerSocket.Create(options);
        BoundServerSocket bound = socket.Bind(local);
        Console.WriteLine(bound.LocalEndpoint);
        ListeningSocket listener = bound.Listen();
        return listener;
    }

    public static async Task ServeOneAsync()
    {
        using BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Any(0));
        Announce(bound.LocalEndpoint.Port);
        await using ListeningSocket listener = bound.Listen(1);
        await using Connection connection = await listener.AcceptAsync();
        using Stream stream = connection.AsStream();
        await stream.WriteAsync("welcome\n"u8.ToArray());
    }

    private static void Announce(int port) => Console.WriteLine($"Port {port}");

    private static async Task EchoAsync(Connection connection)
    {
        try
        {
            await using (connection)
            {
                byte[] buffer = new byte[4096];
                while (await connection.ReceiveAsync(buffer) is > 0 and var read)
                    await connection.SendAsync(buffer.AsMemory(0, read));
            }
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
        }
    }
}
