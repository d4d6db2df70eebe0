using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Handshake;

/// <summary>Waits until the kernel takes the time of packets when they pass.</summary>
/// <remarks>
/// It begins to when the first socket asks, but a little later, by a work queue (net_enable_timestamp). Until then a packet gets
/// the time at which it is read, which can be after connect has returned. Only SO_TIMESTAMPING tells a time that was taken from
/// one that was not; a datagram to this very socket shows which it is.
/// </remarks>
internal static class KernelTimestamps
{
    private const int SO_TIMESTAMPING = 37;
    private const int SOF_TIMESTAMPING_RX_SOFTWARE = 1 << 3;
    private const int SOF_TIMESTAMPING_SOFTWARE = 1 << 4;

    // Each is a millisecond apart. The work queue takes less than one; where there is no loopback interface, nothing comes.
    private const int MostTries = 20;

    /// <summary>Waits, while the packet socket asks for timestamps.</summary>
    [SupportedOSPlatform("linux")]
    public static async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            socket.Connect(socket.LocalEndPoint!);
            if (!SocketOption.Set(
                socket.SafeHandle, SocketOption.SOL_SOCKET, SO_TIMESTAMPING,
                SOF_TIMESTAMPING_RX_SOFTWARE | SOF_TIMESTAMPING_SOFTWARE).IsNone)
            {
                return;
            }

            for (int i = 0; i < MostTries; i++)
            {
                socket.Send([0]);
                if (HasTime(socket))
                    return;
                await Task.Delay(1, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (SocketException)
        {
            // No loopback interface: then the times of the first packets may be late.
        }
    }

    private static unsafe bool HasTime(Socket socket)
    {
        // struct cmsghdr { size_t length; int level; int type; }
        int begin = sizeof(nuint) + 8;
        byte* control = stackalloc byte[128];
        byte* data = stackalloc byte[1];
        Libc.Vector vector = new() { Base = data, Length = 1 };
        Libc.MessageHeader header = new() { Vectors = &vector, VectorCount = 1, Control = control, ControlLength = 128 };
        if (Libc.ReceiveMessage(socket.SafeHandle, &header, Libc.MSG_DONTWAIT) < 0)
            return false;

        // One control message, SCM_TIMESTAMPING: three of struct timespec, of which the first is the one of software.
        ReadOnlySpan<byte> message = new(control, (int)header.ControlLength);
        return message.Length >= begin + sizeof(nint)
            && MemoryMarshal.Read<int>(message[(sizeof(nuint) + 4)..]) == SO_TIMESTAMPING
            && MemoryMarshal.Read<nint>(message[begin..]) != 0;
    }
}
