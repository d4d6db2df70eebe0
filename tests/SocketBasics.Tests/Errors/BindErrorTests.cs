using System.Net.Sockets;

namespace SocketBasics.Tests.Errors;

/// <summary>Bind and listen as the real kernel fails them.</summary>
public sealed class BindErrorTests
{
    [Fact]
    public async Task Bind_to_a_port_on_which_another_socket_listens_says_that_it_is_in_use()
    {
        await using ListeningSocket first = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();

        var exception = Assert.Throws<SocketOperationException>(() => ServerSocket.Create().Bind(first.LocalEndpoint));

        Check(exception, SocketOperation.Bind, SocketError.AddressAlreadyInUse, first.LocalEndpoint,
            $"bind {first.LocalEndpoint}: the address is in use; another socket is bound there");
    }

    [Fact]
    public async Task Listen_on_a_port_that_was_bound_twice_says_that_it_is_in_use()
    {
        // SO_REUSEADDR lets both bind; only one of them may listen.
        using BoundServerSocket first = ServerSocket.Create().Bind(Endpoint.Loopback(0));
        BoundServerSocket second = ServerSocket.Create().Bind(first.LocalEndpoint);
        await using ListeningSocket listening = first.Listen();

        var exception = Assert.Throws<SocketOperationException>(() => second.Listen());

        Check(exception, SocketOperation.Listen, SocketError.AddressAlreadyInUse, listening.LocalEndpoint,
            $"listen {listening.LocalEndpoint}: the address is in use; another socket is bound there");
    }

    [Theory]
    [InlineData("192.0.2.1:0")]
    [InlineData("[2001:db8::1]:0")]
    public void Bind_to_an_address_of_another_machine_says_so(string local)
    {
        Endpoint endpoint = Endpoint.Parse(local);
        if (endpoint.Kind == EndpointKind.IPv6 && !Socket.OSSupportsIPv6)
            Assert.Skip("This machine has no IPv6.");

        var exception = Assert.Throws<SocketOperationException>(() => ServerSocket.Create().Bind(endpoint));

        Check(exception, SocketOperation.Bind, SocketError.AddressNotAvailable, endpoint,
            $"bind {local}: not an address of this machine; bind one of its own addresses");
    }

    [Fact]
    public void A_datagram_socket_on_a_port_in_use_says_so()
    {
        using DatagramSocket first = DatagramSocket.Bind(Endpoint.Loopback(0));

        var exception = Assert.Throws<SocketOperationException>(() => DatagramSocket.Bind(first.LocalEndpoint));

        Check(exception, SocketOperation.Bind, SocketError.AddressAlreadyInUse, first.LocalEndpoint,
            $"bind {first.LocalEndpoint}: the address is in use; another socket is bound there");
    }

    [Fact]
    public void A_socket_file_in_a_missing_directory_says_which_is_missing()
    {
        Endpoint local = Endpoint.Local(Path.Combine(Path.GetTempPath(), $"missing-{Guid.NewGuid():N}", "s"));

        var exception = Assert.Throws<SocketOperationException>(() => ServerSocket.Create().Bind(local));

        Check(exception, SocketOperation.Bind, SocketError.AddressNotAvailable, local,
            $"bind {local}: no such directory; create the directory that shall hold the socket file");
    }

    [Fact]
    public async Task A_local_name_in_use_says_what_helps()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Abstract local names exist on Linux only.");
        Endpoint local = Endpoint.Abstract($"socketbasics-{Guid.NewGuid():N}");
        await using ListeningSocket first = ServerSocket.Create().Bind(local).Listen();

        var exception = Assert.Throws<SocketOperationException>(() => ServerSocket.Create().Bind(local));

        Check(exception, SocketOperation.Bind, SocketError.AddressAlreadyInUse, local,
            $"bind {local}: the name is in use; another socket has it, or left its file behind: ");
    }

    private static void Check(
        SocketOperationException exception, SocketOperation operation, SocketError error, Endpoint local, string start)
    {
        Assert.Equal(operation, exception.Operation);
        Assert.Equal(error, exception.SocketErrorCode);
        Assert.Equal(local, exception.LocalEndpoint);
        Assert.Null(exception.RemoteEndpoint);
        Assert.Null(exception.Errno);
        Assert.StartsWith(start, exception.Message, StringComparison.Ordinal);
        Assert.EndsWith($": {exception.Cause}; {exception.Remedy}", exception.Message, StringComparison.Ordinal);
    }
}
