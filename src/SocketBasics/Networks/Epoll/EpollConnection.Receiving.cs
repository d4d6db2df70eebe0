using System.Runtime.InteropServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Epoll;

internal sealed unsafe partial class EpollConnection
{
    private const int EINTR = 4;
    private const int EAGAIN = 11;
    private const short POLLIN = 1;

    private volatile bool _isInReceive;

    public override ValueTask<NetworkResult<int>> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // A receive that left room in its buffer has taken everything. Until something is told, another one would be a
        // system call for nothing: half of those of a server whose clients send small messages.
        SocketSlot slot = _place.Slot;
        int seen = slot.Count(Direction.In);
        if ((!slot.IsRegistered || slot.IsUnsteady || seen != slot.EmptiedAt)
            && TryReceive(buffer.Span, seen, out NetworkResult<int> result))
        {
            return new(result);
        }

        NetworkError error = _place.Register();
        return error.IsNone ? Transfer.Receive(this, buffer).Start(_place, seen, cancellationToken) : new(error);
    }

    public override ValueTask<NetworkError> WaitReadableAsync(CancellationToken cancellationToken)
    {
        int seen = _place.Count(Direction.In);
        if (IsReadable(out NetworkError error))
            return new(error);

        error = _place.Register();
        return error.IsNone ? Transfer.WaitReadable(this).StartWait(_place, seen, cancellationToken) : new(error);
    }

    /// <summary>recv(2).</summary>
    /// <returns><see langword="false"/> when there is nothing.</returns>
    internal bool TryReceive(Span<byte> buffer, int seen, out NetworkResult<int> result)
    {
        if (!_place.TryHold())
        {
            result = NetworkError.Aborted;
            return true;
        }

        nint received;
        int errno = 0;
        try
        {
            fixed (byte* start = buffer)
            {
                _isInReceive = true;
                do
                {
                    received = Libc.Receive(_place.Slot.Number, start, (nuint)buffer.Length, Libc.MSG_DONTWAIT);
                    if (received < 0)
                        errno = Marshal.GetLastPInvokeError();
                }
                while (received < 0 && errno == EINTR);
            }

            result = received >= 0 ? (int)received : Remember(Errno.ToNetworkError(errno));
            _isInReceive = false;
            if (received == 0)
                ReadEnd(ref result);

            // A local socket ends a read where the sender's credentials change; more may be there.
            _place.Slot.EmptiedAt = received > 0 && received < buffer.Length && _remoteEndpoint.IsIP ? seen : -1;
            return received >= 0 || errno != EAGAIN;
        }
        finally
        {
            _isInReceive = false;
            _place.Release();
        }
    }

    /// <summary>Whether a receive would not wait (poll(2)); an error is something to receive, and stays to be received.</summary>
    internal bool IsReadable(out NetworkError error)
    {
        if (!_place.TryHold())
        {
            error = NetworkError.Aborted;
            return true;
        }

        error = NetworkError.None;
        bool isReadable = PollCall.Ask(_place.Descriptor, POLLIN) != 0;

        // Or the receive that follows would wait for epoll to tell the same.
        if (isReadable)
            _place.Slot.EmptiedAt = -1;
        _place.Release();
        return isReadable;
    }

    /// <summary>
    /// The kernel tells a reset once. When it told a send, a receive gets 0, which looks like the end of the stream. So a
    /// send that is in the kernel just now is waited for; none waits there.
    /// </summary>
    private void ReadEnd(ref NetworkResult<int> result)
    {
        var wait = default(SpinWait);
        while (_isInSend)
            wait.SpinOnce();
        if (_place.Slot.Broken is { } broken)
            result = broken.Value;
    }
}
