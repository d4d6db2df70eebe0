using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Portable;

/// <summary>A bound or listening stream socket of the framework.</summary>
internal sealed class PortableListener : NetworkListener
{
    private readonly Socket _socket;
    private readonly ServerSocketOptions _options;
    private readonly LocalSocketFile? _file;

    private PortableListener(Socket socket, ServerSocketOptions options, Endpoint localEndpoint, LocalSocketFile? file)
    {
        _socket = socket;
        _options = options;
        _file = file;
        LocalEndpoint = localEndpoint;
    }

    public override Endpoint LocalEndpoint { get; }

    public override int? EffectiveBacklog => ReadQueue()?.Limit;

    /// <summary>Gets the descriptor, for a network that accepts by itself.</summary>
    public SafeHandle Handle
    {
        get
        {
            // A thread that waits for many sockets must not wait in accept(2) for one of them.
            _socket.Blocking = false;
            return _socket.SafeHandle;
        }
    }

    public static NetworkResult<NetworkListener> Bind(Endpoint local, ServerSocketOptions options)
    {
        Socket? socket = null;
        try
        {
            socket = local.IsLocal
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(local.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (local.AddressFamily == AddressFamily.InterNetworkV6)
                socket.DualMode = local.Kind == EndpointKind.DualStack;
            SetOptions(socket, local, options);

            var endPoint = new KernelEndPoint(local);
            LocalSocketFile? file = null;
            if (local.Kind == EndpointKind.Local)
            {
                NetworkError error = LocalSocketFile.Bind(socket, endPoint, options, out file);
                if (!error.IsNone)
                {
                    socket.Dispose();
                    return error;
                }
            }
            else
            {
                socket.Bind(endPoint);
            }

            endPoint.SizedForAnyPeer = local.IsLocal;
            return new PortableListener(socket, options, PortableSocketOptions.ReadLocalEndpoint(socket, local), file);
        }
        catch (SocketException exception)
        {
            socket?.Dispose();
            return exception.SocketErrorCode;
        }
        catch
        {
            socket?.Dispose();
            throw;
        }
    }

    public override TcpInfo? GetTcpInfo() => LocalEndpoint.IsIP ? PortableTcpInfo.Read(_socket) : null;

    public override AcceptQueueStatus? GetQueue()
    {
        try
        {
            return ReadQueue() is { } queue
                ? new(queue.Length, queue.Limit, SocketOption.ReadDrops(_socket.SafeHandle))
                : null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    public override NetworkError Listen(int backlog) => SocketCall.Try(() =>
    {
        _socket.Listen(backlog);
        _file?.Listens();
    });

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<NetworkResult<NetworkConnection>> AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            return Wrap(await _socket.AcceptAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
    }

    protected override void Dispose(bool disposing)
    {
        // The file goes first: while the socket is open, no other file can have its inode. From a finalizer it stays: the
        // socket may be finalized and closed already.
        if (disposing)
            _file?.Remove();
        _socket.Dispose();
    }

    private static void SetOptions(Socket socket, Endpoint local, ServerSocketOptions options)
    {
        PortableSocketOptions.SetBufferSizes(socket, options.ReceiveBufferSize, options.SendBufferSize);
        if (local.IsLocal)
            return;

        // Connections inherit these from the listener, which saves a system call for each of them (measured on Linux).
        socket.NoDelay = options.NoDelay;
        if (options.KeepAlive is { } keepAlive)
            PortableSocketOptions.SetKeepAlive(socket, keepAlive);

        if (OperatingSystem.IsLinux() && options.SaveSyn)
            SavedSynOption.Ask(socket);

        // On Unix the framework's bind sets SO_REUSEADDR by itself.
        if (OperatingSystem.IsWindows())
            socket.ExclusiveAddressUse = true;
        else if (options.ReusePort)
            PortableSocketOptions.SetReusePort(socket);
    }

    private (int Length, int Limit)? ReadQueue()
    {
        try
        {
            return OperatingSystem.IsLinux() && LocalEndpoint.IsIP ? TcpInfoOption.ReadQueue(_socket.SafeHandle) : null;
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    private PortableConnection Wrap(Socket accepted) =>
        new(InheritOptions(accepted), KernelEndPoint.Read(accepted.RemoteEndPoint));

    private Socket InheritOptions(Socket accepted)
    {
        if (OperatingSystem.IsLinux() || LocalEndpoint.IsLocal)
            return accepted;

        // A connection that broke in the queue may refuse its options; its first receive tells why.
        _ = SocketCall.Try(() =>
        {
            accepted.NoDelay = _options.NoDelay;
            if (_options.KeepAlive is { } keepAlive)
                PortableSocketOptions.SetKeepAlive(accepted, keepAlive);
        });
        return accepted;
    }
}
