using System.Net;
using System.Net.Sockets;

namespace SocketBasics.Benchmarks.Contenders;

internal sealed class TcpClientContender : Contender
{
    private TcpListener? _listener;
    private TcpClient? _connection;
    private NetworkStream? _stream;

    public override async Task ConnectAsync(IPEndPoint server, int count)
    {
        for (int i = 0; i < count; i++)
        {
            using var client = new TcpClient(AddressFamily.InterNetwork);
            client.NoDelay = true;
            await client.ConnectAsync(server);
            client.LingerState = new LingerOption(true, 0);
        }
    }

    public override async Task ConnectRefusedAsync(IPEndPoint nobody, int count)
    {
        for (int i = 0; i < count; i++)
        {
            using var client = new TcpClient(AddressFamily.InterNetwork);
            client.NoDelay = true;
            try
            {
                await client.ConnectAsync(nobody);
                throw new InvalidOperationException("Somebody listens there.");
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
            {
            }
        }
    }

    public override IPEndPoint Listen(int backlog)
    {
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Server.NoDelay = true;
        _listener.Start(backlog);
        return (IPEndPoint)_listener.LocalEndpoint;
    }

    public override async Task AcceptAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            using TcpClient accepted = await _listener!.AcceptTcpClientAsync();
        }
    }

    public override async Task OpenAsync(IPEndPoint server)
    {
        _connection = new TcpClient(AddressFamily.InterNetwork) { NoDelay = true };
        await _connection.ConnectAsync(server);
        _stream = _connection.GetStream();
    }

    public override async Task EchoAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
        {
            await _stream!.WriteAsync(buffer, cancellationToken);
            for (int received = 0; received < buffer.Length;)
                received += OrEnd(await _stream.ReadAsync(buffer.AsMemory(received), cancellationToken));
        }
    }

    public override async Task SendAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
            await _stream!.WriteAsync(buffer, cancellationToken);
    }

    public override async Task ReceiveAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        for (long left = (long)count * buffer.Length; left > 0;)
        {
            Memory<byte> room = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
            left -= await _stream!.ReadAsync(room, cancellationToken);
        }
    }

    public override void Dispose()
    {
        _listener?.Dispose();
        _connection?.Client.Close(0);
    }
}
