using System.Net;
using System.Net.Sockets;

namespace SocketBasics.Benchmarks.Contenders;

internal sealed class SocketContender : Contender
{
    private Socket? _listener;
    private Socket? _connection;

    public override async Task ConnectAsync(IPEndPoint server, int count)
    {
        for (int i = 0; i < count; i++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.NoDelay = true;
            await socket.ConnectAsync(server);
            socket.LingerState = new LingerOption(true, 0);
        }
    }

    public override async Task ConnectRefusedAsync(IPEndPoint nobody, int count)
    {
        for (int i = 0; i < count; i++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.NoDelay = true;
            try
            {
                await socket.ConnectAsync(nobody);
                throw new InvalidOperationException("Somebody listens there.");
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
            {
            }
        }
    }

    public override IPEndPoint Listen(int backlog)
    {
        _listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(backlog);
        return (IPEndPoint)_listener.LocalEndPoint!;
    }

    public override async Task AcceptAsync(int count)
    {
        for (int i = 0; i < count; i++)
        {
            using Socket accepted = await _listener!.AcceptAsync();
        }
    }

    public override async Task OpenAsync(IPEndPoint server)
    {
        _connection = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await _connection.ConnectAsync(server);
    }

    public override async Task EchoAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
        {
            await _connection!.SendAsync(buffer, SocketFlags.None, cancellationToken);
            for (int received = 0; received < buffer.Length;)
            {
                Memory<byte> room = buffer.AsMemory(received);
                received += OrEnd(await _connection.ReceiveAsync(room, SocketFlags.None, cancellationToken));
            }
        }
    }

    public override async Task SendAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
            await _connection!.SendAsync(buffer, SocketFlags.None, cancellationToken);
    }

    public override async Task ReceiveAsync(byte[] buffer, int count, CancellationToken cancellationToken)
    {
        for (long left = (long)count * buffer.Length; left > 0;)
        {
            Memory<byte> room = buffer.AsMemory(0, (int)Math.Min(left, buffer.Length));
            left -= await _connection!.ReceiveAsync(room, SocketFlags.None, cancellationToken);
        }
    }

    public override void Dispose()
    {
        _listener?.Dispose();
        _connection?.Close(0);
    }
}
