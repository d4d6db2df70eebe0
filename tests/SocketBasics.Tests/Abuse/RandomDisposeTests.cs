using System.Net.Sockets;

namespace SocketBasics.Tests.Abuse;

/// <summary>Another thread disposes at random moments: every operation ends, and in no way but the documented ones.</summary>
[Collection(RunsAlone.Name)]
public sealed class RandomDisposeTests
{
    // More than net.ipv4.tcp_wmem and tcp_rmem let the kernel hold.
    private static readonly byte[] TooMuch = new byte[32 * 1024 * 1024];

    private static readonly string[] OutcomesOfClosing =
        [nameof(ConnectResult.Connected), nameof(ConnectResult.Refused), nameof(ConnectResult.Failed)];

    public static TheoryData<string, bool> Operations
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (string name in Starts.Keys)
            {
                data.Add(name, true);
                data.Add(name, false);
            }

            return data;
        }
    }

    private static Dictionary<string, Func<Connection, CancellationToken, Task>> Starts { get; } = new()
    {
        ["receive"] = (connection, token) => connection.ReceiveAsync(new byte[16], token).AsTask(),
        ["wait readable"] = (connection, token) => connection.WaitReadableAsync(token).AsTask(),
        ["send"] = (connection, _) => connection.SendAsync(TooMuch, CancellationToken.None).AsTask(),
        ["send cancelable"] = (connection, token) => connection.SendAsync(TooMuch, token).AsTask(),
        ["close"] = (connection, _) => connection.CloseAsync(TimeSpan.FromMinutes(10)).AsTask(),
    };

    // Seen to fail with: Connection.FailureOf without its test of _disposed, and Connection.WaitReadableCoreAsync without
    // its own (once in some thousand rounds).
    [Theory]
    [MemberData(nameof(Operations))]
    public async Task A_connection_that_is_disposed_ends_what_runs_on_it(string operation, bool abort)
    {
        using var token = new CancellationTokenSource();
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        using var saboteur = new Saboteur();
        long usual = await Saboteur.MeasureAsync(async () => (await ConnectedPair.OpenAsync(listener)).Dispose());
        int before = OpenSockets.CountWhenSettled();
        int inTime = 0;

        int rounds = Rounds.Of(1_000);
        for (int i = 0; i < rounds || (i < 20 * rounds && inTime == 0); i++)
        {
            using ConnectedPair pair = await ConnectedPair.OpenAsync(listener);
            bool started = false, disposedBefore = false;
            saboteur.Arm((long)(Random.Shared.NextDouble() * usual), () =>
            {
                disposedBefore = !Volatile.Read(ref started);
                if (abort)
                    pair.Client.Abort();
                else
                    pair.Client.Dispose();
            });
            saboteur.Go();
            Volatile.Write(ref started, true);
            Exception? end = await Record.ExceptionAsync(() => Starts[operation](pair.Client, token.Token).OrHang());
            await saboteur.DoneAsync();

            if (operation != "close" || end is not null)
                Assert.IsType<ObjectDisposedException>(end);
            inTime += disposedBefore ? 0 : 1;
        }

        Assert.Equal(before, OpenSockets.Count());
        Assert.NotEqual(0, inTime);
    }

    // Seen to fail with: AcceptAllAsync without its catch, and with ListeningSocket.Dispose that leaves the socket open.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_listener_that_is_disposed_ends_its_accepts_and_the_clients_connects(bool all)
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        using var saboteur = new Saboteur();
        await using ListeningSocket warm = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        long usual = await Saboteur.MeasureAsync(async () => (await ConnectedPair.OpenAsync(warm)).Dispose());
        int before = OpenSockets.CountWhenSettled();
        var outcomes = new Dictionary<string, int>();

        for (int i = 0; i < Rounds.Of(2_000); i++)
        {
            ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
            saboteur.Arm((long)(Random.Shared.NextDouble() * 1.5 * usual), listener.Dispose);
            saboteur.Go();
            Task accepting = all ? AcceptAllAsync(listener) : AcceptUntilDisposedAsync(listener);
            ConnectResult result =
                await ClientSocket.ConnectAsync(listener.LocalEndpoint, cancellationToken: cancellationToken).OrHang();
            if (result.TryGetConnection(out Connection? client))
                client.Abort();
            await saboteur.DoneAsync();
            await accepting.OrHang();

            // A listener that closes resets what is in its queue: the client may see that before connect has returned. A
            // reset that comes after a FIN is EPIPE (RFC 9293, CLOSE-WAIT).
            if (result is ConnectResult.Failed failed)
                Assert.True(failed.Error is SocketError.ConnectionReset or SocketError.Shutdown, failed.ToString());
            string outcome = result.GetType().Name;
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        Assert.Equal(before, OpenSockets.Count());
        Assert.All(outcomes.Keys, outcome => Assert.Contains(outcome, OutcomesOfClosing));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", outcomes));
    }

    private static async Task AcceptUntilDisposedAsync(ListeningSocket listener)
    {
        await Assert.ThrowsAsync<ObjectDisposedException>(async () =>
        {
            while (true)
                (await listener.AcceptAsync()).Dispose();
        });
    }

    private static async Task AcceptAllAsync(ListeningSocket listener)
    {
        IAsyncEnumerable<Connection> connections;
        try
        {
            connections = listener.AcceptAllAsync();
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        await foreach (Connection connection in connections)
            connection.Dispose();
    }
}
