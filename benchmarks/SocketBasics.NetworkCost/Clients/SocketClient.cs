using System.Net;
using System.Net.Sockets;

namespace SocketBasics.NetworkCost.Clients;

internal sealed class SocketClient : Client
{
    public override async Task ConnectAsync(int port, LatencyLog latencies)
    {
        var server = new IPEndPoint(IPAddress.Loopback, port);
        do
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.NoDelay = true;
            await socket.ConnectAsync(server);
            socket.Close(0);
        }
        while (latencies.Note());
    }

    public override async Task BeRefusedAsync(int port, LatencyLog latencies)
    {
        var nobody = new IPEndPoint(IPAddress.Loopback, port);
        do
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.NoDelay = true;
            try
            {
                await socket.ConnectAsync(nobody);
                throw SomebodyListens();
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
            {
            }
        }
        while (latencies.Note());
    }
}
