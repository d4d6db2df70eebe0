using System.Net;
using System.Net.Sockets;
using SocketBasics.Tests.LocalFiles;

namespace SocketBasics.Tests.Datagrams;

public sealed class DatagramErrorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory(Timeout = Hang.Milliseconds)]
    [InlineData("IPv4", 65_508)]
    [InlineData("IPv6", 65_528)]
    [InlineData("abstract", 4_000_000)]
    public async Task A_datagram_that_is_too_large_is_refused_with_a_remedy_and_the_socket_lives_on(string kind, int size)
    {
        using var directory = new TemporaryDirectory();
        using DatagramSocket socket = DatagramTests.Bind(kind, directory, "socket");
        var exception = await Assert.ThrowsAsync<SocketOperationException>(
            async () => await socket.SendToAsync(new byte[size], socket.LocalEndpoint, Token));
        Assert.Equal(SocketError.MessageSize, exception.SocketErrorCode);
        Assert.Contains("too large", exception.Message, StringComparison.Ordinal);
        Assert.Contains(kind == "abstract" ? "SendBufferSize" : "65 507", exception.Remedy, StringComparison.Ordinal);

        await socket.SendToAsync(new byte[7], socket.LocalEndpoint, Token);
        Assert.Equal(7, (await socket.ReceiveFromAsync(new byte[8], Token)).Length);
    }

    [Fact(Timeout = Hang.Milliseconds)]
    public async Task A_broadcast_needs_the_option()
    {
        using DatagramSocket listener = DatagramSocket.Bind(Endpoint.AnyV4(0));
        using DatagramSocket socket = DatagramSocket.Bind(Endpoint.Loopback(0));
        Endpoint everybody = Endpoint.IP(IPAddress.Parse("127.255.255.255"), listener.LocalEndpoint.Port);
        Assert.False(socket.Broadcast);
        var exception = await Assert.ThrowsAsync<SocketOperationException>(async () => await socket.SendToAsync(new byte[1], everybody, Token));
        Assert.Equal(SocketError.AccessDenied, exception.SocketErrorCode);
        Assert.Contains("Broadcast = true", exception.Remedy, StringComparison.Ordinal);

        socket.Broadcast = true;
        Assert.True(socket.Broadcast);
        await socket.SendToAsync(new byte[2], everybody, Token);
        Assert.Equal(new ReceivedDatagram(2, socket.LocalEndpoint), await listener.ReceiveFromAsync(new byte[8], Token));

        socket.Broadcast = false;
        await Assert.ThrowsAsync<SocketOperationException>(async () => await socket.SendToAsync(new byte[1], everybody, Token));
    }

    [Fact]
    public void Destinations_that_name_nobody_are_refused_without_a_system_call()
    {
        using DatagramSocket socket = DatagramSocket.Bind(Endpoint.Any(0));
        Endpoint[] nobody = [default, Endpoint.Unnamed, Endpoint.Any(80), Endpoint.AnyV4(80), Endpoint.AnyV6(80), Endpoint.Loopback(0)];
        foreach (Endpoint destination in nobody)
        {
            Assert.Equal("destination", Assert.Throws<ArgumentException>(() => { _ = socket.SendToAsync(new byte[1], destination, Token).AsTask(); }).ParamName);
            Assert.Equal("remote", Assert.Throws<ArgumentException>(() => socket.Connect(destination)).ParamName);
        }
    }

    // Seen to fail with: the kernel's answers, of which one (IPv4 from an IPv6-only socket) is "network unreachable".
    [Fact]
    public void Destinations_of_another_family_are_refused_without_a_system_call()
    {
        using DatagramSocket v4 = DatagramSocket.Bind(Endpoint.Loopback(0));
        using DatagramSocket v6 = DatagramSocket.Bind(Endpoint.AnyV6(0));
        using DatagramSocket dual = DatagramSocket.Bind(Endpoint.Any(0));
        Endpoint local = Endpoint.Local("/nowhere");
        (DatagramSocket, Endpoint)[] pairs =
            [(v4, Endpoint.LoopbackV6(9)), (v4, local), (v6, Endpoint.Loopback(9)), (v6, local), (dual, local), (dual, Endpoint.Abstract("x"))];
        foreach ((DatagramSocket socket, Endpoint other) in pairs)
        {
            var exception = Assert.Throws<ArgumentException>(() => { _ = socket.SendToAsync(new byte[1], other, Token).AsTask(); });
            Assert.Equal("destination", exception.ParamName);
            Assert.Contains("family", exception.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => socket.Connect(other));
        }

        if (!OperatingSystem.IsLinux())
            return;
        using DatagramSocket unnamed = DatagramSocket.Bind(Endpoint.Unnamed);
        Assert.Throws<ArgumentException>(() => unnamed.Connect(Endpoint.Loopback(9)));
    }

    [Theory]
    [MemberData(nameof(DatagramTests.Kinds), MemberType = typeof(DatagramTests))]
    public void Bind_to_an_address_in_use_says_so(string kind)
    {
        if (kind == "unnamed")
            return;
        using var directory = new TemporaryDirectory();
        using DatagramSocket first = DatagramTests.Bind(kind, directory, "same");
        var exception = Assert.Throws<SocketOperationException>(() => DatagramSocket.Bind(first.LocalEndpoint));
        Assert.Equal(SocketError.AddressAlreadyInUse, exception.SocketErrorCode);
        Assert.Equal(SocketOperation.Bind, exception.Operation);
        Assert.Equal(first.LocalEndpoint, exception.LocalEndpoint);
        Assert.DoesNotContain("-tlnp", exception.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("or set ReplaceStaleLocalFile", exception.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Bind_says_what_is_wrong_with_the_endpoint()
    {
        Assert.Equal("local", Assert.Throws<ArgumentException>(() => DatagramSocket.Bind(default)).ParamName);

        var foreign = Assert.Throws<SocketOperationException>(() => DatagramSocket.Bind(Endpoint.IP(IPAddress.Parse("203.0.113.7"), 0)));
        Assert.Equal(SocketError.AddressNotAvailable, foreign.SocketErrorCode);

        var missing = Assert.Throws<SocketOperationException>(() => DatagramSocket.Bind(Endpoint.Local("/nowhere/at/all")));
        Assert.Equal("no such directory", missing.Cause);

        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory["file"], "");
        var notDirectory = Assert.Throws<SocketOperationException>(() => DatagramSocket.Bind(Endpoint.Local(directory["file/socket"])));
        Assert.Contains("a part of the path is no directory", notDirectory.Remedy, StringComparison.Ordinal);
    }

    [Theory(Timeout = Hang.Milliseconds)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_local_peer_that_is_missing_or_gone_is_told(bool wasThere)
    {
        using var directory = new TemporaryDirectory();
        using DatagramSocket socket = DatagramTests.Bind("unnamed", directory, "");
        Endpoint path = Endpoint.Local(directory["peer"]);
        if (wasThere)
            StaleLocalFileTests.MakeStale(directory["peer"]);

        SocketError expected = wasThere ? SocketError.ConnectionRefused : SocketError.AddressNotAvailable;
        var send = await Assert.ThrowsAsync<SocketOperationException>(async () => await socket.SendToAsync(new byte[1], path, Token));
        Assert.Equal(expected, send.SocketErrorCode);
        var connect = Assert.Throws<SocketOperationException>(() => socket.Connect(path));
        Assert.Equal(expected, connect.SocketErrorCode);
        Assert.Equal(wasThere ? "refused: nobody listens there" : "no such socket file", send.Cause);
        Assert.Equal(send.Cause, connect.Cause);
        Assert.Null(socket.RemoteEndpoint);
    }

    [Fact]
    public void A_stream_socket_is_no_peer_for_datagrams()
    {
        using var directory = new TemporaryDirectory();
        using DatagramSocket socket = DatagramTests.Bind("unnamed", directory, "");
        Endpoint path = Endpoint.Local(directory["stream"]);
        using ListeningSocket listener = ServerSocket.Create().Bind(path).Listen();
        var exception = Assert.Throws<SocketOperationException>(() => socket.Connect(path));
        Assert.Equal(SocketError.ProtocolType, exception.SocketErrorCode);
        Assert.Equal("a socket of another type is there", exception.Cause);
    }

    [Fact]
    public async Task A_disposed_socket_says_so_everywhere()
    {
        DatagramSocket socket = DatagramSocket.Bind(Endpoint.Loopback(0));
        Endpoint local = socket.LocalEndpoint;
        socket.Connect(local);
        socket.Dispose();
        socket.Dispose();
        await socket.DisposeAsync();

        Assert.Throws<ObjectDisposedException>(() => { _ = socket.ReceiveFromAsync(new byte[1], Token).AsTask(); });
        Assert.Throws<ObjectDisposedException>(() => { _ = socket.SendAsync(new byte[1], Token).AsTask(); });
        Assert.Throws<ObjectDisposedException>(() => { _ = socket.SendToAsync(new byte[1], local, Token).AsTask(); });
        Assert.Throws<ObjectDisposedException>(() => socket.Connect(local));
        Assert.Throws<ObjectDisposedException>(() => socket.Broadcast);
        Assert.Throws<ObjectDisposedException>(() => socket.TimeToLive = 5);
        Assert.Throws<ObjectDisposedException>(() => socket.MulticastTimeToLive);
        Assert.Throws<ObjectDisposedException>(() => socket.MulticastLoopback = true);
        Assert.Throws<ObjectDisposedException>(() => socket.JoinGroup(IPAddress.Parse("239.1.1.1")));
        Assert.Throws<ObjectDisposedException>(() => socket.LeaveGroup(IPAddress.Parse("239.1.1.1")));
        Assert.Equal(local, socket.LocalEndpoint);
        Assert.Equal(local, socket.RemoteEndpoint);
    }
}
