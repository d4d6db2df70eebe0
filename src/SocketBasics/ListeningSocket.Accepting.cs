using System.Runtime.CompilerServices;
using SocketBasics.Networks;
using SocketBasics.Outcomes;
using SocketBasics.Telemetry;

namespace SocketBasics;

public sealed partial class ListeningSocket
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    // A firewall can make every accept fail (EPERM); without a pause now and then that would be a busy loop.
    private const int SkipsWithoutPause = 64;

    // One accept at a time asks the network, so that it keeps its place while it skips errors and pauses. Those who wait
    // asynchronously for the semaphore get it in their order. It holds nothing to dispose until its wait handle is taken.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Waits for a client and returns the connection to it, a new socket: accept(2).</summary>
    /// <param name="cancellationToken">Ends the wait. No connection is lost by it: it stays in the queue for the next accept.</param>
    /// <returns>The connection, with the caller's address in <see cref="Connection.RemoteEndpoint"/>; dispose it.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The listener was disposed, before the call or during the wait.</exception>
    /// <exception cref="SocketOperationException">The listener itself failed; it cannot go on.</exception>
    /// <remarks>
    /// Any number of accepts may wait at once; they are served in the order of the calls, also when one of them has to
    /// skip an error or to pause: the others then wait behind it. The connection may be dead
    /// already: Linux returns clients that reset while they waited in the queue, and the first receive tells.
    /// </remarks>
    public ValueTask<Connection> AcceptAsync(CancellationToken cancellationToken = default)
    {
        if (!_turn.Wait(0, CancellationToken.None))
            return AcceptInTurnAsync(cancellationToken);

        // A connection that waits in the queue already is taken without a state machine, which is 3 % of such an accept.
        ValueTask<NetworkResult<NetworkConnection>> accept = AskNetworkAsync(cancellationToken);
        if (!accept.IsCompletedSuccessfully)
            return AcceptCoreAsync(accept, cancellationToken);

        NetworkResult<NetworkConnection> result = accept.Result;
        if (!result.IsSuccess)
            return AcceptCoreAsync(new(result), cancellationToken);

        _turn.Release();
        return new(Establish(result.Value));
    }

    /// <summary>Accepts connections one after the other until the listener is disposed; then the loop ends quietly.</summary>
    /// <param name="cancellationToken">Ends the loop with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The connections, in the order in which they were established; dispose each.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was canceled.</exception>
    /// <exception cref="ObjectDisposedException">The listener was disposed before the loop began.</exception>
    /// <exception cref="SocketOperationException">The listener itself failed; it cannot go on.</exception>
    /// <remarks>The body of the loop holds up the next accept: start the work on a connection and do not await it there.</remarks>
    public IAsyncEnumerable<Connection> AcceptAllAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfDisposed();
        return AcceptAllCoreAsync(cancellationToken);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Connection> AcceptInTurnAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        return await AcceptCoreAsync(AskNetworkAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<Connection> AcceptCoreAsync(
        ValueTask<NetworkResult<NetworkConnection>> accept, CancellationToken cancellationToken)
    {
        TimeSpan pause = FirstPause;
        int skipped = 0;
        try
        {
            while (true)
            {
                NetworkResult<NetworkConnection> result = await accept.ConfigureAwait(false);
                if (result.IsSuccess)
                    return Establish(result.Value);

                if (result.Error.IsAborted || Volatile.Read(ref _disposed) != 0)
                {
                    ThrowIfDisposed();
                    cancellationToken.ThrowIfCancellationRequested();
                }

                switch (AcceptErrors.Classify(result.Error))
                {
                    case AcceptErrors.Kind.OfTheConnection when ++skipped % SkipsWithoutPause != 0:
                        break;
                    case AcceptErrors.Kind.OfTheConnection or AcceptErrors.Kind.OfTheSystem:
                        SocketBasicsEventSource.Log.AcceptPaused(LocalEndpoint, result.Error, pause);
                        SocketBasicsMeter.AcceptPaused(_options.Network.Name, result.Error);
                        await PauseAsync(pause, cancellationToken).ConfigureAwait(false);
                        pause = TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
                        break;
                    default:
                        throw SocketOperationException.Create(SocketOperation.Accept, result.Error, LocalEndpoint);
                }

                accept = AskNetworkAsync(cancellationToken);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    private ValueTask<NetworkResult<NetworkConnection>> AskNetworkAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _disposed) != 0 || cancellationToken.IsCancellationRequested)
            return new(NetworkError.Aborted);

        try
        {
            return _socket.AcceptAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            // A network must not throw; if it does, the turn shall go on to the next.
            return ValueTask.FromException<NetworkResult<NetworkConnection>>(exception);
        }
    }

    private Connection Establish(NetworkConnection socket)
    {
        var connection = new Connection(socket, _options.Network.TimeProvider);
        try
        {
            SocketBasicsMeter.ConnectionAccepted(_options.Network.Name);
            return connection;
        }
        catch
        {
            // A listener of the meter has thrown; nobody would close the connection.
            connection.Dispose();
            throw;
        }
    }

    private async IAsyncEnumerable<Connection> AcceptAllCoreAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            Connection connection;
            try
            {
                connection = await AcceptAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (ObjectDisposedException) when (Volatile.Read(ref _disposed) != 0)
            {
                yield break;
            }

            yield return connection;
        }
    }

    private async ValueTask PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposing.Token);

            // Away from the thread that cancels or disposes: the caller's code must not run inside those calls.
            await Task.Delay(pause, _options.Network.TimeProvider, either.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        }
        catch (ObjectDisposedException)
        {
            // The listener was disposed before the wait began.
        }

        ThrowIfDisposed();
        cancellationToken.ThrowIfCancellationRequested();
    }
}
