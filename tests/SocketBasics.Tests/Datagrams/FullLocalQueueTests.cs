using System.Net;
using System.Net.Sockets;
using SocketBasics.Networks;
using SocketBasics.Tests.Abuse;
using SocketBasics.Tests.Outcomes;
using RunsAlone = SocketBasics.Tests.Outcomes.RunsAlone;

namespace SocketBasics.Tests.Datagrams;

/// <summary>Sends to a local socket whose queue is full: nobody tells the sender of room, and it asks again after a pause.</summary>
[Collection(RunsAlone.Name)]
public sealed class FullLocalQueueTests
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(50);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    // Seen to fail with: Socket.SendTo, which throws for EAGAIN, and Task.Delay without the network's clock.
    [Fact(Timeout = Hang.Milliseconds)]
    public async Task A_send_pauses_by_the_clock_of_the_network_and_throws_nothing_inside()
    {
        using DatagramSocket full = Bind();
        var clock = new PauseClock();
        using DatagramSocket sender = Bind(clock);
        (Task waiting, int sent) = Fill(sender, full.LocalEndpoint, Token);

        // What is loaded and compiled at the first repetition may throw inside.
        await RepeatAsync(clock, from: 1, to: 5);
        using (var thrown = new FirstChanceExceptions())
        {
            await RepeatAsync(clock, from: 5, to: 30);
            Assert.Empty(thrown.Seen);
        }

        Assert.False(waiting.IsCompleted);
        await ReceiveAllAsync(full, 0, sent);
        clock.Advance(LongestPause);
        await waiting;
        Assert.Equal([sent], await ReceiveAllAsync(full, sent, 1));
    }

    // Seen to fail with: a pause that does not end with the socket.
    [Fact(Timeout = Hang.Milliseconds)]
    public async Task Cancel_and_dispose_end_a_send_within_its_pause()
    {
        using DatagramSocket full = Bind();
        DatagramSocket sender = Bind(new PauseClock());
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        (Task waiting, int sent) = Fill(sender, full.LocalEndpoint, cancel.Token);
        await cancel.CancelAsync();
        var canceled = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);
        Assert.Equal(cancel.Token, canceled.CancellationToken);

        waiting = sender.SendToAsync(BitConverter.GetBytes(-1), full.LocalEndpoint, Token).AsTask();
        Assert.False(waiting.IsCompleted);
        sender.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await waiting);

        await ReceiveAllAsync(full, 0, sent);
        await full.SendToAsync(BitConverter.GetBytes(sent), full.LocalEndpoint, Token);
        Assert.Equal([sent], await ReceiveAllAsync(full, sent, 1));
    }

    // Seen to fail with: a send that is reported as canceled whenever its token is canceled at its end.
    [Fact(Timeout = Hang.Milliseconds)]
    public async Task A_send_that_is_canceled_while_room_appears_goes_once_or_not_at_all()
    {
        using DatagramSocket full = Bind();
        var clock = new PauseClock();
        using DatagramSocket sender = Bind(clock);
        var expected = new List<int>();
        var received = new List<int>();
        int next = 0;
        int spins = 0;
        for (int round = 0; round < 1_000; round++)
        {
            using var cancel = new CancellationTokenSource();
            ValueTask sending;
            for (sending = Send(cancel.Token); sending.IsCompletedSuccessfully; sending = Send(cancel.Token))
                expected.Add(next - 1);

            received.AddRange(await ReceiveAllAsync(full, null, 1));
            Task waiting = sending.AsTask();
            Task repeating = Task.Run(() => clock.Advance(LongestPause), Token);
            Thread.SpinWait(spins);
            cancel.Cancel();
            await repeating;
            await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (waiting.IsCompletedSuccessfully)
                expected.Add(next - 1);

            // Toward the moment at which either may win.
            spins = waiting.IsCompletedSuccessfully ? spins * 7 / 8 : spins + spins / 8 + 8;
        }

        sender.Dispose();
        await full.SendToAsync(BitConverter.GetBytes(-1), full.LocalEndpoint, Token);
        expected.Add(-1);
        while (received[^1] >= 0)
            received.AddRange(await ReceiveAllAsync(full, null, 1));
        Assert.Equal(expected, received);

        ValueTask Send(CancellationToken token) =>
            sender.SendToAsync(BitConverter.GetBytes(next++), full.LocalEndpoint, token);
    }

    private static DatagramSocket Bind(TimeProvider? clock = null)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Abstract local names, and queues of datagrams that hold the sender back, are Linux's.");
        return DatagramSocket.Bind(
            Endpoint.Abstract($"socketbasics-{Guid.NewGuid():N}"),
            new DatagramSocketOptions { Network = clock is null ? Network.Portable : new ClockedNetwork(clock) });
    }

    /// <summary>Sends the numbers from 0 until one waits, and returns that send and its number.</summary>
    private static (Task Waiting, int Sent) Fill(DatagramSocket sender, Endpoint full, CancellationToken cancellationToken)
    {
        for (int i = 0; i < 100_000; i++)
        {
            ValueTask sending = sender.SendToAsync(BitConverter.GetBytes(i), full, cancellationToken);
            if (!sending.IsCompleted)
                return (sending.AsTask(), i);
            Assert.True(sending.IsCompletedSuccessfully);
        }

        throw new InvalidOperationException("The queue takes everything.");
    }

    /// <summary>Ends pauses: the next one begins when the send was refused once more.</summary>
    private static async Task RepeatAsync(PauseClock clock, int from, int to)
    {
        for (int pauses = from; pauses < to; pauses++)
        {
            await clock.ReachAsync(pauses);
            clock.Advance(LongestPause);
        }

        await clock.ReachAsync(to);
    }

    private static async Task<List<int>> ReceiveAllAsync(DatagramSocket socket, int? first, int count)
    {
        var received = new List<int>();
        byte[] buffer = new byte[8];
        for (int i = 0; i < count; i++)
        {
            Assert.Equal(sizeof(int), (await socket.ReceiveFromAsync(buffer, Token)).Length);
            received.Add(BitConverter.ToInt32(buffer));
        }

        if (first is { } start)
            Assert.Equal(Enumerable.Range(start, count), received);
        return received;
    }

    /// <summary>The machine's network with a clock of the test's.</summary>
    private sealed class ClockedNetwork(TimeProvider clock) : Network
    {
        public override string Name => "clocked";

        public override TimeProvider TimeProvider => clock;

        public override NetworkResult<NetworkListener> Bind(Endpoint local, ServerSocketOptions options) =>
            Portable.Bind(local, options);

        public override ValueTask<NetworkAttempt> ConnectAsync(
            Endpoint remote, ConnectOptions options, CancellationToken cancellationToken) =>
            Portable.ConnectAsync(remote, options, cancellationToken);

        public override NetworkResult<NetworkDatagramSocket> BindDatagram(
            Endpoint local, DatagramSocketOptions options) => Portable.BindDatagram(local, options);

        protected override Task<NetworkResult<IReadOnlyList<IPAddress>>> LookUpAsync(string name, AddressFamily family) =>
            Task.FromResult<NetworkResult<IReadOnlyList<IPAddress>>>(SocketError.HostNotFound);
    }
}
