namespace SocketBasics.Conformance;

/// <summary>The options that TCP has and local sockets have not.</summary>
public abstract class TcpOptionsConformance(NetworkUnderTest under) : NetworkConformance(under)
{
    [Fact(Timeout = Hang)]
    public async Task NoDelay_is_on_by_default_on_both_sides_and_can_be_switched()
    {
        using ConnectedPair pair = await ConnectPairAsync();

        foreach (Connection connection in new[] { pair.Client, pair.Server })
        {
            Assert.True(connection.NoDelay);
            connection.NoDelay = false;
            Assert.False(connection.NoDelay);
            connection.NoDelay = true;
            Assert.True(connection.NoDelay);
        }
    }

    [Theory(Timeout = Hang)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task NoDelay_starts_as_the_options_of_each_side_say(bool client, bool server)
    {
        using ConnectedPair pair = await ConnectPairAsync(
            ServerOptions with { NoDelay = server }, ClientOptions with { NoDelay = client });

        Assert.Equal(client, pair.Client.NoDelay);
        Assert.Equal(server, pair.Server.NoDelay);
    }

    [Fact(Timeout = Hang)]
    public async Task KeepAlive_can_be_set_changed_and_cleared()
    {
        var keepAlive = new KeepAlive { Idle = TimeSpan.FromSeconds(30), Count = 3 };
        using ConnectedPair pair = await ConnectPairAsync(
            ServerOptions with { KeepAlive = keepAlive }, ClientOptions with { KeepAlive = keepAlive });

        foreach (Connection connection in new[] { pair.Client, pair.Server })
        {
            connection.SetKeepAlive(new KeepAlive());
            connection.SetKeepAlive(null);
            connection.SetKeepAlive(keepAlive);
        }

        await pair.Client.SendAsync(Hello, Stop);
        Assert.Equal(Hello, await ReceiveExactlyAsync(pair.Server, Hello.Length));
    }
}
