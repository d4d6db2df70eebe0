using System.Net.Sockets;

namespace SocketBasics.Conformance;

/// <summary>What the tests of every capability have in common.</summary>
public abstract class NetworkConformance(NetworkUnderTest under)
{
    /// <summary>Ends a test that hangs, in milliseconds. Nothing is expected to take long.</summary>
    protected const int Hang = 120_000;

    protected static readonly byte[] Hello = "hello"u8.ToArray();

    protected NetworkUnderTest Under { get; } = under;

    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    protected ServerSocketOptions ServerOptions => new() { Network = Under.Network };

    protected ConnectOptions ClientOptions => new() { Network = Under.Network, Timeout = TimeSpan.FromMinutes(1) };

    /// <summary>Makes a message in which every byte tells its position, as far as a byte can.</summary>
    protected static byte[] Message(int length)
    {
        byte[] message = new byte[length];
        for (int i = 0; i < length; i++)
            message[i] = (byte)(i ^ (i >> 8) ^ (i >> 16));
        return message;
    }

    /// <summary>Compares large messages, of which a difference shall print a few bytes alone.</summary>
    protected static void AssertSame(byte[] expected, byte[] actual)
    {
        int same = expected.AsSpan().CommonPrefixLength(actual);
        if (same != expected.Length || same != actual.Length)
            Assert.Fail($"{expected.Length} bytes expected, {actual.Length} received, different from byte {same} on.");
    }

    protected static async Task<byte[]> ReceiveExactlyAsync(Connection connection, int count)
    {
        byte[] bytes = new byte[count];
        for (int received = 0; received < count;)
        {
            int more = await connection.ReceiveAsync(bytes.AsMemory(received), Stop);
            if (more == 0)
                Assert.Fail($"The stream ended after {received} of {count} bytes.");
            received += more;
        }

        return bytes;
    }

    protected static async Task<byte[]> ReceiveToEndAsync(Connection connection)
    {
        var bytes = new MemoryStream();
        byte[] buffer = new byte[64 * 1024];
        while (await connection.ReceiveAsync(buffer, Stop) is var received and > 0)
            bytes.Write(buffer, 0, received);
        return bytes.ToArray();
    }

    protected static Task<OperationCanceledException> AssertCanceledAsync(ValueTask task, CancellationToken token) =>
        AssertCanceledAsync(task.AsTask(), token);

    protected static Task<OperationCanceledException> AssertCanceledAsync<T>(
        ValueTask<T> task, CancellationToken token) =>
        AssertCanceledAsync(task.AsTask(), token);

    protected static async Task<OperationCanceledException> AssertCanceledAsync(Task task, CancellationToken token)
    {
        OperationCanceledException exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task);
        Assert.Equal(token, exception.CancellationToken);
        return exception;
    }

    protected static async Task AssertResetAsync(SocketOperation operation, Func<Task> act)
    {
        SocketOperationException exception = await Assert.ThrowsAsync<SocketOperationException>(act);
        Assert.Equal(SocketError.ConnectionReset, exception.SocketErrorCode);
        Assert.Equal(operation, exception.Operation);
    }

    protected BoundServerSocket Bind(ServerSocketOptions? options = null) =>
        ServerSocket.Create(options ?? ServerOptions).Bind(Under.NewServerEndpoint());

    protected ListeningSocket Listen(int backlog = int.MaxValue, ServerSocketOptions? options = null) =>
        Bind(options).Listen(backlog);

    protected ValueTask<ConnectResult> TryConnectAsync(
        Endpoint bound, ConnectOptions? options = null, CancellationToken cancellationToken = default) =>
        ClientSocket.ConnectAsync(Under.ToConnect(bound), options ?? ClientOptions, cancellationToken);

    protected async Task<Connection> ConnectAsync(ListeningSocket listener, ConnectOptions? options = null)
    {
        ConnectResult result = await TryConnectAsync(listener.LocalEndpoint, options, Stop);
        return Assert.IsType<ConnectResult.Connected>(result, exactMatch: true).Connection;
    }

    /// <summary>Makes a connection and returns both of its ends.</summary>
    protected async Task<ConnectedPair> ConnectPairAsync(
        ServerSocketOptions? serverOptions = null, ConnectOptions? clientOptions = null)
    {
        using ListeningSocket listener = Listen(options: serverOptions);
        Connection client = await ConnectAsync(listener, clientOptions);
        return new ConnectedPair(client, await listener.AcceptAsync(Stop));
    }

    /// <summary>Makes a connection whose buffers are small, so that a send soon has to wait for the peer.</summary>
    protected Task<ConnectedPair> ConnectSmallPairAsync() => ConnectPairAsync(
        ServerOptions with { ReceiveBufferSize = 4096, SendBufferSize = 4096 },
        ClientOptions with { ReceiveBufferSize = 4096, SendBufferSize = 4096 });
}
