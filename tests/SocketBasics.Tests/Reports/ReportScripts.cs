using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using SocketBasics.Networks;
using SocketBasics.Tests.Networks;

namespace SocketBasics.Tests.Reports;

/// <summary>Connects whose every time is known beforehand: nobody moves the clock but the script.</summary>
internal static class ReportScripts
{
    private static readonly IPAddress Router = IPAddress.Parse("10.77.1.1");
    private static readonly IPAddress RouterV6 = IPAddress.Parse("fd77:1::1");

    /// <summary>The first address is silent, the second one connects: as Happy Eyeballs has it.</summary>
    public static async Task<ConnectResult> RaceAsync(bool firstConnectsLate = false)
    {
        var clock = new FakeTimeProvider();
        var network = new ScriptedNetwork(clock)
        {
            OnConnect = (remote, cancellationToken) => remote.Kind == EndpointKind.IPv6
                ? GiveUpAsync(firstConnectsLate, cancellationToken)
                : new(Connected(clock)),
        };
        Task<ConnectResult> connecting = ConnectAsync(network, clock, ["2001:db8::1"], ["192.0.2.1"]);
        clock.Advance(TimeSpan.FromMilliseconds(250));
        return await connecting;
    }

    /// <summary>Every way in which an attempt can fail, one after the other.</summary>
    public static Task<ConnectResult> FailuresAsync()
    {
        var clock = new FakeTimeProvider();
        (int Milliseconds, NetworkAttempt Answer)[] script =
        [
            (24, new()
            {
                Error = new(SocketError.HostUnreachable, 113),
                Icmp = new(Router, 3, 13),
                SeesIcmp = true,
                SynCount = 1,
                LocalEndpoint = Endpoint.Parse("10.0.0.2:40001"),
            }),
            (3_070, new()
            {
                Error = new(SocketError.HostUnreachable, 113),
                Icmp = new(IPAddress.Parse("10.0.0.2"), 3, 1, IsFromThisMachine: true),
                SeesIcmp = true,
                SynCount = 3,
            }),
            (1, new()
            {
                Error = new(SocketError.ConnectionRefused, 111),
                Icmp = new(IPAddress.Parse("192.0.2.3"), 3, 3),
                SeesIcmp = true,
                SynCount = 1,
            }),
            (1_024, new() { Error = new(SocketError.ConnectionRefused, 111), SeesIcmp = true, SynCount = 2 }),
            (5, NetworkAttempt.Failed(SocketError.ConnectionRefused)),
            (0, new() { Error = new(SocketError.NetworkUnreachable, 101), SeesIcmp = true, SynCount = 0 }),
            (0, NetworkAttempt.Failed(new(SocketError.TooManyOpenSockets, 24))),
            (2_000, new()
            {
                Error = new(SocketError.TimedOut, 110), Icmp = new(Router, 3, 0), SeesIcmp = true, SynCount = 2,
            }),
        ];
        int attempts = 0;
        var network = new ScriptedNetwork(clock)
        {
            OnConnect = (_, _) =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(script[attempts].Milliseconds));
                return new(script[attempts++].Answer);
            },
        };
        return ConnectAsync(network, clock, [], [.. script.Select((_, index) => $"192.0.2.{index + 1}")]);
    }

    /// <summary>One family's question is not answered within the time, the other one's never will be.</summary>
    public static async Task<ConnectResult> SilentResolverAsync()
    {
        var clock = new FakeTimeProvider();
        var options = new ConnectOptions
        {
            Network = new ScriptedNetwork(clock),
            Timeout = TimeSpan.FromSeconds(2),
            Resolver = (_, family, _) => family == AddressFamily.InterNetwork
                ? throw new SocketException((int)SocketError.TryAgain)
                : new(new TaskCompletionSource<IReadOnlyList<IPAddress>>().Task),
        };
        Task<ConnectResult> connecting = ClientSocket.ConnectAsync(
            "server.example", 80, options, TestContext.Current.CancellationToken).AsTask();
        clock.Advance(TimeSpan.FromSeconds(2));
        return await connecting;
    }

    private static Task<ConnectResult> ConnectAsync(
        ScriptedNetwork network, FakeTimeProvider clock, string[] v6, string[] v4)
    {
        var options = new ConnectOptions
        {
            Network = network,
            Timeout = TimeSpan.FromSeconds(60),
            Resolver = (_, family, _) =>
            {
                if (family == AddressFamily.InterNetworkV6)
                    clock.Advance(TimeSpan.FromMilliseconds(12.5));
                string[] addresses = family == AddressFamily.InterNetworkV6 ? v6 : v4;
                return new([.. addresses.Select(IPAddress.Parse)]);
            },
        };
        return ClientSocket.ConnectAsync(
            "server.example", 80, options, TestContext.Current.CancellationToken).AsTask();
    }

    private static async ValueTask<NetworkAttempt> GiveUpAsync(bool connectsLate, CancellationToken cancellationToken)
    {
        NetworkAttempt attempt = await ScriptedNetwork.Silence(synCount: 1, cancellationToken);
        return connectsLate
            ? NetworkAttempt.Connected(new FailingConnection(NetworkError.NotSupported)) with { SynCount = 1 }
            : attempt with { Icmp = new(RouterV6, 1, 0), SeesIcmp = true };
    }

    private static NetworkAttempt Connected(FakeTimeProvider clock)
    {
        clock.Advance(TimeSpan.FromMilliseconds(20));
        return NetworkAttempt.Connected(new FailingConnection(NetworkError.NotSupported)) with
        {
            SynCount = 1,
            RoundTripTime = TimeSpan.FromMilliseconds(19.875),
            NegotiatedOptions = new(1_448, 10, 7, HasSelectiveAcknowledgment: true, HasTimestamps: true, HasEcn: false),
        };
    }
}
