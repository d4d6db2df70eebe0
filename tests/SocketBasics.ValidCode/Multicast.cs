using System;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>Several programs share the port of a group.</summary>
public static class Multicast
{
    private static readonly IPAddress Group = IPAddress.Parse("239.255.42.99");

    public static async Task ListenAsync(
        int port, Action<ReadOnlyMemory<byte>> heard, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.ExclusiveAddressUse = false;
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        socket.Bind(new IPEndPoint(IPAddress.Any, port));
        socket.SetSocketOption(
            SocketOptionLevel.IP, SocketOptionName.AddMembership, new MulticastOption(Group, IPAddress.Any));
        byte[] buffer = new byte[1500];
        while (true)
        {
            SocketReceiveFromResult received = await socket.ReceiveFromAsync(
                buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), cancellationToken);
            heard(buffer.AsMemory(0, received.ReceivedBytes));
        }
    }

    public static void Say(int port, ReadOnlySpan<byte> text)
    {
        using var client = new UdpClient(AddressFamily.InterNetwork);
        client.Ttl = 1;
        client.Send(text, new IPEndPoint(Group, port));
    }
}
