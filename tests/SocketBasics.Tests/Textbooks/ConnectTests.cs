using System.Net;
using System.Net.Sockets;
using SocketBasics.Conformance;
using SocketBasics.Tests.Endpoints;

namespace SocketBasics.Tests.Textbooks;

/// <summary>What docs/guide/textbooks.md says of connect, bind and resets, on the kernel of this machine.</summary>
public sealed class ConnectTests
{
    private const int ECONNREFUSED = 111;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_the_three_causes_of_a_reset_only_a_missing_listener_refuses_a_connect()
    {
        Endpoint nobody = NobodyListens();
        Assert.IsType<ConnectResult.Refused>(await ClientSocket.ConnectAsync(nobody, cancellationToken: Stop));

        // An end that aborts: connected, and broken later.
        using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        using Connection first = await ConnectAsync(listener);
        (await listener.AcceptAsync(Stop)).Abort();
        await AssertResetAsync(first);

        // A segment for a connection that does not exist any more: the other end has closed both ways and is gone.
        using Connection second = await ConnectAsync(listener);
        (await listener.AcceptAsync(Stop)).Dispose();
        await second.WaitReadableAsync(Stop);
        Assert.Equal(ConnectionState.PeerClosed, second.GetStatus().State);
        await second.SendAsync(new byte[1], Stop);
        while (second.GetStatus().State == ConnectionState.PeerClosed)
            await Task.Yield();
        Assert.Equal(ConnectionState.Broken, second.GetStatus().State);
    }

    [Fact]
    public async Task A_client_needs_no_bind_and_may_have_one()
    {
        using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        using Connection unbound = await ConnectAsync(listener);
        Assert.NotEqual(0, unbound.LocalEndpoint.Port);

        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere 127.0.0.2 is no address of this machine.");
        var options = new ConnectOptions { LocalEndpoint = Endpoint.IP(IPAddress.Parse("127.0.0.2"), 0) };
        ConnectResult result = await ClientSocket.ConnectAsync(listener.LocalEndpoint, options, Stop);
        using Connection bound = result.GetConnectionOrThrow();

        Assert.Equal(IPAddress.Parse("127.0.0.2"), bound.LocalEndpoint.Address);
    }

    [Fact]
    public void The_number_for_port_0_is_chosen_by_bind_and_can_be_read_before_listen()
    {
        using BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Loopback(0));

        Assert.NotEqual(0, bound.LocalEndpoint.Port);
    }

    [Fact]
    public async Task The_wildcard_of_IPv6_takes_clients_of_both_families_unless_told_not_to()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "This machine has no IPv6.");
        using ListeningSocket both = ServerSocket.Create().Bind(Endpoint.Any(0)).Listen();
        using Connection old = await ConnectAsync(Endpoint.Loopback(both.LocalEndpoint.Port));
        using Connection young = await ConnectAsync(Endpoint.LoopbackV6(both.LocalEndpoint.Port));

        using ListeningSocket one = ServerSocket.Create().Bind(Endpoint.AnyV6(0)).Listen();
        ConnectResult result = await ClientSocket.ConnectAsync(
            Endpoint.Loopback(one.LocalEndpoint.Port), cancellationToken: Stop);

        Assert.IsType<ConnectResult.Refused>(result);
    }

    [Fact]
    public async Task The_state_of_a_client_whose_SYN_is_out_is_called_SYN_SENT()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems answer a full queue differently.");
        using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen(0);
        using Connection first = await ConnectAsync(listener);
        TcpInfo? told = null;
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var options = new ConnectOptions { Progress = new ConnectingSockets(connecting => told = connecting.GetTcpInfo()) };

        Task<ConnectResult> second =
            ClientSocket.ConnectAsync(listener.LocalEndpoint, options, giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);

        Assert.StartsWith("SYN-SENT, 1 SYN", told!.Value.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_SYN_takes_a_number_and_the_first_byte_has_the_next()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux counts for us.");
        using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        using Connection client = await ConnectAsync(listener);

        // Nothing was sent but the SYN, and one number is acknowledged.
        TcpInfo info = client.GetTcpInfo()!.Value;
        Assert.Equal((0, 1), (info.BytesSent, info.BytesAcknowledged));
    }

    [Fact]
    public async Task A_socket_whose_connect_has_failed_can_connect_again_on_Linux()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "POSIX leaves it open, and others differ.");
        byte[] address = new byte[Endpoint.MaxSize];
        using var socket = new KernelSocket(AddressFamily.InterNetwork);
        Assert.Equal(ECONNREFUSED, socket.Connect(address.AsSpan(0, NobodyListens().Write(address))));

        using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        Assert.Equal(0, socket.Connect(address.AsSpan(0, listener.LocalEndpoint.Write(address))));
        using Connection accepted = await listener.AcceptAsync(Stop);

        Assert.Equal(ConnectionState.Established, accepted.GetStatus().State);
    }

    [Fact]
    public void The_names_of_protocol_and_address_families_are_the_same_numbers()
    {
        foreach (AddressFamily family in (AddressFamily[])[AddressFamily.InterNetwork, AddressFamily.InterNetworkV6, AddressFamily.Unix])
            Assert.Equal((int)family, (int)Enum.Parse<ProtocolFamily>(family.ToString()));
    }

    private static Endpoint NobodyListens()
    {
        using BoundServerSocket bound = ServerSocket.Create().Bind(Endpoint.Loopback(0));
        return bound.LocalEndpoint;
    }

    private static Task<Connection> ConnectAsync(ListeningSocket listener) => ConnectAsync(listener.LocalEndpoint);

    private static async Task<Connection> ConnectAsync(Endpoint endpoint) =>
        (await ClientSocket.ConnectAsync(endpoint, cancellationToken: Stop)).GetConnectionOrThrow();

    private static async Task AssertResetAsync(Connection connection)
    {
        var error = await Assert.ThrowsAsync<SocketOperationException>(
            () => connection.ReceiveAsync(new byte[1], Stop).AsTask());
        Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
    }
}
