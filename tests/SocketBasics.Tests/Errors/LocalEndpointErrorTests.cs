using System.Net.Sockets;
using SocketBasics.Tests.LocalFiles;
using SocketBasics.Tests.Outcomes;
using RunsAlone = SocketBasics.Tests.Outcomes.RunsAlone;

namespace SocketBasics.Tests.Errors;

/// <summary>A connect whose own end cannot be bound, as the real kernel fails it: nothing of it is about the server.</summary>
/// <remarks>Missing permissions are in <see cref="RestrictedTests"/>.</remarks>
[Collection(RunsAlone.Name)]
public sealed class LocalEndpointErrorTests
{
    private const int EADDRINUSE = 98;
    private const int EADDRNOTAVAIL = 99;
    private const int ENOENT = 2;
    private const int ENOTDIR = 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1:0")]
    [InlineData("[::1]:0")]
    public async Task A_local_endpoint_in_use_is_told(string loopback)
    {
        if (loopback[0] == '[' && !Socket.OSSupportsIPv6)
            Assert.Skip("This machine has no IPv6.");
        await using ListeningSocket server = ServerSocket.Create().Bind(Endpoint.Parse(loopback)).Listen();
        await using ListeningSocket other = ServerSocket.Create().Bind(Endpoint.Parse(loopback)).Listen();

        await CheckAsync(other.LocalEndpoint, server.LocalEndpoint, SocketError.AddressAlreadyInUse, EADDRINUSE,
            "the local endpoint is in use; another socket is bound there; " +
            "leave the port of ConnectOptions.LocalEndpoint 0");
    }

    [Theory]
    [InlineData("192.0.2.1:0", "127.0.0.1:9")]
    [InlineData("[2001:db8::1]:0", "[::1]:9")]
    public async Task A_local_address_of_another_machine_is_told(string local, string remote)
    {
        if (local[0] == '[' && !Socket.OSSupportsIPv6)
            Assert.Skip("This machine has no IPv6.");

        await CheckAsync(
            Endpoint.Parse(local), Endpoint.Parse(remote), SocketError.AddressNotAvailable, EADDRNOTAVAIL,
            "the local address is not one of this machine; " +
            "set ConnectOptions.LocalEndpoint to one of its own (Linux: ip address), or leave it null");
    }

    // Seen to fail with: the file of the first attempt left behind.
    [Fact]
    public async Task A_connect_from_a_local_path_to_a_full_queue_is_silence_and_leaves_no_file()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Other systems answer a full queue differently.");
        using var directory = new TemporaryDirectory();
        await using FullListener server = await FullListener.StartAsync(Endpoint.Local(directory["server"]));
        var options = new ConnectOptions
        {
            LocalEndpoint = Endpoint.Local(directory["client"]),
            Timeout = TimeSpan.FromMilliseconds(200),
        };

        ConnectResult result = await ClientSocket.ConnectAsync(server.Endpoint, options, Token);

