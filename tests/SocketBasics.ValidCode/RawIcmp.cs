using System;
using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;

namespace SocketBasics.ValidCode;

/// <summary>A ping by a raw socket: all fields in network byte order, a header of IP before the answer.</summary>
public static class RawIcmp
{
    public static async Task<bool> PingAsync(IPAddress target, ushort id, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Raw, ProtocolType.Icmp);
        byte[] request = new byte[16];
        request[0] = 8;
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(4), id);
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(6), 1);
        BinaryPrimitives.WriteUInt16BigEndian(request.AsSpan(2), Checksum(request));
        await socket.SendToAsync(request, SocketFlags.None, new IPEndPoint(target, 0), cancellationToken);

        byte[] packet = new byte[1500];
        while (true)
        {
            SocketReceiveFromResult received = await socket.ReceiveFromAsync(
                packet, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), cancellationToken);
            int header = (packet[0] & 0xf) * 4;
            if (received.ReceivedBytes >= header + 8 && packet[header] == 0
                && BinaryPrimitives.ReadUInt16BigEndian(packet.AsSpan(header + 4)) == id)
            {
                return ((IPEndPoint)received.RemoteEndPoint).Address.Equals(target);
            }
        }
    }

    /// <summary>RFC 1071.</summary>
    private static ushort Checksum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (int i = 0; i + 1 < bytes.Length; i += 2)
            sum += (uint)((bytes[i] << 8) | bytes[i + 1]);
        while (sum >> 16 != 0)
            sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }
}
