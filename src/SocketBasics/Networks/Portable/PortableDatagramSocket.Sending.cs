using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Portable;

internal sealed partial class PortableDatagramSocket
{
    private static readonly TimeSpan FirstQueuePause = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LongestQueuePause = TimeSpan.FromMilliseconds(50);

    private SocketAddress _destination;
    private Endpoint _lastDestination;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<NetworkError> SendAsync(
        ReadOnlyMemory<byte> datagram, Endpoint? destination, CancellationToken cancellationToken)
    {
        try
        {
            if (destination is { } endpoint)
            {
                WriteDestination(endpoint);
                if (endpoint.IsLocal)
                    return await SendToLocalAsync(datagram, cancellationToken).ConfigureAwait(false);
                await _socket.SendToAsync(datagram, SocketFlags.None, _destination, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await _socket.SendAsync(datagram, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            }

            return NetworkError.None;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
    }

    /// <summary>Writes the address; an IPv6 socket, as a dual-stack one is, takes an IPv4 address in its mapped form.</summary>
    private static void WriteFor(AddressFamily family, Endpoint remote, Span<byte> address)
    {
        if (remote.Kind != EndpointKind.IPv4 || family != AddressFamily.InterNetworkV6)
        {
            remote.Write(address);
            return;
        }

        // sockaddr_in has its address at 4, sockaddr_in6 at 8: ::ffff:a.b.c.d (RFC 4291 section 2.5.5.2).
        Span<byte> ipv4 = stackalloc byte[remote.Size];
        remote.Write(ipv4);
        Endpoint.AnyV6(remote.Port).Write(address);
        address[18..20].Fill(0xff);
        ipv4[4..8].CopyTo(address[20..]);
    }

    private byte[] AddressOf(Endpoint remote)
    {
        byte[] address = new byte[_socket.AddressFamily == AddressFamily.InterNetworkV6 ? Endpoint.AnyV6(0).Size : remote.Size];
        WriteFor(_socket.AddressFamily, remote, address);
        return address;
    }

    private void WriteDestination(Endpoint destination)
    {
        if (destination == _lastDestination)
            return;

        // The framework gives the kernel the whole buffer, not its Size: of a local name every byte counts.
        int size = _socket.AddressFamily == AddressFamily.InterNetworkV6 ? Endpoint.AnyV6(0).Size : destination.Size;
        if (_destination.Buffer.Length != size)
            _destination = new SocketAddress(_socket.AddressFamily, size);
        WriteFor(_socket.AddressFamily, destination, _destination.Buffer.Span);
        _lastDestination = destination;
    }

    /// <summary>
    /// Sends past the framework's waiting: an unconnected local socket is told of room in its own buffer alone, and each
    /// send that a receiver's full queue refuses frees some: EPOLLOUT at once, EAGAIN again, and so on without a pause.
    /// </summary>
    private async ValueTask<NetworkError> SendToLocalAsync(
        ReadOnlyMemory<byte> datagram, CancellationToken cancellationToken)
    {
        NetworkError error = TrySendToLocal(datagram.Span);
        if (error.Code != SocketError.WouldBlock)
            return error;

        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        TimeSpan pause = FirstQueuePause;
        do
        {
            await Task.Delay(pause, _clock, ends.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ends.IsCancellationRequested)
                return NetworkError.Aborted;
            pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestQueuePause.Ticks));
            error = TrySendToLocal(datagram.Span);
        }
        while (error.Code == SocketError.WouldBlock);
        return error;
    }

    /// <summary>Sends without waiting; on Linux by the system call itself, for the framework's makes an exception of EAGAIN.</summary>
    private unsafe NetworkError TrySendToLocal(ReadOnlySpan<byte> datagram)
    {
        if (!OperatingSystem.IsLinux())
            return SendByFramework(datagram);

        ReadOnlySpan<byte> address = _destination.Buffer.Span;
        fixed (byte* bytes = datagram)
        fixed (byte* name = address)
        {
            const int Flags = Libc.MSG_DONTWAIT | Libc.MSG_NOSIGNAL;
            nint sent = Libc.SendTo(_socket.SafeHandle, bytes, (nuint)datagram.Length, Flags, name, (uint)address.Length);
            return sent < 0 ? Errno.ToNetworkError(Marshal.GetLastPInvokeError()) : NetworkError.None;
        }
    }

    private NetworkError SendByFramework(ReadOnlySpan<byte> datagram)
    {
        try
        {
            _socket.SendTo(datagram, SocketFlags.None, _destination);
            return NetworkError.None;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
    }
}
