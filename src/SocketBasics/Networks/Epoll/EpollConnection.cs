using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Epoll;

/// <summary>A connected stream socket in an event loop.</summary>
internal sealed partial class EpollConnection : NetworkConnection
{
    private readonly SocketDescriptor _descriptor;
    private readonly EventLoop _loop;
    private readonly Endpoint _remoteEndpoint;
    private readonly Lock _gate = new();

    private Registration _place;
    private bool _isClosed;
    private object? _localEndpoint;

    // What ended the connection; the kernel tells it once, to a receive or to a send.
    private volatile StrongBox<NetworkError>? _broken;

    public EpollConnection(SocketDescriptor descriptor, Endpoint remoteEndpoint, EventLoop loop)
    {
        _descriptor = descriptor;
        _remoteEndpoint = remoteEndpoint;
        _loop = loop;
    }

    /// <summary>A connection that waited for its handshake in the loop stays there.</summary>
    public EpollConnection(SocketDescriptor descriptor, Endpoint remoteEndpoint, Registration place)
        : this(descriptor, remoteEndpoint, place.Loop) => _place = place;

    public override Endpoint RemoteEndpoint => _remoteEndpoint;

    public override Endpoint LocalEndpoint
    {
        get
        {
            // Asked for lazily: a server seldom needs it, and getsockname(2) is one more system call per connection.
            if (Volatile.Read(ref _localEndpoint) is Endpoint known)
                return known;

            // Boxed, because two threads may ask at once, and an endpoint is too large to be written in one go.
            Endpoint local = ReadLocalEndpoint();
            if (local.Kind != EndpointKind.Unspecified)
                Volatile.Write(ref _localEndpoint, local);
            return local;
        }
    }

    public override NetworkResult<bool> GetNoDelay()
    {
        if (!_remoteEndpoint.IsIP)
            return false;
        try
        {
            Span<byte> value = stackalloc byte[sizeof(int)];
            return SocketOption.Get(_descriptor, SocketOption.IPPROTO_TCP, SocketOption.TCP_NODELAY, value) > 0
                ? BitConverter.ToInt32(value) != 0
                : Errno.ToNetworkError(Marshal.GetLastPInvokeError());
        }
        catch (ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
    }

    public override NetworkError SetNoDelay(bool noDelay)
    {
        if (!_remoteEndpoint.IsIP)
            return NetworkError.None;
        try
        {
            return SocketOption.Set(
                _descriptor, SocketOption.IPPROTO_TCP, SocketOption.TCP_NODELAY, noDelay ? 1 : 0);
        }
        catch (ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
    }

    public override NetworkError SetKeepAlive(KeepAlive? keepAlive)
    {
        if (!_remoteEndpoint.IsIP)
            return NetworkError.NotSupported;
        try
        {
            return SocketOption.SetKeepAlive(_descriptor, keepAlive);
        }
        catch (ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
    }

    public override void Abort() => Close(isReset: true);

    // Under a waiting receive close(2) sends a FIN, and bytes that are on their way to the peer still arrive. A send that
    // is cut off is worth a reset: the peer must not take the part for the whole.
    protected override void Dispose(bool disposing) => Close(isReset: _isSending);

    private void Close(bool isReset)
    {
        lock (_gate)
        {
            if (_isClosed)
                return;
            _isClosed = true;
        }

        if (isReset)
            SocketOption.ResetOnClose(_descriptor);

        // First the place, so that no event of the next socket with this number is taken for one of this socket.
        if (_place.Readiness is not null)
            _place.Release();
        _descriptor.Dispose();
    }

    private NetworkResult<Registration> Register()
    {
        lock (_gate)
        {
            if (_isClosed)
                return NetworkError.Aborted;
            if (_place.Readiness is not null)
                return _place;

            NetworkResult<Registration> place = _loop.Register(_descriptor);
            if (place.IsSuccess)
                _place = place.Value;
            return place;
        }
    }

    private Endpoint ReadLocalEndpoint()
    {
        try
        {
            Endpoint local = SocketName.Read(_descriptor);
            return local.Kind == EndpointKind.Unspecified && _remoteEndpoint.IsLocal ? Endpoint.Unnamed : local;
        }
        catch (ObjectDisposedException)
        {
            return default;
        }
    }

    private NetworkError Remember(NetworkError error)
    {
        if (error.BreaksConnection)
            _broken = new(error);
        return error;
    }
}
