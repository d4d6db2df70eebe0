using System.Net.Sockets;
using SocketBasics.Tests.Endpoints;
using SocketBasics.Tests.Outcomes;

namespace SocketBasics.Tests.Textbooks;

/// <summary>What docs/guide/textbooks.md says of listen and its queue, on the kernel of this machine.</summary>
public sealed class BacklogTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_backlog_limits_connections_that_are_established_and_one_more_is_let_in()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The figures are Linux's.");
        using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen(2);

        using Connection first = await ConnectAsync(listener);
        using Connection second = await ConnectAsync(listener);
        using Connection third = await ConnectAsync(listener);

        Assert.Equal(3, listener.GetQueue()!.Value.Length);
        Assert.All([first, second, third], static client => Assert.Equal(TcpState.Established, client.GetTcpInfo()!.Value.State));
    }

    [Fact]
    public async Task Calling_listen_again_changes_the_backlog_at_once_and_keeps_who_waits()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the limit.");
        using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen(5);
        using Connection first = await ConnectAsync(listener);
        using Connection second = await ConnectAsync(listener);

        listener.Listen(1);
        AcceptQueueStatus less = listener.GetQueue()!.Value;
        listener.Listen(7);

        Assert.Equal((2, 1), (less.Length, less.Limit));
        Assert.Equal((2, 7), (listener.GetQueue()!.Value.Length, listener.GetQueue()!.Value.Limit));
        using Connection accepted = await listener.AcceptAsync(Stop);
    }

    [Fact]
    public async Task A_full_queue_is_silence_and_no_error_until_the_time_is_over()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Windows answers with a reset.");
        await using FullListener full = await FullListener.StartAsync();

        ConnectResult result = await ClientSocket.ConnectAsync(
            full.Endpoint, new ConnectOptions { Timeout = TimeSpan.FromMilliseconds(200) }, Stop);

        Assert.IsType<ConnectResult.TimedOut>(result);
    }

    [Fact]
    public async Task The_kernel_completes_the_handshake_without_accept_and_takes_data()
    {
        using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        using Connection client = await ConnectAsync(listener);

        await client.SendAsync("hello"u8.ToArray(), Stop);
        using Connection accepted = await listener.AcceptAsync(Stop);

        byte[] buffer = new byte[16];
        Assert.Equal(5, await accepted.ReceiveAsync(buffer, Stop));
    }

    [Fact]
    public async Task Accept_can_return_a_connection_that_is_dead_already()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "BSD drops it from the queue, and accept says ECONNABORTED.");
        using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        Connection client = await ConnectAsync(listener);

        client.Abort();
        using Connection accepted = await listener.AcceptAsync(Stop);

        Assert.Equal(ConnectionState.Broken, accepted.GetStatus().State);
        var error = await Assert.ThrowsAsync<SocketOperationException>(
            () => accepted.ReceiveAsync(new byte[1], Stop).AsTask());
        Assert.Equal(SocketError.ConnectionReset, error.SocketErrorCode);
    }

    [Fact]
    public void A_socket_that_was_never_bound_can_listen_and_gets_a_port()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Windows refuses it (WSAEINVAL).");
        using var socket = new KernelSocket(AddressFamily.InterNetwork);

        Assert.Equal(0, socket.Listen(1));

        Assert.True(Endpoint.TryRead(socket.GetName(), out Endpoint local));
        Assert.NotEqual(0, local.Port);
    }

    private static async Task<Connection> ConnectAsync(ListeningSocket listener) =>
        (await ClientSocket.ConnectAsync(listener.LocalEndpoint, cancellationToken: Stop)).GetConnectionOrThrow();
}
