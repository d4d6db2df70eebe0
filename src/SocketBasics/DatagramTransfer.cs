using System.Runtime.CompilerServices;
using SocketBasics.Networks;

namespace SocketBasics;

/// <summary>The rules that datagram and raw sockets share: one receive and one send at a time, disposal, and errors.</summary>
internal sealed class DatagramTransfer(NetworkDatagramSocket socket, object owner, Endpoint local) : IDisposable
{
    private OneAtATime _receiving;
    private OneAtATime _sending;
    private int _disposed;

    public void CheckDestination(Endpoint destination, string parameter)
    {
        if (destination.Kind is EndpointKind.Unspecified or EndpointKind.Unnamed)
            throw new ArgumentException($"The endpoint {destination} names no destination.", parameter);
        if (destination.IsWildcard)
        {
            throw new ArgumentException(
                $"{destination} is a wildcard, which means every address of a machine for bind, and no destination.", parameter);
        }

        if (!IsOfFamily(destination))
            throw new ArgumentException($"{destination} is not of the family of the socket at {local}.", parameter);
    }

    public static void CheckPort(Endpoint destination, string parameter)
    {
        if (destination is { IsIP: true, Port: 0 })
            throw new ArgumentException($"{destination} has port 0, which is no port to send to.", parameter);
    }

    public ValueTask<ReceivedDatagram> ReceiveAsync(
        Memory<byte> buffer, Endpoint? remote, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        _receiving.Enter(owner, "receive");
        return ReceiveCoreAsync(buffer, remote ?? default, cancellationToken);
    }

    public ValueTask SendAsync(
        ReadOnlyMemory<byte> datagram, Endpoint? destination, Endpoint remote, CancellationToken cancellationToken)
    {
        ThrowIfDisposed();
        _sending.Enter(owner, "send");
        return SendCoreAsync(datagram, destination, remote, cancellationToken);
    }

    public int GetOption(DatagramOption name)
    {
        ThrowIfDisposed();
        NetworkResult<int> result = socket.GetOption(name);
        return result.IsSuccess
            ? result.Value
            : throw Failure(SocketOperation.Option, result.Error, default, CancellationToken.None);
    }

    public void SetOption(DatagramOption name, int value) =>
        Run(SocketOperation.Option, (name, value), static (socket, set) => socket.SetOption(set.name, set.value));

    public void Run<T>(SocketOperation operation, T argument, Func<NetworkDatagramSocket, T, NetworkError> call)
    {
        ThrowIfDisposed();
        NetworkError error = call(socket, argument);
        if (!error.IsNone)
            throw Failure(operation, error, argument is Endpoint remote ? remote : default, CancellationToken.None);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            socket.Dispose();
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<ReceivedDatagram> ReceiveCoreAsync(
        Memory<byte> buffer, Endpoint remote, CancellationToken cancellationToken)
    {
        NetworkResult<ReceivedDatagram> result;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            result = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _receiving.Exit();
        }

        return result.IsSuccess
            ? result.Value
            : throw Failure(SocketOperation.Receive, result.Error, remote, cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask SendCoreAsync(
        ReadOnlyMemory<byte> datagram, Endpoint? destination, Endpoint remote, CancellationToken cancellationToken)
    {
        NetworkError error;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            error = await socket.SendAsync(datagram, destination, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _sending.Exit();
        }

        if (!error.IsNone)
            throw Failure(SocketOperation.Send, error, remote, cancellationToken);
    }

    private Exception Failure(
        SocketOperation operation, NetworkError error, Endpoint remote, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _disposed) != 0)
            return new ObjectDisposedException(owner.GetType().FullName);
        return error.IsAborted && cancellationToken.IsCancellationRequested
            ? new OperationCanceledException(cancellationToken)
            : SocketOperationException.Create(operation, error, local, remote);
    }

    private bool IsOfFamily(Endpoint destination) => local.Kind switch
    {
        EndpointKind.IPv4 or EndpointKind.IPv6 => destination.Kind == local.Kind,
        EndpointKind.DualStack => destination.IsIP,
        _ => destination.IsLocal,
    };

    private void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, owner);
}
