using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;

namespace SocketBasics.NetworkCost.Servers;

[SuppressMessage("Design", "CA1001", Justification = "It lives as long as the process.")]
internal sealed class SocketServer : Server
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    public override int Listen()
    {
        // What is accepted inherits it.
        _listener.NoDelay = true;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(Backlog);
        return ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    public override async Task AcceptAllAsync(Handler handler)
    {
        while (true)
        {
            Socket connection = await _listener.AcceptAsync();
            if (handler == Handler.Accept)
                connection.Dispose();
            else if (handler is Handler.Receive or Handler.Send)
                _ = StreamAsync(connection, handler);
            else
                _ = AnswerAsync(connection, handler);
        }
    }

    private static async Task AnswerAsync(Socket connection, Handler handler)
    {
        using (connection)
        {
            try
            {
                if (handler == Handler.Idle)
                    await connection.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None);

                byte[] buffer = new byte[MessageBuffer];
                while (await connection.ReceiveAsync(buffer.AsMemory(), SocketFlags.None) is > 0 and int count)
                {
                    WorkLike(handler);
                    await connection.SendAsync(buffer.AsMemory(0, count), SocketFlags.None);
                }
            }
            catch (SocketException)
            {
                // The client has reset it.
            }
        }
    }

    private static async Task StreamAsync(Socket connection, Handler handler)
    {
        using (connection)
        {
            try
            {
                byte[] buffer = new byte[Block];
                while (handler == Handler.Send)
                    await connection.SendAsync(buffer.AsMemory(), SocketFlags.None);
                while (await connection.ReceiveAsync(buffer.AsMemory(), SocketFlags.None) > 0)
                {
                }
            }
            catch (SocketException)
            {
                // The client has reset it.
            }
        }
    }
}
