using System.Net.Sockets;
using SocketBasics.Networks;

namespace SocketBasics.Tests.Outcomes;

/// <summary>How a connect ends is a value: no exception is thrown on the way, not even one that is caught.</summary>
[Collection(RunsAlone.Name)]
public sealed class NoExceptionsTests
{
    private static readonly ConnectOptions Portable = new() { Network = Network.Portable };

    // Seen to fail with: PortableAttempt closing a second time the socket that its cancellation had closed.
    [Fact]
    public async Task A_connect_that_fails_throws_nothing_inside()
    {
        using var refusing = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        refusing.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));
        Endpoint refused = Endpoint.FromEndPoint(refusing.LocalEndPoint!);
        await using var full = await FullListener.StartAsync();
        ConnectOptions brief = Portable with { Timeout = TimeSpan.FromMilliseconds(50) };

        (string Expected, Endpoint Remote, ConnectOptions Options)[] cases =
        [
            ("Refused Reset", refused, Portable),
            ("TimedOut Handshake", full.Endpoint, brief),
            ("Unreachable NoRoute", Endpoint.Parse("255.255.255.255:80"), Portable),
            ("Refused NoListener", LocalRefused(out Socket stale), Portable),
        ];
        using (stale)
        {
            // What is loaded and compiled at the first call may throw inside; the second call shows what a connect costs.
            foreach ((_, Endpoint remote, ConnectOptions options) in cases)
            {
                Assert.IsNotType<ConnectResult.Connected>(
                    await ClientSocket.ConnectAsync(remote, options, TestContext.Current.CancellationToken));
            }

            foreach ((string expected, Endpoint remote, ConnectOptions options) in cases)
            {
                using var thrown = new FirstChanceExceptions();
                ConnectResult result = await ClientSocket.ConnectAsync(
                    remote, options, TestContext.Current.CancellationToken);

                Assert.Equal(OperatingSystem.IsLinux() ? expected : expected.Split(' ')[0],
                    OperatingSystem.IsLinux() ? OutcomeTableTests.Describe(result) : result.GetType().Name);
                Assert.Empty(thrown.Seen);
            }
        }
    }

    /// <summary>A bound local socket that does not listen: connect is refused.</summary>
    private static Endpoint LocalRefused(out Socket stale)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Abstract local names exist on Linux only.");
        string name = $"socketbasics-{Guid.NewGuid():N}";
        stale = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        stale.Bind(new UnixDomainSocketEndPoint("\0" + name));
        return Endpoint.Abstract(name);
    }
}
