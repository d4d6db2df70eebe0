namespace SocketBasics.Tests.Abuse;

[Collection(RunsAlone.Name)]
public sealed class DisposalTests
{
    private const int Threads = 4;

    // Seen to fail with: StateOnce.Dispose always false, and with no Dispose in Connection.End (descriptors stay).
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(Threads)]
    public async Task Every_state_may_be_disposed_any_number_of_times_at_once(int times)
    {
        await DisposeAllAsync(times);
        int before = OpenSockets.CountWhenSettled();

        using var collection = new NoCollection();
        for (int i = 0; i < Rounds.Of(500); i++)
            await DisposeAllAsync(times);

        Assert.Equal(before, OpenSockets.Count());
        Assert.True(collection.Held);
    }

    // Seen to fail with: StateOnce.MoveOn that tests and sets in two steps, with a yield between them.
    [Fact]
    public void Of_many_threads_that_move_a_state_on_or_dispose_it_one_wins()
    {
        int before = OpenSockets.CountWhenSettled();
        for (int i = 0; i < Rounds.Of(1_000); i++)
        {
            int listening = 0;
            BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Loopback(0));

            Together.Run(Threads, thread =>
            {
                if (thread == 0)
                {
                    bound.Dispose();
                    return;
                }

                try
                {
                    using ListeningSocket listener = bound.Listen();
                    Interlocked.Increment(ref listening);
                }
                catch (Exception exception) when (exception is ObjectDisposedException or InvalidOperationException)
                {
                }
            });

            Assert.InRange(listening, 0, 1);
        }

        Assert.Equal(before, OpenSockets.Count());
    }

    private static async Task DisposeAllAsync(int times)
    {
        Dispose(ServerSocket.Create(), times);
        Dispose(ServerSocket.Create().Bind(Endpoint.Loopback(0)), times);
        ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        ConnectedPair pair = await ConnectedPair.OpenAsync(listener);
        Dispose(pair.Client, times);
        Dispose(pair.Server, times);
        Dispose(listener, times);
    }

    private static void Dispose(IDisposable state, int times)
    {
        if (times < Threads)
        {
            for (int i = 0; i < times; i++)
                state.Dispose();
        }
        else
        {
            Together.Run(times, _ => state.Dispose());
        }
    }
}
