using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Threading.Tasks.Sources;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Portable;

/// <summary>One connect of the framework's socket, by the one of its ways that reports errors without an exception.</summary>
/// <remarks>
/// Pooled: SocketAsyncEventArgs is large and has a finalizer, and one object may serve any number of sockets in turn.
/// </remarks>
internal sealed class PortableAttempt : SocketAsyncEventArgs, IValueTaskSource<NetworkAttempt>
{
    private const int PoolSize = 64;

    // The switch is for kernels that only resemble Linux.
    private static readonly bool CallsKernel = OperatingSystem.IsLinux()
        && !(AppContext.TryGetSwitch("SocketBasics.ConnectThroughFramework", out bool isOn) && isOn);

    private static readonly ConcurrentQueue<PortableAttempt> Pool = new();

    private ManualResetValueTaskSourceCore<NetworkAttempt> _completion;
    private CancellationToken _cancellationToken;
    private CancellationTokenRegistration _registration;
    private Socket? _socket;
    private KernelEndPoint? _remote;
    private ConnectOptions? _options;
    private NetworkAttempt _unfinished;
    private bool _isClosed;

    private PortableAttempt()
        : base(unsafeSuppressExecutionContextFlow: true)
    {
    }

    public static ValueTask<NetworkAttempt> RunAsync(
        Endpoint remote, ConnectOptions options, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return new(NetworkAttempt.Failed(NetworkError.Aborted));

        NetworkResult<Socket> created = CreateSocket(remote, options, out bool failedInBind);
        if (!created.IsSuccess)
            return new(NetworkAttempt.Failed(created.Error) with { FailedInBind = failedInBind });

        if (CallsKernel)
        {
            // A client that did not connect must not leave its path behind: its next attempt could not be bound.
            LocalSocketFile? file =
                options.LocalEndpoint is { Kind: EndpointKind.Local } local ? LocalSocketFile.OfClient(local) : null;
            ConnectAnswer answer = ConnectCall.Begin(created.Value.SafeHandle, remote);
            if (!answer.Error.IsNone)
                file?.Remove();
            if (answer.IsDecided)
                return new(Read(created.Value, remote, options, answer.Error, answer.Progress));
        }

        if (CallsKernel && options.Progress is { } progress)
            Tell(progress, created.Value, remote);

        PortableAttempt attempt = Pool.TryDequeue(out PortableAttempt? pooled) ? pooled : new PortableAttempt();
        return attempt.Start(created.Value, remote, options, cancellationToken);
    }

    NetworkAttempt IValueTaskSource<NetworkAttempt>.GetResult(short token)
    {
        NetworkAttempt result = _completion.GetResult(token);
        Return();
        return result;
    }

    ValueTaskSourceStatus IValueTaskSource<NetworkAttempt>.GetStatus(short token) => _completion.GetStatus(token);

