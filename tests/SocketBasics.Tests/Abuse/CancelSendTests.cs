namespace SocketBasics.Tests.Abuse;

[Collection(RunsAlone.Name)]
public sealed class CancelSendTests
{
    private const int Length = 512 * 1024;

    private static readonly byte[] Sent = new CountedBytes().Next(Length);

    // Seen to fail with: the framework's cancelable send of the whole buffer in PortableConnection.SendAsync (it does not
    // tell what went), and with BytesSent less by one.
    [Theory]
    [InlineData("127.0.0.1:0")]
    [InlineData("unix:@socketbasics-send")]
    public async Task What_a_canceled_send_says_it_sent_is_what_the_peer_receives(string address)
    {
        var options = new ConnectOptions { SendBufferSize = 16 * 1024 };
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Parse(address)).Listen();
        using var saboteur = new Saboteur();
        long usual = await Saboteur.MeasureAsync(async () =>
        {
            using ConnectedPair pair = await ConnectedPair.OpenAsync(listener, options);
            Assert.Equal(Length, await SendAsync(pair, () => Task.CompletedTask, _ => { }, CancellationToken.None));
        });
        int before = OpenSockets.CountWhenSettled();
        int nothing = 0, part = 0, all = 0;

        int rounds = Rounds.Of(1_000);
        for (int i = 0; i < rounds; i++)
        {
            using ConnectedPair pair = await ConnectedPair.OpenAsync(listener, options);
            using var cancel = new CancellationTokenSource();
            // In even rounds the send has begun when the canceling starts, and has filled the kernel's buffers.
            bool begun = i % 2 == 0;
            if (!begun)
                saboteur.Start(i, usual, cancel.Cancel);
            long said = -1;

            long received = await SendAsync(pair, Meet, count => said = count, cancel.Token);
            await saboteur.EndAsync();

            Assert.Equal(said, received);
            _ = said == 0 ? nothing++ : said < Length ? part++ : all++;

            Task Meet()
            {
                if (begun)
                    saboteur.Start(i, usual, cancel.Cancel);
                return saboteur.MeetAsync();
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"sent nothing {nothing}, a part {part}, all {all}");
        Assert.Equal(before, OpenSockets.Count());
        Assert.All([part, all], count => Assert.NotEqual(0, count));
    }

    /// <summary>Sends, ends, and returns how much the peer received; every byte of it in its place.</summary>
    private static async Task<long> SendAsync(
        ConnectedPair pair, Func<Task> meet, Action<long> say, CancellationToken cancellationToken)
    {
        // More than the kernel's buffers hold: it does not end before the peer reads.
        Task sending = pair.Client.SendAsync(Sent, cancellationToken).AsTask();
        await meet();
        Task<long> draining = DrainAsync(pair.Server);
        try
        {
            await sending.OrHang();
            say(Length);
        }
        catch (SendCanceledException exception)
        {
            Assert.Equal(cancellationToken, exception.CancellationToken);
            await Assert.ThrowsAsync<InvalidOperationException>(
                () => pair.Client.SendAsync(Sent, CancellationToken.None).AsTask());
            say(exception.BytesSent);
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == cancellationToken)
        {
            say(0);
        }

        pair.Client.ShutdownSend();
        return await draining.OrHang();
    }

    private static async Task<long> DrainAsync(Connection server)
    {
        var pattern = new CountedBytes();
        byte[] buffer = new byte[8 * 1024];
        while (await server.ReceiveAsync(buffer) is > 0 and int received)
            pattern.Check(buffer.AsSpan(0, received));
        return pattern.Checked;
    }
}
