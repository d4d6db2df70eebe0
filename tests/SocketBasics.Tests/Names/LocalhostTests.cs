using System.Net.Sockets;

namespace SocketBasics.Tests.Names;

/// <summary><c>localhost</c> is both loopback addresses; a server is often on one of them only.</summary>
public sealed class LocalhostTests
{
    // Seen to fail with: a race that asks for IPv6 alone.
    [Fact]
    public async Task A_server_on_IPv4_alone_is_reached_once_IPv6_has_refused()
    {
        await using ListeningSocket server = Listen(Endpoint.Loopback, Endpoint.LoopbackV6, out BoundServerSocket other);
        using BoundServerSocket reserved = other;

        ConnectResult result = await ConnectAsync(server);

        using Connection connection = result.GetConnectionOrThrow();
        Assert.Equal(server.LocalEndpoint, connection.RemoteEndpoint);
        Assert.Equal(
            [(Endpoint.LoopbackV6(server.LocalEndpoint.Port), AttemptOutcome.Refused), (server.LocalEndpoint, AttemptOutcome.Connected)],
            result.Report.Attempts.Select(static attempt => (attempt.RemoteEndpoint, attempt.Outcome)));
    }

    // Seen to fail with: a race that tries IPv4 first.
    [Fact]
    public async Task A_server_on_IPv6_alone_is_reached_at_the_first_attempt()
    {
        await using ListeningSocket server = Listen(Endpoint.LoopbackV6, Endpoint.Loopback, out BoundServerSocket other);
        using BoundServerSocket reserved = other;

        ConnectResult result = await ConnectAsync(server);

        using Connection connection = result.GetConnectionOrThrow();
        Assert.Equal(server.LocalEndpoint, connection.RemoteEndpoint);
        Assert.Equal(server.LocalEndpoint, result.Report.Attempts[0].RemoteEndpoint);
    }

    private static async Task<ConnectResult> ConnectAsync(ListeningSocket server) => await ClientSocket.ConnectAsync(
        "localhost", server.LocalEndpoint.Port, cancellationToken: TestContext.Current.CancellationToken);

    /// <summary>Listens on one loopback address, and keeps the port of the other one, so that nobody listens there.</summary>
    private static ListeningSocket Listen(
        Func<int, Endpoint> address, Func<int, Endpoint> otherAddress, out BoundServerSocket other)
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6.");
        while (true)
        {
            ListeningSocket listener = ServerSocket.Create().Bind(address(0)).Listen();
            try
            {
                other = ServerSocket.Create().Bind(otherAddress(listener.LocalEndpoint.Port));
                return listener;
            }
            catch (SocketOperationException exception) when (exception.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                listener.Dispose();
            }
        }
    }
}
