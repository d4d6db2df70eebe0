using System.Net;
using System.Net.Sockets;

namespace SocketBasics.NetworkCost.Clients;

internal sealed class TcpClientClient : Client
{
    public override async Task ConnectAsync(int port, LatencyLog latencies)
    {
        var server = new IPEndPoint(IPAddress.Loopback, port);
        do
        {
            using var client = new TcpClient(AddressFamily.InterNetwork) { NoDelay = true };
            await client.ConnectAsync(server);
            client.LingerState = new LingerOption(true, 0);
        }
        while (latencies.Note());
    }

    public override async Task BeRefusedAsync(int port, LatencyLog latencies)
    {
        var nobody = new IPEndPoint(IPAddress.Loopback, port);
        do
        {
            using var client = new TcpClient(AddressFamily.InterNetwork) { NoDelay = true };
            try
            {
                await client.ConnectAsync(nobody);
                throw SomebodyListens();
            }
            catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
            {
            }
        }
        while (latencies.Note());
    }
}
