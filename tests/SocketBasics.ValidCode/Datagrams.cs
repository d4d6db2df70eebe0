using System;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>UDP: servers, clients, associations, and what their end is.</summary>
public static class Datagrams
{
    public static async Task ServeAsync(int port, CancellationToken cancellationToken)
    {
        using var server = new UdpClient(port);
        while (!cancellationToken.IsCancellationRequested)
        {
            UdpReceiveResult received = await server.ReceiveAsync(cancellationToken);
            await server.SendAsync(received.Buffer, received.RemoteEndPoint, cancellationToken);
        }
    }

    public static string Ask(IPEndPoint server, string question)
    {
        using var client = new UdpClient(server.AddressFamily);
        client.Connect(server);
        byte[] request = Encoding.UTF8.GetBytes(question);
        client.Send(request, request.Length);
        client.Client.ReceiveTimeout = 2000;
        IPEndPoint? sender = null;
        return Encoding.UTF8.GetString(client.Receive(ref sender));
    }

    /// <summary>An empty datagram is a datagram; a loop over datagrams has no end of its own.</summary>
    public static void Log(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Any, port));
        byte[] buffer = new byte[65_527];
        EndPoint sender = new IPEndPoint(IPAddress.Any, 0);
        while (true)
        {
            int length = socket.ReceiveFrom(buffer, ref sender);
            Console.WriteLine($"{sender}: {Encoding.UTF8.GetString(buffer, 0, length)}");
        }
    }

    /// <summary>Which address would be used; nothing is sent.</summary>
    public static IPAddress SourceFor(IPAddress destination)
    {
        using var probe = new Socket(destination.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        probe.Connect(destination, 9);
        return ((IPEndPoint)probe.LocalEndPoint!).Address;
    }

    /// <summary>A connected UDP socket is set free by a connect to the unspecified address.</summary>
    public static void Dissolve(Socket datagrams) => datagrams.Connect(new IPEndPoint(IPAddress.Any, 0));

    public static void Discover(int port)
    {
        using var socket = new UdpClient { EnableBroadcast = true };
        socket.Client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Client.Bind(new IPEndPoint(IPAddress.Any, port));
        socket.Send("who?"u8, new IPEndPoint(IPAddress.Broadcast, port));
    }
}
