using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using SocketBasics.Networks.Linux;

namespace SocketBasics.Networks.Portable;

/// <summary>A connected stream socket of the framework.</summary>
internal sealed partial class PortableConnection : NetworkConnection
{
    private const int MostYields = 100;

    private readonly Socket _socket;
    private readonly Endpoint _remoteEndpoint;

    private volatile bool _isReceiving;
    private volatile bool _isSending;
    private volatile bool _isShuttingDown;
    private volatile bool _hasSeenEnd;
    private volatile SocketError _brokenBy;
    private object? _localEndpoint;

    [SuppressMessage("Usage", "CA1816", Justification = "The socket belongs to this object alone.")]
    public PortableConnection(Socket socket, Endpoint remoteEndpoint)
    {
        (_socket, _remoteEndpoint) = (socket, remoteEndpoint);

        // Its finalizer would close with a reset, before that of a dropped Connection closes with a FIN. The handle has a
        // critical finalizer, which runs after all others.
        GC.SuppressFinalize(socket);
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

    private bool IsBroken => _brokenBy != SocketError.Success;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<NetworkResult<int>> ReceiveAsync(
        Memory<byte> buffer, CancellationToken cancellationToken)
    {
        _isReceiving = true;
        try
        {
            int received = await _socket.ReceiveAsync(buffer, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            SocketError broken = received == 0 ? await WhatSendWasToldAsync().ConfigureAwait(false) : SocketError.Success;
            return broken == SocketError.Success ? received : broken;
        }
        catch (SocketException exception)
        {
            return Remember(exception.SocketErrorCode);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
        finally
        {
            _isReceiving = false;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<NetworkError> WaitReadableAsync(CancellationToken cancellationToken)
    {
        _isReceiving = true;
        try
        {
            // A receive into nothing waits for data, the end or an error, and takes none of them (measured on Linux).
            await _socket.ReceiveAsync(Memory<byte>.Empty, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            return NetworkError.None;
        }
        catch (SocketException exception)
        {
            return Remember(exception.SocketErrorCode);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
        finally
        {
            _isReceiving = false;
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<NetworkResult<int>> SendAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        int sent = 0;
        _isSending = true;
        try
        {
            if (!cancellationToken.CanBeCanceled)
            {
                while (sent < buffer.Length)
                    sent += await _socket.SendAsync(buffer[sent..], SocketFlags.None, CancellationToken.None).ConfigureAwait(false);
                return sent;
            }

            // The framework does not tell how much a canceled send had sent. So: send what there is room for without
            // waiting, and wait for more room with a send of one byte, which goes or does not.
            _socket.Blocking = false;
            while (sent < buffer.Length)
            {
                sent += _socket.Send(buffer.Span[sent..], SocketFlags.None, out SocketError error);
                if (error is not (SocketError.Success or SocketError.WouldBlock))
                    return new(sent, await ErrorOfSendAsync(error).ConfigureAwait(false));
                if (sent < buffer.Length)
                    sent += await _socket.SendAsync(buffer.Slice(sent, 1), SocketFlags.None, cancellationToken).ConfigureAwait(false);
            }

            return sent;
        }
        catch (SocketException exception)
        {
            return new(sent, await ErrorOfSendAsync(exception.SocketErrorCode).ConfigureAwait(false));
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            return new(sent, NetworkError.Aborted);
        }
        finally
        {
            _isSending = false;
        }
    }

    public override NetworkError ShutdownSend()
    {
        if (!OperatingSystem.IsLinux())
            return ShutdownThroughFramework();

        _isShuttingDown = true;
        try
        {
            // After a reset shutdown(2) says ENOTCONN, which the framework hides; of a local socket not even that.
            bool isBroken = Libc.Shutdown(_socket.SafeHandle, Libc.SHUT_WR) != 0;
            SocketError pending = isBroken || _remoteEndpoint.IsLocal ? TakePendingError() : SocketError.Success;
            if (pending != SocketError.Success)
                return Remember(pending);
            if (!isBroken)
                return NetworkError.None;

            // A receive that runs may have the reset and be about to tell it: then this was just before it.
            bool isReceiving = _isReceiving;
            SocketError broken = _brokenBy;
            return broken != SocketError.Success ? broken : isReceiving ? NetworkError.None : SocketError.Shutdown;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
        catch (ObjectDisposedException)
        {
            return NetworkError.Aborted;
        }
        finally
        {
            _isShuttingDown = false;
        }
    }

    public override NetworkResult<bool> GetNoDelay()
    {
        bool on = false;
        NetworkError error = _remoteEndpoint.IsIP ? SocketCall.Try(() => on = _socket.NoDelay) : NetworkError.None;
        return new(on, error);
    }

    public override NetworkError SetNoDelay(bool noDelay) =>
        _remoteEndpoint.IsIP ? SocketCall.Try(() => _socket.NoDelay = noDelay) : NetworkError.None;

    public override NetworkError SetKeepAlive(KeepAlive? keepAlive) => _remoteEndpoint.IsIP
        ? SocketCall.Try(() => PortableSocketOptions.SetKeepAlive(_socket, keepAlive))
        : NetworkError.NotSupported;

    public override void Abort()
    {
        // Close with a linger time of 0 resets (RFC 9293 ABORT); it fails only on a socket that is closed already.
        _ = SocketCall.Try(() => _socket.LingerState = new LingerOption(true, 0));
        _socket.Dispose();
    }

    protected override void Dispose(bool disposing)
    {
        // The framework resets a connection that is closed under a waiting operation, unless it was shut down before. That
        // would destroy bytes on their way to the peer. Not on a broken one: the framework would throw.
        if (_isReceiving && (!OperatingSystem.IsLinux() || TryShutdown()))
            ShutdownThroughFramework();
        _socket.Dispose();
    }

    private bool TryShutdown()
    {
        try
        {
            return Libc.Shutdown(_socket.SafeHandle, Libc.SHUT_WR) == 0;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>The framework remembers it, and then closes with a FIN under a waiting operation, too.</summary>
    private NetworkError ShutdownThroughFramework() => SocketCall.Try(() => _socket.Shutdown(SocketShutdown.Send));

    /// <summary>SO_ERROR: who reads the error takes it from everybody else (socket(7)).</summary>
    private SocketError TakePendingError() =>
        (SocketError)(int)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;

    private Endpoint ReadLocalEndpoint()
    {
        try
        {
            Endpoint local = OperatingSystem.IsLinux() ? SocketName.Read(_socket.SafeHandle) : KernelEndPoint.Read(_socket.LocalEndPoint);
            return local.Kind == EndpointKind.Unspecified && _remoteEndpoint.IsLocal ? Endpoint.Unnamed : local;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return default;
        }
    }

    /// <summary>EPIPE says only that nothing can be sent; when a reset is pending, that is the true cause.</summary>
    private async ValueTask<SocketError> ErrorOfSendAsync(SocketError error)
    {
        if (error != SocketError.Shutdown)
            return Remember(error);
        try
        {
            SocketError pending = TakePendingError();
            if (pending != SocketError.Success)
                return Remember(pending);

            // The kernel may have told a receive that runs at the same time, which is about to say so.
            for (int i = 0; i < MostYields && !IsBroken && IsAboutToReceive(); i++)
                await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            return IsBroken ? _brokenBy : error;
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return error;
        }
    }

    /// <summary>
    /// The kernel tells a reset once. When it told a send, a receive gets 0, which looks like the end of the stream. The
    /// send is the witness: the state CLOSED is none, because a reset that follows the peer's FIN leads there as well, and
    /// then the 0 is the end. (After a FIN the kernel tells the send EPIPE, before one ECONNRESET.) Shutdown is one, too.
    /// </summary>
    private async ValueTask<SocketError> WhatSendWasToldAsync()
    {
        // A shutdown never waits for anything; its thread may have lost its processor between the kernel and the flag.
        while (_isShuttingDown)
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

        // Neither does a send once both ways are over. Without that it may wait for a peer that has ended its own half only.
        _hasSeenEnd = true;
        for (int i = 0; !IsBroken && _isSending && (OperatingSystem.IsLinux() ? HangUp.IsSeen(_socket) : IsWritable(i)); i++)
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return _brokenBy;
    }

    private bool IsAboutToReceive() => _isReceiving && !_hasSeenEnd && _socket.Poll(0, SelectMode.SelectRead);

    private bool IsWritable(int yields) => yields < MostYields && _socket.Poll(0, SelectMode.SelectWrite);

    private SocketError Remember(SocketError error)
    {
        if (new NetworkError(error).BreaksConnection)
            _brokenBy = error;
        return error;
    }
}
