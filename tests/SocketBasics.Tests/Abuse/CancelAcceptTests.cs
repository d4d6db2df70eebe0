namespace SocketBasics.Tests.Abuse;

[Collection(RunsAlone.Name)]
public sealed class CancelAcceptTests
{
    // Seen to fail with: PortableListener.AcceptAsync closing an accepted socket when the token is canceled by then.
    [Fact]
    public async Task A_canceled_accept_loses_no_connection()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        using var saboteur = new Saboteur();
        long usual = await Saboteur.MeasureAsync(async () => (await ConnectedPair.OpenAsync(listener)).Dispose());
        int before = OpenSockets.CountWhenSettled();
        int canceled = 0, acceptedBefore = 0;

        int rounds = Rounds.Of(3_000);
        for (int i = 0; i < rounds; i++)
        {
            using var cancel = new CancellationTokenSource();
            saboteur.Start(i, usual, cancel.Cancel);
            Task<Connection> accepting = listener.AcceptAsync(cancel.Token).AsTask();
            await saboteur.MeetAsync();
            ConnectResult result = await ClientSocket.ConnectAsync(listener.LocalEndpoint, null, cancellationToken);
            using Connection client = result.GetConnectionOrThrow();
            Connection? server = await ServerOrNullAsync(accepting, cancel.Token);
            await saboteur.EndAsync();
            _ = server is null ? canceled++ : acceptedBefore++;

            server ??= await listener.AcceptAsync(cancellationToken).OrHang();
            Assert.Equal(client.LocalEndpoint, server.RemoteEndpoint);
            client.Abort();
            server.Abort();
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"canceled {canceled}, accepted before {acceptedBefore}");
        Assert.Equal(before, OpenSockets.Count());
        Assert.All([canceled, acceptedBefore], count => Assert.NotEqual(0, count));
    }

    private static async Task<Connection?> ServerOrNullAsync(Task<Connection> accepting, CancellationToken cancellationToken)
    {
        try
        {
            return await accepting.OrHang();
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == cancellationToken)
        {
            return null;
        }
    }
}
