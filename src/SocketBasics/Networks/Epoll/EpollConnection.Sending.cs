using System.Net.Sockets;
using System.Runtime.InteropServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Epoll;

internal sealed unsafe partial class EpollConnection
{
    // From the call of SendAsync to its end, waits included.
    private volatile bool _isSending;

    // Within send(2) or shutdown(2), until their error is remembered.
    private volatile bool _isInSend;

    public override ValueTask<NetworkResult<int>> SendAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        ReadOnlySpan<byte> bytes = buffer.Span;
        _isSending = true;
        int seen = _place.Count(Direction.Out);
        int sent = 0;
        NetworkError error = TrySend(bytes, ref sent);
        if (!MustWait(error))
        {
            _isSending = false;
            return new(new NetworkResult<int>(sent, error));
        }

        error = _place.Register();
        if (error.IsNone)
            return Transfer.Send(this, buffer, sent).Start(_place, seen, cancellationToken);

        _isSending = false;
        return new(new NetworkResult<int>(sent, error));
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

    /// <summary>The send is over, and closing needs no reset because of it.</summary>
    internal void EndSend() => _isSending = false;

    /// <summary>send(2), as often as there is room.</summary>
    /// <returns>None when all has gone, EAGAIN when there is no room, or what ended it.</returns>
    internal NetworkError TrySend(ReadOnlySpan<byte> buffer, ref int sent)
    {
        if (!_place.TryHold())
            return NetworkError.Aborted;
        try
        {
            _isInSend = true;
            fixed (byte* start = buffer)
            {
                while (sent < buffer.Length)
                {
                    nint count = Libc.Send(
                        _place.Slot.Number, start + sent, (nuint)(buffer.Length - sent),
                        Libc.MSG_NOSIGNAL | Libc.MSG_DONTWAIT);
                    if (count >= 0)
                    {
                        sent += (int)count;
                        continue;
                    }

                    NetworkError error = Errno.ToNetworkError(Marshal.GetLastPInvokeError());
                    if (error.Errno == EINTR)
                        continue;
                    if (error.Code != SocketError.Shutdown)
                        return Remember(error);

                    // EPIPE says only that nothing can be sent; when a reset is pending, that is the true cause.
                    int pending = SocketOption.TakeError(_place.Descriptor);
                    if (pending != 0)
                        return Remember(Errno.ToNetworkError(pending));
                    _isInSend = false;
                    return WhatReceiveWasTold(error);
                }
            }

            return NetworkError.None;
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
