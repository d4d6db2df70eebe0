using System.Runtime.InteropServices;
using SocketBasics.Networks.Linux;
using SocketBasics.Networks.Portable;

namespace SocketBasics.Networks.Epoll;

/// <summary>A bound or listening socket whose connections live in an event loop.</summary>
/// <param name="bound">The socket as the portable network has bound it; it is made once, and needs no speed.</param>
/// <param name="loop">Where it waits.</param>
internal sealed unsafe class EpollListener(PortableListener bound, EventLoop loop) : NetworkListener
{
    private const int SOCK_NONBLOCK = 0x800;
    private const int SOCK_CLOEXEC = 0x80000;
    private const int EINTR = 4;
    private const int EAGAIN = 11;
    private const int EINVAL = 22;

    private readonly SafeHandle _handle = bound.Handle;
    private SocketPlace? _place;
    private AcceptOperation? _accept;

    public override Endpoint LocalEndpoint => bound.LocalEndpoint;

    public override int? EffectiveBacklog => bound.EffectiveBacklog;

    public override TcpInfo? GetTcpInfo() => bound.GetTcpInfo();

    public override AcceptQueueStatus? GetQueue() => bound.GetQueue();

    public override NetworkError Listen(int backlog)
    {
        // Not before: a bound socket that is dropped would keep its place.
        _place ??= loop.Open(-1);
        return bound.Listen(backlog);
    }

    public override ValueTask<NetworkResult<NetworkConnection>> AcceptAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return new(NetworkError.Aborted);
        if (_place is not { } place)
            return new(Errno.ToNetworkError(EINVAL));

        // The queue of the kernel is the only queue: a connection leaves it when somebody asks for one.
        int seen = place.Count(Direction.In);
        if (TryAccept(out NetworkResult<NetworkConnection> result))
            return new(result);

        NetworkError error = Register(place);
        return error.IsNone ? (_accept ??= new(this)).Start(place, seen, cancellationToken) : new(error);
    }

    /// <summary>accept4(2): with the caller's address, which after a reset nobody could ask for any more.</summary>
    /// <returns><see langword="false"/> when the queue is empty.</returns>
    public bool TryAccept(out NetworkResult<NetworkConnection> result)
    {
        byte* address = stackalloc byte[Endpoint.MaxSize];
        uint length = Endpoint.MaxSize;
        try
        {
            int descriptor;
            int errno = 0;
            do
            {
                descriptor = Libc.Accept(_handle, address, &length, SOCK_NONBLOCK | SOCK_CLOEXEC);
                if (descriptor < 0)
                    errno = Marshal.GetLastPInvokeError();
            }
            while (descriptor < 0 && errno == EINTR);

            if (descriptor < 0)
            {
                result = Errno.ToNetworkError(errno);
                return errno != EAGAIN;
            }

            _ = Endpoint.TryRead(new ReadOnlySpan<byte>(address, (int)length), out Endpoint remote);
            result = new EpollConnection(loop.Open(descriptor), remote);
        }
        catch (ObjectDisposedException)
        {
            result = NetworkError.Aborted;
        }

        return true;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            bound.Dispose();
        else
            bound.Drop();
        _place?.Close();
    }

    private NetworkError Register(SocketPlace place)
    {
        try
        {
            return place.Register(_handle);
        }
        catch (ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
    }

    private sealed class AcceptOperation(EpollListener listener)
        : PendingOperation<NetworkResult<NetworkConnection>>(Direction.In)
    {
        protected override bool TryRun(out NetworkResult<NetworkConnection> result) => listener.TryAccept(out result);

        protected override NetworkResult<NetworkConnection> Abort() => NetworkError.Aborted;

        protected override void Recycle()
        {
        }
    }
}
