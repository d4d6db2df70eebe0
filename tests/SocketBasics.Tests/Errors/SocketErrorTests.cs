using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SocketBasics.Tests.Errors;

/// <summary>Every other operation as the real kernel fails it.</summary>
public sealed class SocketErrorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Receive_after_a_reset_says_what_the_peer_did()
    {
        (Connection client, Connection server) = await ConnectAsync();
        using (client)
        {
            server.Abort();

            var exception = await Assert.ThrowsAsync<SocketOperationException>(
                async () => await client.ReceiveAsync(new byte[1], Token));

            Check(exception, SocketOperation.Receive, SocketError.ConnectionReset, client.LocalEndpoint, client.RemoteEndpoint,
                $"receive at {client.LocalEndpoint} from {client.RemoteEndpoint}: the peer reset the connection; ");
        }
    }

    [Fact]
    public async Task Send_after_a_reset_says_what_the_peer_did()
    {
        (Connection client, Connection server) = await ConnectAsync();
        using (client)
        {
            server.Abort();
            await Assert.ThrowsAsync<SocketOperationException>(async () => await client.ReceiveAsync(new byte[1], Token));

            var exception = await Assert.ThrowsAsync<SocketOperationException>(
                async () => await client.SendAsync(new byte[1], Token));

            Check(exception, SocketOperation.Send, SocketError.ConnectionReset, client.LocalEndpoint, client.RemoteEndpoint,
                $"send from {client.LocalEndpoint} to {client.RemoteEndpoint}: the peer reset the connection; ");
        }
    }

    [Fact]
    public async Task Shutdown_of_a_broken_connection_says_what_the_peer_did()
    {
        (Connection client, Connection server) = await ConnectAsync();
        using (client)
        {
            server.Abort();
            await Assert.ThrowsAsync<SocketOperationException>(async () => await client.ReceiveAsync(new byte[1], Token));

            var exception = Assert.Throws<SocketOperationException>(client.ShutdownSend);

            Check(exception, SocketOperation.Shutdown, SocketError.ConnectionReset, client.LocalEndpoint, client.RemoteEndpoint,
                $"shutdown from {client.LocalEndpoint} to {client.RemoteEndpoint}: the peer reset the connection; ");
        }
    }

    [Fact]
    public async Task Accept_on_a_socket_that_no_longer_listens_says_so()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Descriptors are found in /proc/self/fd.");
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        Task<Connection> accepting = listener.AcceptAsync(Token).AsTask();

        // What no public member does: shutdown(2) takes a listening socket out of service, and accept gets EINVAL.
        Assert.Equal(0, NativeShutdown(FindDescriptor(listener.LocalEndpoint), how: 2));

        var exception = await Assert.ThrowsAsync<SocketOperationException>(() => accepting);
        Assert.Equal(SocketOperation.Accept, exception.Operation);
        Assert.Equal(SocketError.InvalidArgument, exception.SocketErrorCode);
        Assert.Equal(listener.LocalEndpoint, exception.LocalEndpoint);
        Assert.StartsWith($"accept {listener.LocalEndpoint}: ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_to_a_missing_socket_file_says_so()
    {
        Endpoint missing = Endpoint.Local(Path.Combine(Path.GetTempPath(), $"missing-{Guid.NewGuid():N}"));

        ConnectResult result = await ClientSocket.ConnectAsync(missing, null, Token);

        var failed = Assert.IsType<ConnectResult.Failed>(result);
        Assert.Equal($"connect {missing}: no such socket file; start the server first, or correct the path", failed.Message);
    }

    [Fact]
    public async Task Connect_to_a_local_socket_of_another_type_says_so()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("EPROTOTYPE is Linux's answer.");
        string path = Path.Combine(Path.GetTempPath(), $"datagrams-{Guid.NewGuid():N}");
        using DatagramSocket datagrams = DatagramSocket.Bind(Endpoint.Local(path));

        ConnectResult result = await ClientSocket.ConnectAsync(datagrams.LocalEndpoint, null, Token);

        File.Delete(path);
        var failed = Assert.IsType<ConnectResult.Failed>(result);
        Assert.Equal(
            $"connect {datagrams.LocalEndpoint}: a socket of another type is there; " +
            "connect a stream to a stream, datagrams to a datagram socket",
            failed.Message);
    }

    [Fact]
    public async Task Connect_to_a_link_local_address_without_its_zone_says_what_is_missing()
    {
        if (!OperatingSystem.IsLinux() || !Socket.OSSupportsIPv6)
            Assert.Skip("EINVAL for a link-local address without a zone is Linux's answer.");

        ConnectResult result = await ClientSocket.ConnectAsync(Endpoint.Parse("[fe80::1]:80"), null, Token);

        if (result is ConnectResult.Unreachable)
            Assert.Skip("This machine has IPv6 switched off.");
        Assert.EndsWith(
            "needs its zone, as in [fe80::1%eth0]:80", Assert.IsType<ConnectResult.Failed>(result).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Send_of_a_datagram_that_is_too_large_says_the_limit()
    {
        using DatagramSocket socket = DatagramSocket.Bind(Endpoint.Loopback(0));

        var exception = await Assert.ThrowsAsync<SocketOperationException>(
            async () => await socket.SendToAsync(new byte[65_508], socket.LocalEndpoint, Token));

        Check(exception, SocketOperation.Send, SocketError.MessageSize, socket.LocalEndpoint, socket.LocalEndpoint,
            $"send from {socket.LocalEndpoint} to {socket.LocalEndpoint}: the datagram is too large; ");
    }

    [Fact]
    public async Task Send_to_a_broadcast_address_says_which_option_is_missing()
    {
        using DatagramSocket socket = DatagramSocket.Bind(Endpoint.Loopback(0));

        var exception = await Assert.ThrowsAsync<SocketOperationException>(
            async () => await socket.SendToAsync(new byte[1], Endpoint.Parse("127.255.255.255:9"), Token));

        Assert.Equal(SocketError.AccessDenied, exception.SocketErrorCode);
        Assert.StartsWith("a broadcast address needs Broadcast = true", exception.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_on_a_connected_datagram_socket_reports_that_the_peer_refused()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Other systems do not report ICMP on datagram sockets in this way.");
        Endpoint nobody;
        using (DatagramSocket closed = DatagramSocket.Bind(Endpoint.Loopback(0)))
            nobody = closed.LocalEndpoint;
        using DatagramSocket socket = DatagramSocket.Bind(Endpoint.Loopback(0));
        socket.Connect(nobody);
        await socket.SendAsync(new byte[1], Token);

        var exception = await Assert.ThrowsAsync<SocketOperationException>(
            async () => await socket.ReceiveFromAsync(new byte[1], Token));

        Check(exception, SocketOperation.Receive, SocketError.ConnectionRefused, socket.LocalEndpoint, nobody,
            $"receive at {socket.LocalEndpoint} from {nobody}: refused: nobody listens there; ");
    }

    [Fact]
    public void An_option_that_the_socket_does_not_have_says_so()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("Abstract local names exist on Linux only.");
        using DatagramSocket socket = DatagramSocket.Bind(Endpoint.Abstract($"socketbasics-{Guid.NewGuid():N}"));

        var exception = Assert.Throws<SocketOperationException>(() => socket.TimeToLive = 1);

        Assert.Equal(SocketOperation.Option, exception.Operation);
        Assert.Equal(SocketError.OperationNotSupported, exception.SocketErrorCode);
        Assert.Equal(
            $"change option {socket.LocalEndpoint}: not supported here; this kind of socket, network or system does not offer it",
            exception.Message);
    }

    [Fact]
    public void Leaving_a_group_that_was_not_joined_says_so()
    {
        using DatagramSocket socket = DatagramSocket.Bind(Endpoint.AnyV4(0));

        var exception = Assert.Throws<SocketOperationException>(() => socket.LeaveGroup(IPAddress.Parse("239.1.2.3")));

        Assert.Equal(SocketOperation.Membership, exception.Operation);
        Assert.Equal(SocketError.AddressNotAvailable, exception.SocketErrorCode);
        Assert.StartsWith(
            $"change group membership {socket.LocalEndpoint}: the group was not joined, or there is no such interface; ", exception.Message, StringComparison.Ordinal);
    }

    private static async Task<(Connection Client, Connection Server)> ConnectAsync()
    {
        await using ListeningSocket listener = ServerSocket.Create().Bind(Endpoint.Loopback(0)).Listen();
        ConnectResult result = await ClientSocket.ConnectAsync(listener.LocalEndpoint, null, Token);
        return (result.GetConnectionOrThrow(), await listener.AcceptAsync(Token));
    }

    private static int FindDescriptor(Endpoint local)
    {
        byte[] name = new byte[Endpoint.MaxSize];
        foreach (string entry in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            int descriptor = int.Parse(Path.GetFileName(entry), System.Globalization.CultureInfo.InvariantCulture);
            int length = name.Length;
            if (NativeGetName(descriptor, name, ref length) == 0
                && Endpoint.TryRead(name.AsSpan(0, length), out Endpoint endpoint) && endpoint == local)
            {
                return descriptor;
            }
        }

        throw new InvalidOperationException($"No descriptor is bound to {local}.");
    }

    private static void Check(
        SocketOperationException exception,
        SocketOperation operation,
        SocketError error,
        Endpoint local,
        Endpoint remote,
        string start)
    {
        Assert.Equal(operation, exception.Operation);
        Assert.Equal(error, exception.SocketErrorCode);
        Assert.Equal(local, exception.LocalEndpoint);
        Assert.Equal(remote, exception.RemoteEndpoint);
        Assert.StartsWith(start, exception.Message, StringComparison.Ordinal);
        Assert.EndsWith($"{exception.Cause}; {exception.Remedy}", exception.Message, StringComparison.Ordinal);
    }

    [DllImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeShutdown(int socket, int how);

    [DllImport("libc", EntryPoint = "getsockname", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeGetName(int socket, byte[] address, ref int length);
}
