using System.Buffers;
using System.IO.Pipelines;
using SocketBasics.Networks;

namespace SocketBasics.Tests.Networks;

/// <summary>How many calls of the network a flush of the pipe costs: each is a system call, and often a segment.</summary>
public sealed class PipeSendTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // Seen to fail with: a pipe that sends each of its buffers of 4 KiB by itself.
    [Fact]
    public async Task A_flush_of_many_small_writes_is_one_send()
    {
        var socket = new RecordingConnection();
        PipeWriter output = await OpenAsync(socket);
        for (int i = 0; i < 20; i++)
            output.Write(Bytes(3000, (byte)i));

        await output.FlushAsync(Stop);

        byte[] sent = Assert.Single(socket.Sent);
        Assert.Equal(Enumerable.Range(0, 20).SelectMany(i => Bytes(3000, (byte)i)), sent);
    }

    // Seen to fail with: a pipe that sends the header alone, in a segment of its own.
    [Fact]
    public async Task A_header_and_the_body_that_is_written_after_it_are_one_send()
    {
        var socket = new RecordingConnection();
        PipeWriter output = await OpenAsync(socket);
        output.Write(Bytes(20, 1));

        await output.WriteAsync(Bytes(20_000, 2), CancellationToken.None);

        Assert.Equal([.. Bytes(20, 1), .. Bytes(20_000, 2)], Assert.Single(socket.Sent));
    }

    // Seen to fail with: a body that stays in the buffer when its flush is canceled.
    [Fact]
    public async Task A_write_that_was_canceled_and_is_repeated_goes_once()
    {
        var socket = new RecordingConnection();
        PipeWriter output = await OpenAsync(socket);
        output.Write(Bytes(20, 1));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => output.WriteAsync(Bytes(30, 2), new CancellationToken(canceled: true)).AsTask());

        await output.WriteAsync(Bytes(30, 2), Stop);

        Assert.Equal([.. Bytes(20, 1), .. Bytes(30, 2)], socket.Sent.SelectMany(static sent => sent));
    }

    [Fact]
    public async Task What_is_written_at_once_goes_as_it_is()
    {
        var socket = new RecordingConnection();
        PipeWriter output = await OpenAsync(socket);
        byte[] large = Bytes(1_000_000, 3);

        await output.WriteAsync(large, Stop);

        Assert.Equal(large, Assert.Single(socket.Sent));
    }

    // Seen to fail with: a pipe that sends each of its buffers of 4 KiB by itself.
    [Fact]
    public async Task A_flush_of_much_is_a_send_for_every_64_KiB()
    {
        var socket = new RecordingConnection();
        PipeWriter output = await OpenAsync(socket);
        for (int i = 0; i < 100; i++)
            output.Write(Bytes(2_000, (byte)i));

        await output.FlushAsync(Stop);

        Assert.InRange(socket.Sent.Count, 1, 4);
        Assert.Equal(200_000, socket.Sent.Sum(part => part.Length));
    }

    private static byte[] Bytes(int count, byte value)
    {
        byte[] bytes = new byte[count];
        bytes.AsSpan().Fill(value);
        return bytes;
    }

    private static async Task<PipeWriter> OpenAsync(NetworkConnection socket)
    {
        ScriptedNetwork network = ScriptedNetwork.Answering(NetworkAttempt.Connected(socket));
        ConnectResult result = await ClientSocket.ConnectAsync(
            Endpoint.Loopback(7), new ConnectOptions { Network = network }, Stop);
        return result.GetConnectionOrThrow().AsPipe().Output;
    }

    private sealed class RecordingConnection : NetworkConnection
    {
        public List<byte[]> Sent { get; } = [];

        public override Endpoint LocalEndpoint => Endpoint.Loopback(40_000);

        public override Endpoint RemoteEndpoint => Endpoint.Loopback(7);

        public override ValueTask<NetworkResult<int>> ReceiveAsync(
            Memory<byte> buffer, CancellationToken cancellationToken) => new(0);

        public override ValueTask<NetworkError> WaitReadableAsync(CancellationToken cancellationToken) => default;

        public override ValueTask<NetworkResult<int>> SendAsync(
            ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
        {
            Sent.Add(buffer.ToArray());
            return new(buffer.Length);
        }

        public override NetworkError ShutdownSend() => NetworkError.None;

        public override void Abort()
        {
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
