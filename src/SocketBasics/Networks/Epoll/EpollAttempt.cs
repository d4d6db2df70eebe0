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

        NetworkResult<SocketPlace> created = Open(loop, remote, options, out bool failedInBind);
        if (!created.IsSuccess)
            return new(NetworkAttempt.Failed(created.Error) with { FailedInBind = failedInBind });

        try
        {
            return Begin(created.Value, remote, options, cancellationToken);
        }
        catch
        {
            created.Value.Close();
            throw;
        }
    }

    protected override bool TryRun(out NetworkAttempt result)
    {
        int errno = SocketOption.TakeError(Place.Descriptor);
        ConnectProgress progress = AttemptFacts.ReadProgress(Place.Descriptor, _remote);
        if (errno != 0)
        {
            result = Fail(Place, _remote, Errno.ToNetworkError(errno), progress);
            return true;
        }

        // A kernel that only resembles Linux tells no state; there that it can be written to has to do.
        bool isEstablished = progress.IsEstablished || progress.State is null;
        result = isEstablished ? Succeed(Place, _remote, _options!, progress) : default;
        return isEstablished;
    }

    protected override NetworkAttempt Abort()
    {
        try
        {
            return AttemptFacts.OfAbort(Place.Descriptor, _remote);
        }
        finally
        {
            // If the handshake was complete already, the peer may still accept a dead connection.
            Place.Close(withReset: true);
        }
    }

    protected override void Recycle()
    {
        _options = null;
        _remote = default;
        if (Pool.Count < PoolSize)
            Pool.Enqueue(this);
    }

    private static ValueTask<NetworkAttempt> Begin(
        SocketPlace place, Endpoint remote, ConnectOptions options, CancellationToken cancellationToken)
    {
        // A client that did not connect must not leave its path behind: its next attempt could not be bound.
        LocalSocketFile? file =
            options.LocalEndpoint is { Kind: EndpointKind.Local } local ? LocalSocketFile.OfClient(local) : null;
        ConnectAnswer answer = ConnectCall.Begin(place.Descriptor, remote);
        if (!answer.Error.IsNone)
            file?.Remove();
        if (answer.IsDecided)
        {
            return new(answer.Error.IsNone
                ? Succeed(place, remote, options, answer.Progress)
                : Fail(place, remote, answer.Error, answer.Progress));
        }

        NetworkError error = place.Register();
        if (!error.IsNone)
            return new(Fail(place, remote, error, answer.Progress));

        if (options.Progress is { } progress)
            Tell(progress, place, remote);

        EpollAttempt attempt = Pool.TryDequeue(out EpollAttempt? pooled) ? pooled : new();
        attempt._options = options;
        attempt._remote = remote;
        return attempt.Start(place, seen: 0, cancellationToken);
    }

    private static void Tell(IProgress<ConnectingSocket> progress, SocketPlace place, Endpoint remote) =>
        progress.Report(new(SocketName.Read(place.Descriptor), remote, () => place.ReadTcpInfo()));

    private static NetworkAttempt Succeed(
        SocketPlace place, Endpoint remote, ConnectOptions options, in ConnectProgress progress) =>
        AttemptFacts.OfSuccess(place.Descriptor, remote, options, progress) with
        {
            Connection = new EpollConnection(place, remote),
        };

    private static NetworkAttempt Fail(
        SocketPlace place, Endpoint remote, NetworkError error, in ConnectProgress progress)
    {
        try
        {
            return AttemptFacts.OfFailure(place.Descriptor, remote, error, progress);
        }
        finally
        {
            place.Close();
        }
    }

    private static NetworkResult<SocketPlace> Open(
        EventLoop loop, Endpoint remote, ConnectOptions options, out bool failedInBind)
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

        SocketPlace place = loop.Open(number);
        NetworkError error = SetOptions(place.Descriptor, remote, options);
        if (error.IsNone && options.LocalEndpoint is { } local)
        {
            error = ClientBind.Bind(place.Descriptor, ClientBind.OfFamily(local, remote));
            failedInBind = !error.IsNone;
        }

        if (error.IsNone)
            return place;

        place.Close();
        return error;
    }

    private static NetworkError SetOptions(SafeHandle descriptor, Endpoint remote, ConnectOptions options)
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
