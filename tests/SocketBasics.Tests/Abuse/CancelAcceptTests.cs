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
        for (int i = 0; i < rounds || (i < 20 * rounds && Math.Min(canceled, acceptedBefore) == 0); i++)
        {
            using var cancel = new CancellationTokenSource();
            saboteur.Arm((long)(Random.Shared.NextDouble() * 1.5 * usual), cancel.Cancel);
            saboteur.Go();
            Task<Connection> accepting = listener.AcceptAsync(cancel.Token).AsTask();
            ConnectResult result = await ClientSocket.ConnectAsync(listener.LocalEndpoint, null, cancellationToken);
            using Connection client = result.GetConnectionOrThrow();
            Connection? server = await ServerOrNullAsync(accepting, cancel.Token);
            await saboteur.DoneAsync();
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
