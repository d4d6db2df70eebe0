using System.Net;
using System.Net.Sockets;

namespace SocketBasics.Tests.Outcomes;

/// <summary>Connects that are not decided at once, and what decides them later.</summary>
public sealed class WaitingConnectTests
{
    private static readonly ConnectOptions Patient = new() { Timeout = TimeSpan.FromSeconds(60) };

    [Fact]
    public async Task A_connect_that_found_the_queue_full_is_established_by_a_later_SYN_once_there_is_room()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems answer a full queue differently.");
        using Socket listener = FilledListener(out Endpoint endpoint, out Socket queued);
        using Socket first = queued;
        Task<ConnectResult> connecting =
            ClientSocket.ConnectAsync(endpoint, Patient, TestContext.Current.CancellationToken).AsTask();
        Assert.False(connecting.IsCompleted);

        using Socket accepted = await listener.AcceptAsync(TestContext.Current.CancellationToken);

        ConnectResult result = await connecting;
        using Connection connection = result.GetConnectionOrThrow();
        Assert.InRange(result.SynCount!.Value, 2, 60);
    }

    [Fact]
    public async Task A_connect_that_waits_is_refused_once_the_listener_is_gone()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems answer a full queue differently.");
        Socket listener = FilledListener(out Endpoint endpoint, out Socket queued);
        using Socket first = queued;
        Task<ConnectResult> connecting =
            ClientSocket.ConnectAsync(endpoint, Patient, TestContext.Current.CancellationToken).AsTask();
        Assert.False(connecting.IsCompleted);

        listener.Dispose();

        ConnectResult.Refused refused = Assert.IsType<ConnectResult.Refused>(await connecting);
        Assert.Equal(RefusedCause.Reset, refused.Cause);
        Assert.InRange(refused.SynCount!.Value, 2, 60);
    }

    /// <summary>A backlog of n lets n + 1 in; one more is waiting for certain.</summary>
    private static Socket FilledListener(out Endpoint endpoint, out Socket queued)
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(Endpoint.Loopback(0).ToIPEndPoint());
        listener.Listen(0);
        endpoint = Endpoint.FromIPEndPoint((IPEndPoint)listener.LocalEndPoint!);
        queued = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        queued.Connect(endpoint.ToIPEndPoint());
        return listener;
    }
}
