using System.Net;
using SocketBasics.Networks;

namespace SocketBasics.Conformance;

/// <summary>Which clients a bound address lets in. For networks with IPv4 and IPv6.</summary>
public abstract class WildcardConformance(Network network)
    : NetworkConformance(new NetworkUnderTest(network, EndpointKind.DualStack))
{
    private static readonly IPAddress Loopback2 = IPAddress.Parse("127.0.0.2");

    [Fact(Timeout = Hang)]
    public async Task The_IPv4_wildcard_accepts_on_every_IPv4_address()
    {
        using ListeningSocket listener = Listen(Endpoint.AnyV4(0));
        int port = listener.LocalEndpoint.Port;

        await AssertAcceptedAsync(listener, Endpoint.Loopback(port));
        await AssertAcceptedAsync(listener, Endpoint.IP(Loopback2, port));
        await AssertRefusedAsync(Endpoint.LoopbackV6(port));
        Assert.Equal(Endpoint.AnyV4(port), listener.LocalEndpoint);
    }

    [Fact(Timeout = Hang)]
    public async Task A_bind_to_one_IPv4_address_accepts_on_that_one_only()
    {
        using ListeningSocket listener = Listen(Endpoint.Loopback(0));
        int port = listener.LocalEndpoint.Port;

        await AssertAcceptedAsync(listener, Endpoint.Loopback(port));
        await AssertRefusedAsync(Endpoint.IP(Loopback2, port));
        await AssertRefusedAsync(Endpoint.LoopbackV6(port));
    }

    [Fact(Timeout = Hang)]
    public async Task Any_accepts_clients_of_both_families_and_shows_each_with_its_own()
    {
        using ListeningSocket listener = Listen(Endpoint.Any(0));
        int port = listener.LocalEndpoint.Port;

        await AssertAcceptedAsync(listener, Endpoint.Loopback(port));
        await AssertAcceptedAsync(listener, Endpoint.IP(Loopback2, port));
        await AssertAcceptedAsync(listener, Endpoint.LoopbackV6(port));
        await AssertAcceptedAsync(listener, Endpoint.IP(Loopback2.MapToIPv6(), port));
        Assert.Equal(Endpoint.Any(port), listener.LocalEndpoint);
    }

    [Fact(Timeout = Hang)]
    public async Task The_IPv6_wildcard_refuses_IPv4()
    {
        using ListeningSocket listener = Listen(Endpoint.AnyV6(0));
        int port = listener.LocalEndpoint.Port;

        await AssertAcceptedAsync(listener, Endpoint.LoopbackV6(port));
        await AssertRefusedAsync(Endpoint.Loopback(port));
        Assert.Equal(Endpoint.AnyV6(port), listener.LocalEndpoint);
    }

    [Fact(Timeout = Hang)]
    public async Task Wildcards_of_both_families_can_share_a_port_and_each_gets_its_own_clients()
    {
        using ListeningSocket v6 = Listen(Endpoint.AnyV6(0));
        int port = v6.LocalEndpoint.Port;
        using ListeningSocket v4 = Listen(Endpoint.AnyV4(port));

        await AssertAcceptedAsync(v4, Endpoint.Loopback(port));
        await AssertAcceptedAsync(v6, Endpoint.LoopbackV6(port));
    }

    [Fact]
    public void Any_and_the_wildcard_of_one_family_cannot_share_a_port()
    {
        using ListeningSocket any = Listen(Endpoint.Any(0));
        int port = any.LocalEndpoint.Port;

        Assert.Throws<SocketOperationException>(() => Listen(Endpoint.AnyV4(port)).Dispose());
        Assert.Throws<SocketOperationException>(() => Listen(Endpoint.AnyV6(port)).Dispose());
    }

    [Theory(Timeout = Hang)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_asks_for_any_local_address_gets_one_of_the_servers_family(bool ipv6)
    {
        using ListeningSocket listener = Listen(Endpoint.Any(0));
        int port = listener.LocalEndpoint.Port;
        Endpoint target = ipv6 ? Endpoint.LoopbackV6(port) : Endpoint.Loopback(port);

        ConnectResult result =
            await ClientSocket.ConnectAsync(target, ClientOptions with { LocalEndpoint = Endpoint.Any(0) }, Stop);

        using Connection client = result.GetConnectionOrThrow();
        Assert.Equal(target.Kind, client.LocalEndpoint.Kind);
    }

    [Theory(Timeout = Hang)]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [InlineData("localhost")]
    public async Task A_listener_on_Any_is_found_by_address_in_text_and_by_localhost(string host)
    {
        using ListeningSocket listener = Listen(Endpoint.Any(0));

        ConnectResult result =
            await ClientSocket.ConnectAsync(host, listener.LocalEndpoint.Port, ClientOptions, Stop);

        using Connection client = result.GetConnectionOrThrow();
        using Connection server = await listener.AcceptAsync(Stop);
        Assert.True(client.RemoteEndpoint.IsLoopback);
    }

    private ListeningSocket Listen(Endpoint endpoint) => ServerSocket.Create(ServerOptions).Bind(endpoint).Listen();

    private async Task AssertAcceptedAsync(ListeningSocket listener, Endpoint target)
    {
        ConnectResult result = await ClientSocket.ConnectAsync(target, ClientOptions, Stop);
        using Connection client = Assert.IsType<ConnectResult.Connected>(result, exactMatch: true).Connection;
        using Connection server = await listener.AcceptAsync(Stop);

        foreach (Endpoint end in new[] { client.LocalEndpoint, client.RemoteEndpoint, server.LocalEndpoint })
        {
            Assert.Equal(target.Kind, end.Kind);
            Assert.DoesNotContain("ffff", end.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal(client.LocalEndpoint, server.RemoteEndpoint);
        Assert.Equal(target, server.LocalEndpoint);
    }

    private async Task AssertRefusedAsync(Endpoint target) => Assert.IsType<ConnectResult.Refused>(
        await ClientSocket.ConnectAsync(target, ClientOptions, Stop), exactMatch: true);
}
