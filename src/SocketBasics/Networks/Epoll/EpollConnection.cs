using System.Runtime.InteropServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Epoll;

/// <summary>A connected stream socket in an event loop.</summary>
internal sealed partial class EpollConnection : NetworkConnection
{
    private readonly SocketPlace _place;
    private readonly Endpoint _remoteEndpoint;
    private object? _localEndpoint;

    public EpollConnection(SocketPlace place, Endpoint remoteEndpoint)
    {
        _place = place;
        _remoteEndpoint = remoteEndpoint;
    }

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
        if (!_place.TryHold())
            return NetworkError.Aborted;
        Span<byte> value = stackalloc byte[sizeof(int)];
        NetworkResult<bool> noDelay =
            SocketOption.Get(_place.Descriptor, SocketOption.IPPROTO_TCP, SocketOption.TCP_NODELAY, value) > 0
                ? BitConverter.ToInt32(value) != 0
                : Errno.ToNetworkError(Marshal.GetLastPInvokeError());
        _place.Release();
        return noDelay;
    }

    public override NetworkError SetNoDelay(bool noDelay)
    {
        if (!_remoteEndpoint.IsIP)
            return NetworkError.None;
        if (!_place.TryHold())
            return NetworkError.Aborted;
        NetworkError error = SocketOption.Set(
            _place.Descriptor, SocketOption.IPPROTO_TCP, SocketOption.TCP_NODELAY, noDelay ? 1 : 0);
        _place.Release();
        return error;
    }

    public override NetworkError SetKeepAlive(KeepAlive? keepAlive)
    {
        if (!_remoteEndpoint.IsIP)
            return NetworkError.NotSupported;
        if (!_place.TryHold())
            return NetworkError.Aborted;
        NetworkError error = SocketOption.SetKeepAlive(_place.Descriptor, keepAlive);
        _place.Release();
        return error;
    }

    public override TcpInfo? GetTcpInfo() => _remoteEndpoint.IsIP ? _place.ReadTcpInfo() : null;

    public override ConnectionStatus GetStatus()
    {
        if (!_place.TryHold())
            return default;
        ConnectionStatus status = StatusCall.Read(_place.Descriptor, _remoteEndpoint);
        _place.Release();
        return status;
    }

    public override int TakeSyn(Span<byte> packet)
    {
        if (!_remoteEndpoint.IsIP || !_place.TryHold())
            return 0;
        int length = SavedSynOption.Take(_place.Descriptor, packet);
        _place.Release();
        return length;
    }

    public override void Abort() => _place.Close(withReset: true);

    // Under a waiting receive, too, close(2) sends a FIN, and bytes that are on their way to the peer still arrive.
    protected override void Dispose(bool disposing) => _place.Close();

    private Endpoint ReadLocalEndpoint()
    {
        if (!_place.TryHold())
            return default;
        Endpoint local = SocketName.Read(_place.Descriptor);
        _place.Release();
        return local.Kind == EndpointKind.Unspecified && _remoteEndpoint.IsLocal ? Endpoint.Unnamed : local;
    }

    /// <summary>Keeps what ended the connection, for an operation that holds it.</summary>
    private NetworkError Remember(NetworkError error)
    {
        if (error.BreaksConnection)
            _place.Slot.Broken = new(error);
        return error;
    }
}
