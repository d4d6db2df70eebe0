namespace SocketBasics.Conformance;

/// <summary><see cref="Connection.Abort"/> where a reset exists: local (Unix) sockets have none and show an ordinary end.</summary>
public abstract class AbortConformance(NetworkUnderTest under) : NetworkConformance(under)
{
    [Fact(Timeout = Hang)]
    public async Task After_Abort_the_peers_receive_and_send_fail_with_a_reset()
    {
        using ConnectedPair pair = await ConnectPairAsync();

        pair.Client.Abort();
        pair.Client.Abort();

        for (int i = 0; i < 2; i++)
        {
            await AssertResetAsync(SocketOperation.Receive, () => pair.Server.ReceiveAsync(new byte[1], Stop).AsTask());
            await AssertResetAsync(SocketOperation.Send, () => pair.Server.SendAsync(Hello, Stop).AsTask());
        }
    }

    [Fact(Timeout = Hang)]
    public async Task After_Abort_the_peer_still_receives_what_had_arrived()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        await pair.Client.SendAsync(Hello, Stop);
        await pair.Server.WaitReadableAsync(Stop);

        pair.Client.Abort();

        Assert.Equal(Hello, await ReceiveExactlyAsync(pair.Server, Hello.Length));
        await AssertResetAsync(SocketOperation.Receive, () => pair.Server.ReceiveAsync(new byte[1], Stop).AsTask());
    }

    [Fact(Timeout = Hang)]
    public async Task An_Abort_after_the_end_was_sent_is_a_reset_too()
    {
        using ConnectedPair pair = await ConnectPairAsync();
        pair.Client.ShutdownSend();
        Assert.Equal(0, await pair.Server.ReceiveAsync(new byte[1], Stop));

        pair.Client.Abort();

        await AssertResetAsync(SocketOperation.Send, async () =>
        {
            while (true)
            {
                await pair.Server.SendAsync(Hello, Stop);
                await Task.Yield();
            }
        });
    }
}
