using System.Net.Sockets;
using SocketBasics.Networks;

namespace SocketBasics.Tests.Abuse;

public sealed class AcceptErrorsTests
{
    private const int EPERM = 1;
    private const int ENONET = 64;
    private const int EPROTO = 71;

    private static readonly int[] PausesInMilliseconds = [5, 10, 20, 40, 80, 160, 320, 640, 1000, 1000, 1000];

    private readonly PauseClock _clock = new();
    private readonly ScriptedNetwork _network;
    private readonly ServerSocketOptions _options;

    public AcceptErrorsTests()
    {
        _network = new ScriptedNetwork(_clock);
        _options = new ServerSocketOptions { Network = _network };
    }

    // accept(2), "Error handling": the pending errors of a new connection, which are to be treated like EAGAIN.
    public static TheoryData<SocketError, int?> ErrorsOfTheConnection => new()
    {
        { SocketError.NetworkDown, null },
        { SocketError.SocketError, EPROTO },
        { SocketError.SocketError, null },
        { SocketError.ProtocolOption, null },
        { SocketError.HostDown, null },
        { SocketError.SocketError, ENONET },
        { SocketError.HostUnreachable, null },
        { SocketError.OperationNotSupported, null },
        { SocketError.NetworkUnreachable, null },
        { SocketError.ConnectionAborted, null },
        { SocketError.AccessDenied, EPERM },
    };

    // Seen to fail, in every case, with: the errors of the connection classified as the listener's in AcceptErrors.Classify.
    [Theory]
    [MemberData(nameof(ErrorsOfTheConnection))]
    public async Task Accept_goes_on_to_the_next_after_an_error_of_the_connection(SocketError code, int? errno)
    {
        await using ListeningSocket listener = Listen(new NetworkError(code, errno));

        await ExpectClientAsync(listener, listener.AcceptAsync(TestContext.Current.CancellationToken).AsTask());
        Assert.Equal(2, _network.Accepts);
    }

    // Seen to fail with: a pause that does not double, a pause without its bound, and with Task.Delay on the system's clock.
    [Theory]
    [InlineData(SocketError.TooManyOpenSockets)]
    [InlineData(SocketError.NoBufferSpaceAvailable)]
    public async Task Accept_pauses_ever_longer_while_the_system_is_out_of_something(SocketError code)
    {
        using var events = new EventRecorder();
        NetworkError[] errors = [.. Enumerable.Repeat(new NetworkError(code), PausesInMilliseconds.Length)];
        await using ListeningSocket listener = Listen(errors);

        Task<Connection> accepting = listener.AcceptAsync(TestContext.Current.CancellationToken).AsTask();
        for (int i = 0; i < PausesInMilliseconds.Length; i++)
        {
            await _clock.ReachAsync(i + 1);
            _clock.Advance(TimeSpan.FromMilliseconds(PausesInMilliseconds[i] - 1));
            Assert.Equal(i + 1, _network.Accepts);
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        await ExpectClientAsync(listener, accepting);
        Assert.Equal(
            PausesInMilliseconds.Select(pause => $"{listener.LocalEndpoint} {code} {pause}"),
            events.Named("AcceptPaused").Where(text => text.StartsWith($"{listener.LocalEndpoint} ", StringComparison.Ordinal)));
    }

    // Seen to fail with: ListeningSocket.Dispose without _disposing.Cancel.
    [Fact]
    public async Task A_pause_of_accept_ends_when_the_listener_is_disposed()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        ListeningSocket listener = Listen(SocketError.TooManyOpenSockets, SocketError.TooManyOpenSockets);
        Task<Connection> accepting = listener.AcceptAsync(cancellationToken).AsTask();
        ValueTask<int> all = listener.AcceptAllAsync(cancellationToken).CountAsync(cancellationToken);

        listener.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => accepting.OrHang());
        Assert.Equal(0, await all.OrHang());
    }

    // Seen to fail with: PauseAsync linked to _disposing alone.
    [Fact]
    public async Task A_pause_of_accept_ends_when_the_accept_is_canceled_and_the_client_stays_in_the_queue()
    {
        using var cancel = new CancellationTokenSource();
        await using ListeningSocket listener = Listen(SocketError.TooManyOpenSockets);
        Task<Connection> accepting = listener.AcceptAsync(cancel.Token).AsTask();

        await cancel.CancelAsync();

        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accepting.OrHang());
        Assert.Equal(cancel.Token, exception.CancellationToken);
        await ExpectClientAsync(listener, listener.AcceptAsync(TestContext.Current.CancellationToken).AsTask());
    }

    // Seen to fail with: InvalidArgument as a row of AcceptErrors.Classify.
    [Fact]
    public async Task Accept_ends_with_what_is_wrong_with_the_listener_itself()
    {
        await using ListeningSocket listener = Listen(new NetworkError(SocketError.InvalidArgument, 22));

        var failure = await Assert.ThrowsAsync<SocketOperationException>(
            () => listener.AcceptAsync(TestContext.Current.CancellationToken).OrHang());

        Assert.Equal(
            (SocketOperation.Accept, SocketError.InvalidArgument, 22, listener.LocalEndpoint),
            (failure.Operation, failure.SocketErrorCode, failure.Errno, failure.LocalEndpoint));
    }

    // Seen to fail with: no pause however many errors of the connection follow each other.
    [Fact]
    public async Task A_firewall_that_makes_every_accept_fail_does_not_become_a_busy_loop()
    {
        using var cancel = new CancellationTokenSource();
        await using ListeningSocket listener = Listen();
        _network.Always = new NetworkError(SocketError.AccessDenied, EPERM);

        Task<Connection> accepting =
            Task.Run(async () => await listener.AcceptAsync(cancel.Token), TestContext.Current.CancellationToken);
        for (int pauses = 1; pauses <= 12; pauses++)
        {
            await _clock.ReachAsync(pauses);
            Assert.InRange(_network.Accepts, pauses, pauses * 100);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => accepting.OrHang());
    }

    private static async Task ExpectClientAsync(ListeningSocket listener, Task<Connection> accepting)
    {
        ConnectResult result = await ClientSocket.ConnectAsync(
            listener.LocalEndpoint, cancellationToken: TestContext.Current.CancellationToken).OrHang();
        using Connection client = result.GetConnectionOrThrow();
        using Connection server = await accepting.OrHang();
        Assert.Equal(client.LocalEndpoint, server.RemoteEndpoint);
    }

    private ListeningSocket Listen(params NetworkError[] errors)
    {
        foreach (NetworkError error in errors)
            _network.Script.Enqueue(error);
        return ServerSocket.Create(_options).Bind(Endpoint.Loopback(0)).Listen();
    }
}
