using System.Net;
using SocketBasics.Networks;

namespace SocketBasics.Benchmarks.Contenders;

internal sealed class SocketBasicsContender : Contender
{
    private static readonly ConnectOptions ClientOptions = new() { Network = Network.Portable };
    private static readonly ServerSocketOptions ServerOptions = new() { Network = Network.Portable };

    private ListeningSocket? _listener;
    private Connection? _connection;

    public override async Task ConnectAsync(IPEndPoint server, int count)
    {
        Endpoint endpoint = Endpoint.FromIPEndPoint(server);
        for (int i = 0; i < count; i++)
        {
            ConnectResult result = await ClientSocket.ConnectAsync(endpoint, ClientOptions);
            result.GetConnectionOrThrow().Abort();
        }
    }

    public override async Task ConnectRefusedAsync(IPEndPoint nobody, int count)
    {
        Endpoint endpoint = Endpoint.FromIPEndPoint(nobody);
        for (int i = 0; i < count; i++)
        {
            if (await ClientSocket.ConnectAsync(endpoint, ClientOptions) is not ConnectResult.Refused)
                throw new InvalidOperationException("Somebody listens there.");
        }
    }

    public override IPEndPoint Listen(int backlog)
    {
        _listener = ServerSocket.Create(ServerOptions).Bind(Endpoint.Loopback(0)).Listen(backlog);
        return _listener.LocalEndpoint.ToIPEndPoint();
    }

    public override async Task AcceptAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            using Connection accepted = await _listener!.AcceptAsync();
        }
    }

    public override async Task OpenAsync(IPEndPoint server)
    {
        ConnectResult result = await ClientSocket.ConnectAsync(Endpoint.FromIPEndPoint(server));
        _connection = result.GetConnectionOrThrow();
    }

    public override async Task EchoAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
        {
            await _connection!.SendAsync(buffer, cancellationToken);
            for (int received = 0; received < buffer.Length;)
                received += OrEnd(await _connection.ReceiveAsync(buffer.AsMemory(received), cancellationToken));
        }
    }

    public override async Task SendAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
            await _connection!.SendAsync(buffer, cancellationToken);
    }

    public override async Task ReceiveAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        for (long left = (long)count * buffer.Length; left > 0;)
        {
            Memory<byte> room = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
            left -= await _connection!.ReceiveAsync(room, cancellationToken);
        }
    }

    public override void Dispose()
    {
        _listener?.Dispose();
        _connection?.Abort();
    }
}
