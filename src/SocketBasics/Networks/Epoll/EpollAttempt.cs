using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using SocketBasics.Networks.Linux;
using SocketBasics.Networks.Portable;

namespace SocketBasics.Networks.Epoll;

/// <summary>One connect: socket(2), connect(2), and the wait for the answer. Pooled.</summary>
internal sealed class EpollAttempt : PendingOperation<NetworkAttempt>
{
    private const int SOCK_STREAM = 1;
    private const int SOCK_NONBLOCK = 0x800;
    private const int SOCK_CLOEXEC = 0x80000;
    private const int AF_UNIX = 1;
    private const int AF_INET = 2;
    private const int AF_INET6 = 10;
    private const int IPPROTO_IPV6 = 41;
    private const int IPV6_V6ONLY = 26;
    private const int PoolSize = 64;

    private static readonly ConcurrentQueue<EpollAttempt> Pool = new();

    private SocketDescriptor? _descriptor;
    private ConnectOptions? _options;
    private Endpoint _remote;

    private EpollAttempt()
        : base(Direction.Out)
    {
    }

    public static ValueTask<NetworkAttempt> RunAsync(
        EventLoop loop, Endpoint remote, ConnectOptions options, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return new(NetworkAttempt.Failed(NetworkError.Aborted));

        NetworkResult<SocketDescriptor> created = Open(remote, options, out bool failedInBind);
        if (!created.IsSuccess)
            return new(NetworkAttempt.Failed(created.Error) with { FailedInBind = failedInBind });

        // A client that did not connect must not leave its path behind: its next attempt could not be bound.
        SocketDescriptor descriptor = created.Value;
        LocalSocketFile? file =
            options.LocalEndpoint is { Kind: EndpointKind.Local } local ? LocalSocketFile.OfClient(local) : null;
        ConnectAnswer answer = ConnectCall.Begin(descriptor, remote);
        if (!answer.Error.IsNone)
            file?.Remove();
        if (answer.IsDecided)
        {
            return new(answer.Error.IsNone
                ? Succeed(descriptor, remote, options, answer.Progress, new EpollConnection(descriptor, remote, loop))
                : Fail(descriptor, remote, answer.Error, answer.Progress));
        }

        NetworkResult<Registration> place = loop.Register(descriptor);
        if (!place.IsSuccess)
            return new(Fail(descriptor, remote, place.Error, answer.Progress));

        EpollAttempt attempt = Pool.TryDequeue(out EpollAttempt? pooled) ? pooled : new();
        attempt._descriptor = descriptor;
        attempt._options = options;
        attempt._remote = remote;
        return attempt.Start(place.Value, seen: 0, cancellationToken);
    }

    protected override bool TryRun(out NetworkAttempt result)
    {
        SocketDescriptor descriptor = _descriptor!;
        int errno = SocketOption.TakeError(descriptor);
        ConnectProgress progress = AttemptFacts.ReadProgress(descriptor, _remote);
        if (errno != 0)
        {
            Place.Release();
            result = Fail(descriptor, _remote, Errno.ToNetworkError(errno), progress);
            return true;
        }

        // A kernel that only resembles Linux tells no state; there that it can be written to has to do.
        bool isEstablished = progress.IsEstablished || progress.State == ConnectState.Unknown;
        result = isEstablished
            ? Succeed(descriptor, _remote, _options!, progress, new EpollConnection(descriptor, _remote, Place))
            : default;
        return isEstablished;
    }

    protected override NetworkAttempt Abort()
    {
        SocketDescriptor descriptor = _descriptor!;
        try
        {
            return AttemptFacts.OfAbort(descriptor, _remote);
        }
        finally
        {
            // With a reset, if the handshake was complete already: the peer may still accept a dead connection.
            SocketOption.ResetOnClose(descriptor);
            Place.Release();
            descriptor.Dispose();
        }
    }

    protected override void Recycle()
    {
        _descriptor = null;
        _options = null;
        _remote = default;
        if (Pool.Count < PoolSize)
            Pool.Enqueue(this);
    }

    private static NetworkAttempt Succeed(
        SocketDescriptor descriptor, Endpoint remote, ConnectOptions options, in ConnectProgress progress,
        EpollConnection connection) =>
        AttemptFacts.OfSuccess(descriptor, remote, options, progress) with { Connection = connection };

    private static NetworkAttempt Fail(
        SocketDescriptor descriptor, Endpoint remote, NetworkError error, in ConnectProgress progress)
    {
        using (descriptor)
            return AttemptFacts.OfFailure(descriptor, remote, error, progress);
    }

    private static NetworkResult<SocketDescriptor> Open(
        Endpoint remote, ConnectOptions options, out bool failedInBind)
    {
        failedInBind = false;
        int domain = remote.AddressFamily switch
        {
            AddressFamily.InterNetwork => AF_INET,
            AddressFamily.InterNetworkV6 => AF_INET6,
            _ => AF_UNIX,
        };
        int number = Libc.Socket(
            domain, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, remote.IsIP ? SocketOption.IPPROTO_TCP : 0);
        if (number < 0)
            return Errno.ToNetworkError(Marshal.GetLastPInvokeError());

        var descriptor = new SocketDescriptor(number);
        NetworkError error = SetOptions(descriptor, remote, options);
        if (error.IsNone && options.LocalEndpoint is { } local)
        {
            error = ClientBind.Bind(descriptor, ClientBind.OfFamily(local, remote));
            failedInBind = !error.IsNone;
        }

        if (error.IsNone)
            return descriptor;

        descriptor.Dispose();
        return error;
    }

    private static NetworkError SetOptions(SocketDescriptor descriptor, Endpoint remote, ConnectOptions options)
    {
        NetworkError error = NetworkError.None;
        Set(options.ReceiveBufferSize, SocketOption.SOL_SOCKET, SocketOption.SO_RCVBUF);
        Set(options.SendBufferSize, SocketOption.SOL_SOCKET, SocketOption.SO_SNDBUF);
        if (!remote.IsIP)
            return error;

        if (options.NoDelay)
            Set(1, SocketOption.IPPROTO_TCP, SocketOption.TCP_NODELAY);
        if (options.KeepAlive is { } keepAlive && error.IsNone)
            error = SocketOption.SetKeepAlive(descriptor, keepAlive);
        Set(options.SynRetries, SocketOption.IPPROTO_TCP, SocketOption.TCP_SYNCNT);
        if (remote.Kind == EndpointKind.IPv6)
        {
            Set(1, IPPROTO_IPV6, IPV6_V6ONLY);
            if (AttemptFacts.SeesIcmp(remote))
                ErrorQueue.SetIPv6(descriptor, on: true);
        }

        return error;

        void Set(int? value, int level, int name)
        {
            if (value is { } wished && error.IsNone)
                error = SocketOption.Set(descriptor, level, name, wished);
        }
    }
}