        Assert.IsType<ConnectResult.TimedOut>(result);
        Assert.False(File.Exists(directory["client"]));
    }

    [Fact]
    public async Task A_connect_from_a_local_path_that_fails_can_be_repeated()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Elsewhere the file stays.");
        using var directory = new TemporaryDirectory();
        var options = new ConnectOptions { LocalEndpoint = Endpoint.Local(directory["client"]) };
        Endpoint remote = Endpoint.Local(directory["server"]);
        ConnectResult first = await ClientSocket.ConnectAsync(remote, options, Token);
        Assert.Equal(ENOENT, first.Errno);

        await using ListeningSocket server = ServerSocket.Create().Bind(remote).Listen();
        ConnectResult second = await ClientSocket.ConnectAsync(remote, options, Token);

        using Connection connection = second.GetConnectionOrThrow();
        Assert.Equal(options.LocalEndpoint, connection.LocalEndpoint);
        Assert.True(File.Exists(directory["client"]));
    }

    [Fact]
    public async Task A_local_path_that_exists_is_told()
    {
        using var directory = new TemporaryDirectory();
        await using ListeningSocket server = ServerSocket.Create().Bind(Endpoint.Local(directory["server"])).Listen();
        Endpoint local = Endpoint.Local(directory["client"]);
        await File.WriteAllTextAsync(directory["client"], "", Token);

        await CheckAsync(local, server.LocalEndpoint, SocketError.AddressAlreadyInUse, EADDRINUSE,
            "the local path exists already; " +
            "another socket has it, or left its file behind: delete the file, or choose another path");
    }

    [Fact]
    public async Task A_local_name_in_use_is_told()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Abstract local names exist on Linux only.");
        await using ListeningSocket server =
            ServerSocket.Create().Bind(Endpoint.Abstract($"socketbasics-{Guid.NewGuid():N}")).Listen();

        await CheckAsync(server.LocalEndpoint, server.LocalEndpoint, SocketError.AddressAlreadyInUse, EADDRINUSE,
            "the local name is in use; " +
            "another socket has it: choose another name, or leave ConnectOptions.LocalEndpoint null");
    }

    [Fact]
    public async Task A_local_path_in_a_missing_directory_is_told()
    {
        using var directory = new TemporaryDirectory();
        await using ListeningSocket server = ServerSocket.Create().Bind(Endpoint.Local(directory["server"])).Listen();

        await CheckAsync(
            Endpoint.Local(directory["missing/client"]), server.LocalEndpoint, SocketError.AddressNotAvailable, ENOENT,
            "the local path's directory does not exist; " +
            "create the directory, or correct the path of ConnectOptions.LocalEndpoint");
    }

    [Fact]
    public async Task A_local_path_through_a_file_is_told()
    {
        using var directory = new TemporaryDirectory();
        await using ListeningSocket server = ServerSocket.Create().Bind(Endpoint.Local(directory["server"])).Listen();
        await File.WriteAllTextAsync(directory["file"], "", Token);

        await CheckAsync(
            Endpoint.Local(directory["file/client"]), server.LocalEndpoint, SocketError.SocketError, ENOTDIR,
            "the socket file cannot be made; " +
            "a part of the path is no directory, or the file system is full, read-only, or takes no sockets");
    }

    // Seen to fail with: a bind without SO_REUSEADDR.
    [Fact]
    public async Task A_port_whose_last_connection_is_in_TIME_WAIT_is_bound_again()
    {
        await using ListeningSocket first = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        await using ListeningSocket second = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        var options = new ConnectOptions { LocalEndpoint = Endpoint.Loopback(0) };
        Endpoint local;
        await using (Connection client = (await ClientSocket.ConnectAsync(first.LocalEndpoint, options, Token)).GetConnectionOrThrow())
        {
            local = client.LocalEndpoint;
            await using Connection server = await first.AcceptAsync(Token);
            client.ShutdownSend();
            Assert.Equal(0, await server.ReceiveAsync(new byte[1], Token));
        }

        options = options with { LocalEndpoint = local };
        using Connection again = (await ClientSocket.ConnectAsync(second.LocalEndpoint, options, Token)).GetConnectionOrThrow();
        Assert.Equal(local, again.LocalEndpoint);
    }

    private static async Task CheckAsync(Endpoint local, Endpoint remote, SocketError error, int errno, string text)
    {
        var options = new ConnectOptions { LocalEndpoint = local };

        // What is loaded and compiled at the first call may throw inside.
        Assert.IsNotType<ConnectResult.Connected>(await ClientSocket.ConnectAsync(remote, options, Token));
        using var thrown = new FirstChanceExceptions();
        ConnectResult result = await ClientSocket.ConnectAsync(remote, options, Token);

        Assert.Empty(OperatingSystem.IsLinux() ? thrown.Seen : []);
        var failed = Assert.IsType<ConnectResult.Failed>(result);
        Assert.Equal(error, failed.Error);
        Assert.Equal(OperatingSystem.IsLinux() ? errno : null, failed.Errno);
        Assert.Equal($"connect from {local} to {remote}: {text}", failed.Message);
        var exception = Assert.Throws<SocketOperationException>(result.GetConnectionOrThrow);
        Assert.Equal($"connect from {local} to {remote}: failed: {text}", exception.Message);
        Assert.Equal(local, exception.LocalEndpoint);
    }
}
