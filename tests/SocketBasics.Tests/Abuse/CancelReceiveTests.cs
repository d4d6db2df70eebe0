namespace SocketBasics.Tests.Abuse;

[Collection(RunsAlone.Name)]
public sealed class CancelReceiveTests
{
    // Seen to fail with: PortableConnection.ReceiveAsync reporting Aborted for received bytes when the token is canceled
    // by then.
    [Theory]
    [InlineData("127.0.0.1:0")]
    [InlineData("unix:@socketbasics-receive")]
    public async Task A_canceled_receive_loses_no_byte(string address)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Parse(address)).Listen();
        using ConnectedPair pair = await ConnectedPair.OpenAsync(listener);
        using var saboteur = new Saboteur();
        var pattern = new CountedBytes();
        byte[] received = new byte[512];
        int canceled = 0, receivedBefore = 0;
        long usual = await Saboteur.MeasureAsync(async () =>
        {
            Task<int> receiving = pair.Server.ReceiveAsync(received, cancellationToken).AsTask();
            await pair.Client.SendAsync(pattern.Next(64), cancellationToken);
            pattern.Check(received.AsSpan(0, await receiving));
        });

        int rounds = Rounds.Of(5_000);
        for (int i = 0; i < rounds; i++)
        {
            using var cancel = new CancellationTokenSource();
            saboteur.Start(i, usual, cancel.Cancel);
            Task<int> receiving = pair.Server.ReceiveAsync(received, cancel.Token).AsTask();
            await saboteur.MeetAsync();
            await pair.Client.SendAsync(pattern.Next(Random.Shared.Next(1, 257)), cancellationToken);
            try
            {
                pattern.Check(received.AsSpan(0, await receiving.OrHang()));
                receivedBefore++;
            }
            catch (OperationCanceledException exception) when (exception.CancellationToken == cancel.Token)
            {
                canceled++;
            }

            await saboteur.EndAsync();
        }

        pair.Client.ShutdownSend();
        while (await pair.Server.ReceiveAsync(received, cancellationToken).OrHang() is > 0 and int rest)
            pattern.Check(received.AsSpan(0, rest));
        TestContext.Current.TestOutputHelper?.WriteLine($"canceled {canceled}, received before {receivedBefore}");
        Assert.Equal(pattern.Sent, pattern.Checked);
        Assert.All([canceled, receivedBefore], count => Assert.NotEqual(0, count));
    }
}
