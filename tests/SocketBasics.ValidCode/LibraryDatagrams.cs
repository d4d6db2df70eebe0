using System;
using System.Net;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>Datagrams by this library: each is whole, and may be empty.</summary>
public static class LibraryDatagrams
{
    public static async Task EchoAsync(int port, CancellationToken cancellationToken)
    {
        await using DatagramSocket socket = DatagramSocket.Bind(Endpoint.Any(port));
        byte[] buffer = new byte[1500];
        while (true)
        {
            (int length, Endpoint sender) = await socket.ReceiveFromAsync(buffer, cancellationToken);
            await socket.SendToAsync(buffer.AsMemory(0, length), sender, cancellationToken);
        }
    }

    public static async Task<string> AskAsync(Endpoint server, string question)
    {
        using var socket = DatagramSocket.Bind(
            server.Kind == EndpointKind.IPv6 ? Endpoint.AnyV6(0) : Endpoint.AnyV4(0));
        socket.Connect(server);
        await socket.SendAsync(Encoding.UTF8.GetBytes(question));
        byte[] buffer = new byte[1500];
        ReceivedDatagram answer = await socket.ReceiveFromAsync(buffer);
        return Encoding.UTF8.GetString(buffer, 0, answer.Length);
    }

    public static async Task ListenToGroupAsync(IPAddress group, int port, Action<string> heard)
    {
        await using var socket = DatagramSocket.Bind(
            Endpoint.AnyV4(port), new DatagramSocketOptions { ReuseAddress = true });
        socket.JoinGroup(group);
        byte[] buffer = new byte[1500];
        for (int i = 0; i < 10; i++)
        {
            ReceivedDatagram datagram = await socket.ReceiveFromAsync(buffer);
            heard($"{datagram.Sender}: {Encoding.UTF8.GetString(buffer.AsSpan(0, datagram.Length))}");
        }

        socket.LeaveGroup(group);
    }
}
