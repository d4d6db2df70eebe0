using System.Net.Sockets;

namespace SocketBasics.Tests.Abuse;

[Collection(RunsAlone.Name)]
public sealed class LeakTests
{
    // Seen to fail with: no Dispose after a failed bind in PortableListener.Bind.
    [Fact]
    public void A_thousand_chains_that_fail_in_Bind_leave_no_descriptor()
    {
        // 192.0.2.1 (TEST-NET-1, RFC 5737) is no address of this machine: EADDRNOTAVAIL.
        Endpoint foreign = Endpoint.Parse("192.0.2.1:0");

        ExpectNoLeak(() => ExpectFailure(
            SocketOperation.Bind, SocketError.AddressNotAvailable, () => ServerSocket.Create().Bind(foreign).Listen()));
    }

    // Seen to fail with: no Dispose in BoundServerSocket.Listen.
    [Fact]
    public void A_thousand_chains_that_fail_in_Listen_leave_no_descriptor()
    {
        // With SO_REUSEADDR on both, two sockets may be bound to one port as long as none listens; then listen fails.
        ExpectNoLeak(() =>
        {
            using BoundServerSocket first = ServerSocket.Create().Bind(Endpoint.Loopback(0));
            BoundServerSocket second = ServerSocket.Create().Bind(first.LocalEndpoint);
            using ListeningSocket listener = first.Listen();

            ExpectFailure(SocketOperation.Listen, SocketError.AddressAlreadyInUse, () => second.Listen());
        });
    }

    // Seen to fail with: no Dispose in PortableAttempt.Fail.
    [Theory]
    [InlineData("127.0.0.1:0")]
    [InlineData("[::1]:0")]
    [InlineData("unix:@socketbasics-nobody")]
    public async Task Thousands_of_refused_connects_leave_no_descriptor(string address)
    {
        Endpoint closed = Endpoint.Parse(address);
        using (BoundServerSocket once = ServerSocket.Create().Bind(closed))
            closed = once.LocalEndpoint;
        await RefuseAsync(closed);
        int before = OpenSockets.CountWhenSettled();

        using var collection = new NoCollection();
        for (int i = 0; i < Rounds.Of(3_000); i++)
            await RefuseAsync(closed);

        Assert.Equal(before, OpenSockets.Count());
        Assert.True(collection.Held);
    }

    private static void ExpectNoLeak(Action round)
    {
        round();
        int before = OpenSockets.CountWhenSettled();

        using var collection = new NoCollection();
        for (int i = 0; i < Rounds.Of(1_000); i++)
            round();

        Assert.Equal(before, OpenSockets.Count());
        Assert.True(collection.Held);
    }

    private static void ExpectFailure(SocketOperation operation, SocketError error, Func<object> chain)
    {
        var failure = Assert.Throws<SocketOperationException>(chain);
        Assert.Equal((operation, error), (failure.Operation, failure.SocketErrorCode));
    }

    private static async Task RefuseAsync(Endpoint closed) => Assert.IsType<ConnectResult.Refused>(
        await ClientSocket.ConnectAsync(closed, cancellationToken: TestContext.Current.CancellationToken).OrHang());
}
