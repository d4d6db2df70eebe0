using System.Net.Sockets;
using System.Runtime.InteropServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Epoll;

internal sealed unsafe partial class EpollConnection
{
    // Within send(2) or shutdown(2), until their error is remembered.
    private volatile bool _isInSend;

    public override ValueTask<NetworkResult<int>> SendAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> bytes = buffer.Span;
        int seen = _place.Count(Direction.Out);
        int sent = 0;
        NetworkError error = TrySend(bytes, ref sent);
        if (!MustWait(error))
            return new(new NetworkResult<int>(sent, error));

        error = _place.Register();
        return error.IsNone
            ? Transfer.Send(this, buffer, sent).Start(_place, seen, cancellationToken)
            : new(new NetworkResult<int>(sent, error));
    }

    public override NetworkError ShutdownSend()
    {
        if (!_place.TryHold())
            return NetworkError.Aborted;
        try
        {
            _isInSend = true;

            // After a reset shutdown(2) says ENOTCONN; of a local socket not even that.
            bool isBroken = Libc.Shutdown(_place.Descriptor, Libc.SHUT_WR) != 0;
            int pending = isBroken || _remoteEndpoint.IsLocal ? SocketOption.TakeError(_place.Descriptor) : 0;
            if (pending != 0)
                return Remember(Errno.ToNetworkError(pending));
            _isInSend = false;
            return isBroken ? WhatReceiveWasTold(SocketError.Shutdown) : NetworkError.None;
        }
        finally
        {
            _isInSend = false;
            _place.Release();
        }
    }

    internal static bool MustWait(NetworkError error) => error.Code == SocketError.WouldBlock;

    /// <summary>send(2), as often as there is room.</summary>
    /// <returns>None when all has gone, EAGAIN when there is no room, or what ended it.</returns>
    internal NetworkError TrySend(ReadOnlySpan<byte> buffer, ref int sent)
    {
        NetworkError error = NetworkError.None;
        while (sent < buffer.Length && error.IsNone)
            error = SendOnce(buffer[sent..], ref sent);
        return error;
    }

    /// <summary>
    /// One call: a peer that reads as fast as this side writes could keep many of them going, and a close or a receive of
    /// the end must wait for one at most.
    /// </summary>
    private NetworkError SendOnce(ReadOnlySpan<byte> rest, ref int sent)
    {
        if (!_place.TryHold())
            return NetworkError.Aborted;
        try
        {
            _isInSend = true;
            nint count;
            fixed (byte* start = rest)
            {
                count = Libc.Send(
                    _place.Slot.Number, start, (nuint)rest.Length, Libc.MSG_NOSIGNAL | Libc.MSG_DONTWAIT);
            }

            if (count >= 0)
            {
                sent += (int)count;
                return NetworkError.None;
            }

            NetworkError error = Errno.ToNetworkError(Marshal.GetLastPInvokeError());
            if (error.Errno == EINTR)
                return NetworkError.None;
            if (error.Code != SocketError.Shutdown)
                return Remember(error);

            // EPIPE says only that nothing can be sent; when a reset is pending, that is the true cause.
            int pending = SocketOption.TakeError(_place.Descriptor);
            if (pending != 0)
                return Remember(Errno.ToNetworkError(pending));
            _isInSend = false;
            return WhatReceiveWasTold(error);
        }
        finally
        {
            _isInSend = false;
            _place.Release();
        }
    }

    /// <summary>The kernel tells a reset once; a receive that is in the kernel just now may have heard it.</summary>
    private NetworkError WhatReceiveWasTold(NetworkError otherwise)
    {
        var wait = default(SpinWait);
        while (_isInReceive)
            wait.SpinOnce();
        return _place.Slot.Broken?.Value ?? otherwise;
    }
}
