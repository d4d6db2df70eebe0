using System.Net.Sockets;

namespace SocketBasics.Conformance;

/// <summary>From <see cref="ServerSocket"/> to <see cref="BoundServerSocket"/>.</summary>
public abstract class BindConformance(NetworkUnderTest under) : NetworkConformance(under)
{
    [Fact]
    public void A_bound_socket_shows_its_endpoint_and_the_port_that_was_chosen_for_port_0()
    {
        Endpoint asked = Under.NewServerEndpoint();

        using BoundServerSocket bound = ServerSocket.Create(ServerOptions).Bind(asked);

        Assert.Equal(Under.HasPorts, bound.LocalEndpoint.Port != 0);
        Assert.Equal(Under.HasPorts ? asked.WithPort(bound.LocalEndpoint.Port) : asked, bound.LocalEndpoint);
    }

    [Fact]
    public void Two_sockets_that_ask_for_port_0_get_two_endpoints()
    {
        using BoundServerSocket one = Bind();
        using BoundServerSocket other = Bind();

        Assert.NotEqual(one.LocalEndpoint, other.LocalEndpoint);
    }

    [Fact]
    public void Bind_twice_says_what_the_socket_became()
    {
        using ServerSocket socket = ServerSocket.Create(ServerOptions);
        using BoundServerSocket bound = socket.Bind(Under.NewServerEndpoint());

        var exception = Assert.Throws<InvalidOperationException>(() => socket.Bind(Under.NewServerEndpoint()));

        Assert.Contains(nameof(BoundServerSocket), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bind_after_dispose_ends_with_ObjectDisposedException()
    {
        ServerSocket socket = ServerSocket.Create(ServerOptions);
        socket.Dispose();
        socket.Dispose();

        Assert.Throws<ObjectDisposedException>(() => socket.Bind(Under.NewServerEndpoint()));
    }

    [Fact]
    public void Bind_of_the_default_endpoint_is_an_ArgumentException_and_the_socket_can_still_be_bound()
    {
        using ServerSocket socket = ServerSocket.Create(ServerOptions);

        Assert.Throws<ArgumentException>(() => socket.Bind(default));

        socket.Bind(Under.NewServerEndpoint()).Dispose();
    }

    [Fact]
    public void Disposing_a_server_socket_that_was_bound_leaves_the_bound_one_alive()
    {
        ServerSocket socket = ServerSocket.Create(ServerOptions);
        using BoundServerSocket bound = socket.Bind(Under.NewServerEndpoint());

        socket.Dispose();

        bound.Listen().Dispose();
    }

    [Fact(Timeout = Hang)]
    public async Task Clients_are_refused_while_the_socket_is_bound_and_does_not_listen()
    {
        using BoundServerSocket bound = Bind();

        ConnectResult result = await TryConnectAsync(bound.LocalEndpoint, cancellationToken: Stop);

        Assert.IsType<ConnectResult.Refused>(result, exactMatch: true);
    }

    [Fact]
    public void An_endpoint_with_a_listener_is_in_use_and_the_exception_says_so()
    {
        using ListeningSocket first = Listen();

        var exception = Assert.Throws<SocketOperationException>(
            () => ServerSocket.Create(ServerOptions).Bind(first.LocalEndpoint).Listen().Dispose());

        Assert.Equal(SocketError.AddressAlreadyInUse, exception.SocketErrorCode);
        Assert.Equal(first.LocalEndpoint, exception.LocalEndpoint);
        Assert.True(exception.Operation is SocketOperation.Bind or SocketOperation.Listen);
        Assert.Contains(first.LocalEndpoint.ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Contains(exception.Cause, exception.Message, StringComparison.Ordinal);
        Assert.Contains(exception.Remedy, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_endpoint_is_free_again_after_the_bound_socket_is_disposed()
    {
        BoundServerSocket bound = Bind();

        bound.Dispose();
        bound.Dispose();

        ServerSocket.Create(ServerOptions).Bind(bound.LocalEndpoint).Listen().Dispose();
    }
}
