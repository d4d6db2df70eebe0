using System.Runtime.InteropServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Epoll;

internal sealed unsafe partial class EpollConnection
{
    private const int EINTR = 4;
    private const int EAGAIN = 11;
    private const short POLLIN = 1;

    private volatile bool _isInReceive;

    // The count of what was told before the receive that took everything; less than any count when none did.
    private int _emptiedAt = -1;

    public override ValueTask<NetworkResult<int>> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // A receive that left room in its buffer has taken everything. Until something is told, another one would be a
        // system call for nothing: half of those of a server whose clients send small messages.
        Readiness? readiness = _place.Readiness;
        int seen = readiness?.Count(Direction.In) ?? 0;
        if ((readiness is null || readiness.IsUnsteady || seen != _emptiedAt)
            && TryReceive(buffer.Span, seen, out NetworkResult<int> result))
        {
            return new(result);
        }

        NetworkResult<Registration> place = Register();
        return place.IsSuccess
            ? Transfer.Receive(this, buffer).Start(place.Value, seen, cancellationToken)
            : new(place.Error);
    }

    public override ValueTask<NetworkError> WaitReadableAsync(CancellationToken cancellationToken)
    {
        int seen = _place.Readiness?.Count(Direction.In) ?? 0;
        if (IsReadable(out NetworkError error))
            return new(error);

        NetworkResult<Registration> place = Register();
        return place.IsSuccess
            ? Transfer.WaitReadable(this).StartWait(place.Value, seen, cancellationToken)
            : new(place.Error);
    }

    /// <summary>recv(2).</summary>
    /// <returns><see langword="false"/> when there is nothing.</returns>
    internal bool TryReceive(Span<byte> buffer, int seen, out NetworkResult<int> result)
    {
        nint received;
        int errno = 0;
        try
        {
            fixed (byte* start = buffer)
            {
                _isInReceive = true;
                do
                {
                    received = Libc.Receive(_descriptor, start, (nuint)buffer.Length, Libc.MSG_DONTWAIT);
                    if (received < 0)
                        errno = Marshal.GetLastPInvokeError();
                }
                while (received < 0 && errno == EINTR);
            }

            if (received < 0 && errno != EAGAIN)
            {
                result = Remember(Errno.ToNetworkError(errno));
                return true;
            }
        }
        catch (ObjectDisposedException)
        {
            result = NetworkError.Aborted;
            return true;
        }
        finally
        {
            _isInReceive = false;
        }

        result = (int)received;
        if (received == 0)
            return TryReadEnd(ref result);

        // A local socket ends a read where the sender's credentials change; more may be there.
        _emptiedAt = received > 0 && received < buffer.Length && _remoteEndpoint.IsIP ? seen : -1;
        return received > 0;
    }

    /// <summary>Whether a receive would not wait (poll(2)); an error is something to receive, and stays to be received.</summary>
    internal bool IsReadable(out NetworkError error)
    {
        error = NetworkError.None;
        try
        {
            return PollCall.Ask(_descriptor, POLLIN) != 0;
        }
        catch (ObjectDisposedException)
        {
            error = NetworkError.Aborted;
            return true;
        }
    }

    /// <summary>
    /// The kernel tells a reset once. When it told a send, a receive gets 0, which looks like the end of the stream. So a
    /// send that is in the kernel just now is waited for; none waits there.
    /// </summary>
    private bool TryReadEnd(ref NetworkResult<int> result)
    {
        var wait = default(SpinWait);
        while (_isInSend)
            wait.SpinOnce();
        if (_broken is { } broken)
            result = broken.Value;
        return true;
    }
}
