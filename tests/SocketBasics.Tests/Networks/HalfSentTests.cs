using System.Buffers;
using System.Net.Sockets;
using SocketBasics.Networks;

namespace SocketBasics.Tests.Networks;

/// <summary>A peer must not take the part of a message for the whole, however the rest of it was lost.</summary>
public sealed class HalfSentTests
{
    private static readonly byte[] Part = new byte[100_000];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Seen to fail with: a connection that looks at the network's own send alone.
    [Fact]
    public async Task A_connection_that_is_disposed_between_the_parts_of_a_sequence_is_reset()
    {
        Connection? connection = null;
        var socket = new ScriptedSend(sends =>
        {
            if (sends == 1)
                return Part.Length;
            connection!.Dispose();
            return NetworkError.Aborted;
        });
        connection = await OpenAsync(socket);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.SendAsync(TwoParts(), Stop).AsTask());

        Assert.Equal("abort", socket.Closed);
    }

    // Seen to fail with: a cut that is noted of cancellations alone.
    [Fact]
    public async Task A_send_that_failed_half_way_lets_no_other_follow_and_the_connection_is_reset()
    {
        var socket = new ScriptedSend(_ => new(5, SocketError.NoBufferSpaceAvailable));
        Connection connection = await OpenAsync(socket);
        await Assert.ThrowsAsync<SocketOperationException>(() => connection.SendAsync(Part, Stop).AsTask());

        InvalidOperationException exception =
            await Assert.ThrowsAsync<InvalidOperationException>(() => connection.SendAsync(Part, Stop).AsTask());
        connection.Dispose();

        Assert.Contains("after at least 5 bytes", exception.Message, StringComparison.Ordinal);
        Assert.Equal("abort", socket.Closed);
    }

    [Fact]
    public async Task A_send_that_failed_before_its_first_byte_may_be_repeated_and_the_connection_ends_in_order()
    {
        var socket = new ScriptedSend(sends => sends == 1 ? SocketError.NoBufferSpaceAvailable : Part.Length);
        Connection connection = await OpenAsync(socket);
        await Assert.ThrowsAsync<SocketOperationException>(() => connection.SendAsync(Part, Stop).AsTask());

        await connection.SendAsync(Part, Stop);
        connection.Dispose();

        Assert.Equal("dispose", socket.Closed);
    }

    // What the kernel tells is told again: nothing can be sent any more, and nobody takes a part for the whole.
    [Theory]
    [InlineData(SocketError.ConnectionReset)]
    [InlineData(SocketError.Shutdown)]
    public async Task A_connection_whose_peer_went_half_way_fails_each_send_for_that(SocketError error)
    {
        Connection connection = await OpenAsync(new ScriptedSend(_ => new(5, error)));
        for (int i = 0; i < 2; i++)
        {
            SocketOperationException exception = await Assert.ThrowsAsync<SocketOperationException>(
                () => connection.SendAsync(Part, Stop).AsTask());
            Assert.Equal(error, exception.SocketErrorCode);
        }

        connection.Dispose();
    }

    // Seen to fail with: an exception that nobody takes for a cut.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_send_whose_memory_was_gone_half_way_lets_no_other_follow_and_the_connection_is_reset(bool isSequence)
    {
        var socket = new ScriptedSend(_ => throw new ObjectDisposedException("memory"));
        Connection connection = await OpenAsync(socket);
        ValueTask sending = isSequence ? connection.SendAsync(TwoParts(), Stop) : connection.SendAsync(Part, Stop);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => sending.AsTask());

        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.SendAsync(Part, Stop).AsTask());
        connection.Dispose();

        Assert.Equal("abort", socket.Closed);
    }

    [Fact]
    public async Task A_connection_whose_sends_are_over_ends_in_order()
    {
        var socket = new ScriptedSend(_ => Part.Length);
        Connection connection = await OpenAsync(socket);
        await connection.SendAsync(TwoParts(), Stop);
        await connection.SendAsync(Part, Stop);

        connection.Dispose();

        Assert.Equal("dispose", socket.Closed);
    }

    private static async Task<Connection> OpenAsync(NetworkConnection socket)
    {
        ConnectResult result = await ClientSocket.ConnectAsync(
            Endpoint.Loopback(7),
            new ConnectOptions { Network = ScriptedNetwork.Answering(NetworkAttempt.Connected(socket)) },
            Stop);
        return result.GetConnectionOrThrow();
    }

    private static ReadOnlySequence<byte> TwoParts()
    {
        var first = new Segment(Part, start: 0);
        return new(first, 0, first.Append(Part), Part.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long start) => (Memory, RunningIndex) = (memory, start);

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }

    private sealed class ScriptedSend(Func<int, NetworkResult<int>> answer) : NetworkConnection
    {
        private int _sends;

        public string? Closed { get; private set; }

        public override Endpoint LocalEndpoint => Endpoint.Loopback(40_000);

        public override Endpoint RemoteEndpoint => Endpoint.Loopback(7);

        public override ValueTask<NetworkResult<int>> ReceiveAsync(
            Memory<byte> buffer, CancellationToken cancellationToken) => new(0);

        public override ValueTask<NetworkError> WaitReadableAsync(CancellationToken cancellationToken) => default;

        public override ValueTask<NetworkResult<int>> SendAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken) => new(answer(++_sends));

        public override NetworkError ShutdownSend() => NetworkError.None;

        public override void Abort() => Closed ??= "abort";

        protected override void Dispose(bool disposing) => Closed ??= "dispose";
    }
}
