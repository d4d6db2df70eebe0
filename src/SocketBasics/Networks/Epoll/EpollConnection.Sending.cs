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
        int seen = _place.Readiness?.Count(Direction.Out) ?? 0;
        int sent = 0;
        NetworkError error = TrySend(bytes, ref sent);
        if (!MustWait(error))
        {
            _isSending = false;
            return new(new NetworkResult<int>(sent, error));
        }

        NetworkResult<Registration> place = Register();
        if (place.IsSuccess)
            return Transfer.Send(this, buffer, sent).Start(place.Value, seen, cancellationToken);

        _isSending = false;
        return new(new NetworkResult<int>(sent, place.Error));
    }

    public override NetworkError ShutdownSend()
    {
        try
        {
            _isInSend = true;

            // After a reset shutdown(2) says ENOTCONN; of a local socket not even that.
            bool isBroken = Libc.Shutdown(_descriptor, Libc.SHUT_WR) != 0;
            int pending = isBroken || _remoteEndpoint.IsLocal ? SocketOption.TakeError(_descriptor) : 0;
            if (pending != 0)
                return Remember(Errno.ToNetworkError(pending));
            if (!isBroken)
                return NetworkError.None;
        }
        catch (ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
        finally
        {
            _isInSend = false;
        }

        return WhatReceiveWasTold(SocketError.Shutdown);
    }

    internal static bool MustWait(NetworkError error) => error.Code == SocketError.WouldBlock;

    /// <summary>The send is over, and closing needs no reset because of it.</summary>
    internal void EndSend() => _isSending = false;

    /// <summary>send(2), as often as there is room.</summary>
    /// <returns>None when all has gone, EAGAIN when there is no room, or what ended it.</returns>
    internal NetworkError TrySend(ReadOnlySpan<byte> buffer, ref int sent)
    {
        try
        {
            _isInSend = true;
            fixed (byte* start = buffer)
            {
                while (sent < buffer.Length)
                {
                    nint count = Libc.Send(
                        _descriptor, start + sent, (nuint)(buffer.Length - sent), Libc.MSG_NOSIGNAL | Libc.MSG_DONTWAIT);
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
                    int pending = SocketOption.TakeError(_descriptor);
                    if (pending != 0)
                        return Remember(Errno.ToNetworkError(pending));
                    _isInSend = false;
                    return WhatReceiveWasTold(error);
                }
            }

            return NetworkError.None;
        }
        catch (ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
        finally
        {
            _isInSend = false;
        }
    }

    /// <summary>The kernel tells a reset once; a receive that is in the kernel just now may have heard it.</summary>
    private NetworkError WhatReceiveWasTold(NetworkError otherwise)
    {
        var wait = default(SpinWait);
        while (_isInReceive)
            wait.SpinOnce();
        return _broken?.Value ?? otherwise;
    }
}
