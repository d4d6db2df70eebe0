using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace SocketBasics.NetworkCost.Servers;

[SuppressMessage("Design", "CA1001", Justification = "It lives as long as the process.")]
internal sealed class TcpListenerServer : Server
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public override int Listen()
    {
        _listener.Server.NoDelay = true;
        _listener.Start(Backlog);
        return ((IPEndPoint)_listener.LocalEndpoint).Port;
    }

    public override async Task AcceptAllAsync(Handler handler)
    {
        while (true)
        {
            TcpClient connection = await _listener.AcceptTcpClientAsync();
            if (handler == Handler.Accept)
                connection.Dispose();
            else if (handler is Handler.Receive or Handler.Send)
                _ = StreamAsync(connection, handler);
            else
                _ = AnswerAsync(connection, handler);
        }
    }

    [SuppressMessage("Reliability", "CA2022", Justification = "A read into nothing waits, and reads nothing.")]
    private static async Task AnswerAsync(TcpClient connection, Handler handler)
    {
        using (connection)
        {
            try
            {
                NetworkStream stream = connection.GetStream();
                if (handler == Handler.Idle)
                    await stream.ReadAsync(Memory<byte>.Empty);

                byte[] buffer = new byte[MessageBuffer];
                while (await stream.ReadAsync(buffer) is > 0 and int count)
                {
                    WorkLike(handler);
                    await stream.WriteAsync(buffer.AsMemory(0, count));
                }
            }
            catch (IOException)
            {
                // The client has reset it.
            }
        }
    }

    private static async Task StreamAsync(TcpClient connection, Handler handler)
    {
        using (connection)
        {
            try
            {
                NetworkStream stream = connection.GetStream();
                byte[] buffer = new byte[Block];
                while (handler == Handler.Send)
                    await stream.WriteAsync(buffer);
                while (await stream.ReadAsync(buffer) > 0)
                {
                }
            }
            catch (IOException)
            {
                // The client has reset it.
            }
        }
    }
}
