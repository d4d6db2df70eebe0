using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Threading.Tasks.Sources;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Portable;

/// <summary>One connect of the framework's socket, by the one of its ways that reports errors without an exception.</summary>
/// <remarks>
/// Pooled: SocketAsyncEventArgs is large and has a finalizer, and one object may serve any number of sockets in turn.
/// </remarks>
internal sealed class PortableAttempt : SocketAsyncEventArgs, IValueTaskSource<SocketError>
{
    private const int PoolSize = 64;

    // TCP has an error queue since Linux 5.8. Before, an empty one would say nothing, and must not be taken for a reset.
    private static readonly bool HasErrorQueue =
        OperatingSystem.IsLinux() && Environment.OSVersion.Version >= new Version(5, 8);

    private static readonly ConcurrentQueue<PortableAttempt> Pool = new();

    private ManualResetValueTaskSourceCore<SocketError> _completion;
    private Socket? _socket;
    private int? _synCount;
    private bool _isClosed;

    private PortableAttempt()
        : base(unsafeSuppressExecutionContextFlow: true)
    {
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<NetworkAttempt> RunAsync(
        Endpoint remote, ConnectOptions options, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return NetworkAttempt.Failed(NetworkError.Aborted);

        NetworkResult<Socket> created = CreateSocket(remote, options);
        if (!created.IsSuccess)
            return NetworkAttempt.Failed(created.Error);

        Socket socket = created.Value;
        PortableAttempt attempt = Pool.TryDequeue(out PortableAttempt? pooled) ? pooled : new PortableAttempt();
        SocketError error;
        int? synCount;
        bool isClosed;
        try
        {
            attempt.Begin(socket, remote);

            // Disposing the registration waits for a Cancel that is running: then the descriptor is closed for certain.
            using (cancellationToken.UnsafeRegister(static state => ((PortableAttempt)state!).Cancel(), attempt))
            {
                error = attempt.Start()
                    ? await new ValueTask<SocketError>(attempt, attempt._completion.Version).ConfigureAwait(false)
                    : attempt.SocketError;
            }

            synCount = attempt._synCount;
            isClosed = attempt._isClosed;
        }
        finally
        {
            attempt.Return();
        }

        if (cancellationToken.IsCancellationRequested)
        {
            // By the canceling thread, or by this one when the token came after the connect had ended. Not by both: an
            // option of a closed socket is an exception inside the framework.
            if (!isClosed)
                Close(socket);
            return new NetworkAttempt { Error = NetworkError.Aborted, SynCount = synCount };
        }

        return error == SocketError.Success ? Succeed(socket, remote) : Fail(socket, remote, error);
    }

    SocketError IValueTaskSource<SocketError>.GetResult(short token) => _completion.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<SocketError>.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource<SocketError>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);

    protected override void OnCompleted(SocketAsyncEventArgs e) => _completion.SetResult(SocketError);

    private static NetworkResult<Socket> CreateSocket(Endpoint remote, ConnectOptions options)
    {
        Socket? socket = null;
        try
        {
            socket = remote.IsLocal
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            PortableSocketOptions.SetBufferSizes(socket, options.ReceiveBufferSize, options.SendBufferSize);
            if (remote.IsIP)
            {
                socket.NoDelay = options.NoDelay;
                if (options.KeepAlive is { } keepAlive)
                    PortableSocketOptions.SetKeepAlive(socket, keepAlive);
                if (SeesIcmp(remote) && remote.Kind == EndpointKind.IPv6)
                    ErrorQueue.SetIPv6(socket, on: true);
            }

            if (options.LocalEndpoint is { } local)
                socket.Bind(new KernelEndPoint(local.Kind == EndpointKind.DualStack ? WildcardOf(remote, local.Port) : local));
            return socket;
        }
        catch (SocketException exception)
        {
            socket?.Dispose();
            return exception.SocketErrorCode;
        }
    }

    private static Endpoint WildcardOf(Endpoint remote, int port) =>
        remote.Kind == EndpointKind.IPv4 ? Endpoint.AnyV4(port) : Endpoint.AnyV6(port);

    private static bool SeesIcmp(Endpoint remote) => HasErrorQueue && remote.IsIP;

    private static NetworkAttempt Succeed(Socket socket, Endpoint remote)
    {
        // Left on, a soft ICMP error would kill the living connection.
        if (SeesIcmp(remote) && remote.Kind == EndpointKind.IPv6)
            ErrorQueue.SetIPv6(socket, on: false);
        return NetworkAttempt.Connected(new PortableConnection(socket, remote)) with
        {
            SynCount = SeesIcmp(remote) ? ReadSynCount(socket) : null,
        };
    }

    private static NetworkAttempt Fail(Socket socket, Endpoint remote, SocketError error)
    {
        using (socket)
        {
            if (!SeesIcmp(remote))
                return NetworkAttempt.Failed(error);

            (IcmpMessage Message, int Errno)? heard = ErrorQueue.Read(socket);
            bool isOpen = heard is null && error is SocketError.AccessDenied or SocketError.InvalidArgument;
            return new NetworkAttempt
            {
                Error = new NetworkError(error, heard?.Errno),
                SynCount = ReadSynCount(socket),
                Icmp = heard?.Message,
                SeesIcmp = true,
                Route = isOpen ? RouteLookup.Find(remote.Address!) : RouteVerdict.Unknown,
            };
        }
    }

    private static int? ReadSynCount(Socket socket)
    {
        try
        {
            return TcpInfo.ReadSynCount(socket);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Closes with a reset, if the handshake was complete already: the peer may still accept a dead connection.</summary>
    private static void Close(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }

        socket.Dispose();
    }

    private void Begin(Socket socket, Endpoint remote)
    {
        _socket = socket;
        _synCount = null;
        _isClosed = false;
        _completion.Reset();
        RemoteEndPoint = new KernelEndPoint(remote);
    }

    /// <summary>Starts to connect. Returns false when it has ended already, with the error in SocketError.</summary>
    private bool Start()
    {
        try
        {
            return _socket!.ConnectAsync(this);
        }
        catch (ObjectDisposedException)
        {
            // Canceled before it began.
            SocketError = SocketError.OperationAborted;
            return false;
        }
    }

    private void Cancel()
    {
        Socket socket = _socket!;
        if (OperatingSystem.IsLinux() && socket.AddressFamily != AddressFamily.Unix)
            _synCount = ReadSynCount(socket);
        Close(socket);
        _isClosed = true;
    }

    private void Return()
    {
        _socket = null;
        RemoteEndPoint = null;
        if (Pool.Count < PoolSize)
            Pool.Enqueue(this);
        else
            Dispose();
    }
}
