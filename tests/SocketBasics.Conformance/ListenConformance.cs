namespace SocketBasics.Conformance;

/// <summary>From <see cref="BoundServerSocket"/> to <see cref="ListeningSocket"/>.</summary>
public abstract class ListenConformance(NetworkUnderTest under) : NetworkConformance(under)
{
    [Fact]
    public void Listen_twice_says_what_the_socket_became()
    {
        using BoundServerSocket bound = Bind();
        using ListeningSocket listener = bound.Listen();

        var exception = Assert.Throws<InvalidOperationException>(() => bound.Listen());

        Assert.Contains(nameof(ListeningSocket), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listen_after_dispose_ends_with_ObjectDisposedException()
    {
        BoundServerSocket bound = Bind();
        await bound.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => bound.Listen());
    }

    [Fact]
    public void A_negative_backlog_is_an_ArgumentOutOfRangeException_and_the_socket_can_still_listen()
    {
        using BoundServerSocket bound = Bind();

        Assert.Throws<ArgumentOutOfRangeException>(() => bound.Listen(-1));

        using ListeningSocket listener = bound.Listen();
        Assert.Throws<ArgumentOutOfRangeException>(() => listener.Listen(-1));
        Assert.Equal(int.MaxValue, listener.Backlog);
    }

    [Fact(Timeout = Hang)]
    public async Task Disposing_a_bound_socket_that_listens_leaves_the_listener_alive()
    {
        BoundServerSocket bound = Bind();
        using ListeningSocket listener = bound.Listen();

        bound.Dispose();

        using Connection client = await ConnectAsync(listener);
        using Connection server = await listener.AcceptAsync(Stop);
    }

    [Fact]
    public void A_listener_has_the_endpoint_that_was_bound()
    {
        using BoundServerSocket bound = Bind();
        using ListeningSocket listener = bound.Listen();

        Assert.Equal(bound.LocalEndpoint, listener.LocalEndpoint);
        Assert.Contains(bound.LocalEndpoint.ToString(), listener.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_backlog_can_be_changed_while_listening()
    {
        using ListeningSocket listener = Listen(backlog: 7);
        Assert.Equal(7, listener.Backlog);
        Assert.Equal(Under.KnowsEffectiveBacklog ? 7 : null, listener.EffectiveBacklog);

        listener.Listen(9);

        Assert.Equal(9, listener.Backlog);
        Assert.Equal(Under.KnowsEffectiveBacklog ? 9 : null, listener.EffectiveBacklog);
    }

    [Fact]
    public void The_default_backlog_is_as_much_as_the_network_gives()
    {
        using ListeningSocket listener = Listen();

        Assert.Equal(int.MaxValue, listener.Backlog);
        Assert.True(Under.KnowsEffectiveBacklog ? listener.EffectiveBacklog > 0 : listener.EffectiveBacklog is null);
    }

    [Fact]
    public async Task A_disposed_listener_keeps_its_endpoint_and_cannot_listen_again()
    {
        ListeningSocket listener = Listen(backlog: 7);
        Endpoint endpoint = listener.LocalEndpoint;

        listener.Dispose();
        await listener.DisposeAsync();

        Assert.Equal(endpoint, listener.LocalEndpoint);
        Assert.Null(listener.EffectiveBacklog);
        Assert.Throws<ObjectDisposedException>(() => listener.Listen(7));
    }

    [Fact(Timeout = Hang)]
    public async Task Clients_connect_and_send_before_accept_is_called()
    {
        using ListeningSocket listener = Listen();
        using Connection client = await ConnectAsync(listener);
        await client.SendAsync(Hello, Stop);

        using Connection server = await listener.AcceptAsync(Stop);

        Assert.Equal(Hello, await ReceiveExactlyAsync(server, Hello.Length));
    }

    [Fact(Timeout = Hang)]
    public async Task Accepted_connections_live_on_when_the_listener_is_disposed()
    {
        ListeningSocket listener = Listen();
        using Connection client = await ConnectAsync(listener);
        using Connection server = await listener.AcceptAsync(Stop);

        listener.Dispose();

        await client.SendAsync(Hello, Stop);
        Assert.Equal(Hello, await ReceiveExactlyAsync(server, Hello.Length));
    }

    [Fact(Timeout = Hang)]
    public async Task Connections_in_the_queue_are_reset_when_the_listener_is_disposed()
    {
        ListeningSocket listener = Listen();
        using Connection client = await ConnectAsync(listener);

        listener.Dispose();

        await AssertResetAsync(SocketOperation.Receive, () => client.ReceiveAsync(new byte[1], Stop).AsTask());
    }
}