    void IValueTaskSource<NetworkAttempt>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);

    protected override void OnCompleted(SocketAsyncEventArgs e)
    {
        NetworkAttempt result;
        try
        {
            result = Finish();
        }
        catch (Exception exception)
        {
            _completion.SetException(exception);
            return;
        }

        _completion.SetResult(result);
    }

    private static void Tell(IProgress<ConnectingSocket> progress, Socket socket, Endpoint remote)
    {
        try
        {
            Endpoint local = CallsKernel ? SocketName.Read(socket.SafeHandle) : default;
            progress.Report(new(local, remote, () => PortableTcpInfo.Read(socket)));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static NetworkResult<Socket> CreateSocket(Endpoint remote, ConnectOptions options, out bool failedInBind)
    {
        failedInBind = false;
        Socket? socket = null;
        try
        {
            socket = remote.IsLocal
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(remote.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Blocking = !CallsKernel;
            PortableSocketOptions.SetBufferSizes(socket, options.ReceiveBufferSize, options.SendBufferSize);
            if (remote.IsIP)
            {
                socket.NoDelay = options.NoDelay;
                if (options.KeepAlive is { } keepAlive)
                    PortableSocketOptions.SetKeepAlive(socket, keepAlive);
                if (OperatingSystem.IsLinux() && options.SynRetries is { } synRetries)
                    PortableSocketOptions.SetSynRetries(socket, synRetries);
                if (AttemptFacts.SeesIcmp(remote) && remote.Kind == EndpointKind.IPv6)
                    ErrorQueue.SetIPv6(socket.SafeHandle, on: true);
            }

            if (options.LocalEndpoint is not { } local)
                return socket;

            NetworkError error = ClientBind.Bind(socket, local, remote);
            if (error.IsNone)
                return socket;

            failedInBind = true;
            socket.Dispose();
            return error;
        }
        catch (SocketException exception)
        {
            socket?.Dispose();
            return exception.SocketErrorCode;
        }
    }

    private static NetworkAttempt Read(
        Socket socket, Endpoint remote, ConnectOptions options, NetworkError error, in ConnectProgress progress)
    {
        if (error.IsNone)
        {
            return AttemptFacts.OfSuccess(socket.SafeHandle, remote, options, progress) with
            {
                Connection = new PortableConnection(socket, remote),
            };
        }

        using (socket)
            return AttemptFacts.OfFailure(socket.SafeHandle, remote, error, progress);
    }

    /// <summary>Closes with a reset, if the handshake was complete already: the peer may still accept a dead connection.</summary>
    private static void Close(Socket socket)
    {
        _ = SocketCall.Try(() => socket.LingerState = new LingerOption(true, 0));
        socket.Dispose();
    }

    private ValueTask<NetworkAttempt> Start(
        Socket socket, Endpoint remote, ConnectOptions options, CancellationToken cancellationToken)
    {
        _socket = socket;
        _options = options;
        _unfinished = default;
        _isClosed = false;
        _cancellationToken = cancellationToken;

        // The same server again, as clients do: the object is immutable, and sockets may share it.
        if (_remote?.Endpoint != remote)
            _remote = new KernelEndPoint(remote);
        RemoteEndPoint = _remote;

        _registration = cancellationToken.UnsafeRegister(static state => ((PortableAttempt)state!).Cancel(), this);
        try
        {
            // A send of nothing waits for the answer to a connect(2) that was made already, and tells its error.
            short version = _completion.Version;
            if (CallsKernel ? socket.SendAsync(this) : socket.ConnectAsync(this))
            {
                if (!CallsKernel && remote.IsIP && options.Progress is { } progress)
                    Tell(progress, socket, remote);
                return new(this, version);
            }
        }
        catch (ObjectDisposedException)
        {
            // Canceled before it began.
            SocketError = SocketError.OperationAborted;
        }

        NetworkAttempt result = Finish();
        Return();
        return new(result);
    }

    private NetworkAttempt Finish()
    {
        // Waits for a Cancel that is running: then the descriptor is closed for certain.
        _registration.Dispose();

        Socket socket = _socket!;
        Endpoint remote = _remote!.Endpoint;
        if (_cancellationToken.IsCancellationRequested)
        {
            // By the canceling thread, or by this one when the token came after the connect had ended. Not by both: an
            // option of a closed socket is an exception inside the framework.
            if (!_isClosed)
                Cancel();
            return _unfinished;
        }

        return Read(socket, remote, _options!, SocketError, AttemptFacts.ReadProgress(socket.SafeHandle, remote));
    }

    private void Cancel()
    {
        Socket socket = _socket!;
        _unfinished = AttemptFacts.OfAbort(socket.SafeHandle, _remote!.Endpoint);
        Close(socket);
        _isClosed = true;
    }

    private void Return()
    {
        // A second await of the same task is then an error, and not somebody else's attempt.
        _completion.Reset();
        _cancellationToken = default;
        _registration = default;
        _socket = null;
        _options = null;
        _unfinished = default;
        if (Pool.Count < PoolSize)
            Pool.Enqueue(this);
        else
            Dispose();
    }
}
