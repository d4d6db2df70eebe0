using SocketBasics.Networks;

namespace SocketBasics.NetworkCost.Servers;

internal sealed class SocketBasicsServer(Network network) : Server
{
    private ListeningSocket? _listener;

    public override int Listen()
    {
        // NoDelay is on unless one says otherwise.
        var options = new ServerSocketOptions { Network = network };
        _listener = ServerSocket.Create(options).Bind(Endpoint.Loopback(0)).Listen(Backlog);
        return _listener.LocalEndpoint.Port;
    }

    public override async Task AcceptAllAsync(Handler handler)
    {
        while (true)
        {
            Connection connection = await _listener!.AcceptAsync();
            if (handler == Handler.Accept)
                connection.Dispose();
            else if (handler is Handler.Receive or Handler.Send)
                _ = StreamAsync(connection, handler);
            else
                _ = AnswerAsync(connection, handler);
        }
    }

    private static async Task AnswerAsync(Connection connection, Handler handler)
    {
        using (connection)
        {
            try
            {
                if (handler == Handler.Idle)
                    await connection.WaitReadableAsync();

                byte[] buffer = new byte[MessageBuffer];
                while (await connection.ReceiveAsync(buffer) is > 0 and int count)
                {
                    WorkLike(handler);
                    await connection.SendAsync(buffer.AsMemory(0, count));
                }
            }
            catch (SocketOperationException)
            {
                // The client has reset it.
            }
        }
    }

    private static async Task StreamAsync(Connection connection, Handler handler)
    {
        using (connection)
        {
            try
            {
                byte[] buffer = new byte[Block];
                while (handler == Handler.Send)
                    await connection.SendAsync(buffer);
                while (await connection.ReceiveAsync(buffer) > 0)
                {
                }
            }
            catch (SocketOperationException)
            {
                // The client has reset it.
            }
        }
    }
}
