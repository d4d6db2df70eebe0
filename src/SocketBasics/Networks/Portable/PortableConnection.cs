using System.Net.Sockets;
using System.Runtime.CompilerServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Portable;

/// <summary>A connected stream socket of the framework.</summary>
internal sealed class PortableConnection(Socket socket, Endpoint remoteEndpoint) : NetworkConnection
{
    private bool _isShutDown;
    private Endpoint _localEndpoint;

    public override Endpoint RemoteEndpoint => remoteEndpoint;

    public override Endpoint LocalEndpoint
    {
        get
        {
            // Asked for lazily: a server seldom needs it, and getsockname(2) is one more system call per connection.
            if (_localEndpoint.Kind == EndpointKind.Unspecified)
                _localEndpoint = ReadLocalEndpoint();
            return _localEndpoint;
        }
    }

    public override bool NoDelay
    {
        get => remoteEndpoint.IsIP && socket.NoDelay;
        set
        {
            if (remoteEndpoint.IsIP)
                socket.NoDelay = value;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<NetworkResult<int>> ReceiveAsync(
        Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            int received = await socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            return received == 0 && WasReset() ? SocketError.ConnectionReset : received;
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<NetworkError> WaitReadableAsync(CancellationToken cancellationToken)
    {
        try
        {
            // A receive into nothing waits for data, the end or an error, and takes none of them (measured on Linux).
            await socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            return NetworkError.None;
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

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<NetworkResult<int>> SendAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        int sent = 0;
        try
        {
            if (!cancellationToken.CanBeCanceled)
            {
                while (sent < buffer.Length)
                    sent += await socket.SendAsync(buffer[sent..], SocketFlags.None, CancellationToken.None).ConfigureAwait(false);
                return sent;
            }

            // The framework does not tell how much a canceled send had sent. So: send what there is room for without
            // waiting, and wait for more room with a send of one byte, which goes or does not.
            socket.Blocking = false;
            while (sent < buffer.Length)
            {
                sent += socket.Send(buffer.Span[sent..], SocketFlags.None, out SocketError error);
                if (error is not (SocketError.Success or SocketError.WouldBlock))
                    return new(sent, ErrorOfSend(error));
                if (sent < buffer.Length)
                    sent += await socket.SendAsync(buffer.Slice(sent, 1), SocketFlags.None, cancellationToken).ConfigureAwait(false);
            }

            return sent;
        }
        catch (SocketException exception)
        {
            return new(sent, ErrorOfSend(exception.SocketErrorCode));
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            return new(sent, NetworkError.Aborted);
        }
    }

    public override NetworkError ShutdownSend()
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
            _isShutDown = true;
            return NetworkError.None;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
        catch (ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
    }

    public override NetworkError SetKeepAlive(KeepAlive? keepAlive)
    {
        if (!remoteEndpoint.IsIP)
            return NetworkError.NotSupported;
        try
        {
            PortableSocketOptions.SetKeepAlive(socket, keepAlive);
            return NetworkError.None;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
        catch (ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
    }

    public override void Abort()
    {
        // Close with a linger time of 0 resets (RFC 9293 ABORT); it fails only on a socket that is closed already.
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
        }

        socket.Dispose();
    }

    protected override void Dispose(bool disposing) => socket.Dispose();

    private Endpoint ReadLocalEndpoint()
    {
        try
        {
            Endpoint local = OperatingSystem.IsLinux() ? SocketName.Read(socket) : KernelEndPoint.Read(socket.LocalEndPoint);
            return local.Kind == EndpointKind.Unspecified && remoteEndpoint.IsLocal ? Endpoint.Unnamed : local;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return default;
        }
    }

    /// <summary>
    /// The kernel tells a reset once. When a send that ran at the same time was told, this receive gets 0, like the end
    /// of the stream; but after a FIN the state is CLOSE-WAIT or later, never CLOSED before this side has shut down.
    /// </summary>
    private bool WasReset()
    {
        if (!OperatingSystem.IsLinux() || !remoteEndpoint.IsIP || Volatile.Read(ref _isShutDown))
            return false;
        try
        {
            return TcpInfo.ReadState(socket) == TcpInfo.StateClose;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>EPIPE says only that nothing can be sent; when a reset is pending, that is the true cause.</summary>
    private NetworkError ErrorOfSend(SocketError error)
    {
        if (error != SocketError.Shutdown)
            return error;
        try
        {
            var pending = (SocketError)(int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
            return pending == SocketError.ConnectionReset ? pending : error;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return error;
        }
    }
}
