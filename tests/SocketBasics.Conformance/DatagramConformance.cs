namespace SocketBasics.Conformance;

/// <summary><see cref="DatagramSocket"/>.</summary>
public abstract class DatagramConformance(NetworkUnderTest under) : NetworkConformance(under)
{
    private DatagramSocketOptions Options => new() { Network = Under.Network };

    [Fact(Timeout = Hang)]
    public async Task A_datagram_arrives_whole_with_its_senders_endpoint_and_can_be_answered()
    {
        using DatagramSocket server = Bind();
        using DatagramSocket client = BindClient();
        Assert.Equal(Under.HasPorts, server.LocalEndpoint.Port != 0);
        byte[] buffer = new byte[100];

        await client.SendToAsync(Hello, Under.ToConnect(server.LocalEndpoint), Stop);
        ReceivedDatagram asked = await server.ReceiveFromAsync(buffer, Stop);
        Assert.Equal(Hello, buffer[..asked.Length]);
        Assert.Equal(client.LocalEndpoint, asked.Sender);

        await server.SendToAsync(Message(7), asked.Sender, Stop);
        ReceivedDatagram answer = await client.ReceiveFromAsync(buffer, Stop);
        Assert.Equal(Message(7), buffer[..answer.Length]);
        Assert.Equal(Under.ToConnect(server.LocalEndpoint), answer.Sender);
    }

    [Fact(Timeout = Hang)]
    public async Task Datagrams_keep_their_borders_and_an_empty_one_is_a_datagram()
    {
        using DatagramSocket server = Bind();
        using DatagramSocket client = BindClient();
        Endpoint destination = Under.ToConnect(server.LocalEndpoint);
        byte[] buffer = new byte[100];

        foreach (int length in new[] { 3, 0, 5 })
            await client.SendToAsync(Message(length), destination, Stop);

        foreach (int length in new[] { 3, 0, 5 })
            Assert.Equal(length, (await server.ReceiveFromAsync(buffer, Stop)).Length);
    }

    [Fact(Timeout = Hang)]
    public async Task A_datagram_that_does_not_fit_is_cut_and_says_how_long_it_was()
    {
        using DatagramSocket server = Bind();
        using DatagramSocket client = BindClient();
        await client.SendToAsync(Message(50), Under.ToConnect(server.LocalEndpoint), Stop);
        await client.SendToAsync(Hello, Under.ToConnect(server.LocalEndpoint), Stop);
        byte[] buffer = new byte[10];

        ReceivedDatagram cut = await server.ReceiveFromAsync(buffer, Stop);

        Assert.Equal(50, cut.Length);
        Assert.Equal(Message(50)[..10], buffer);
        Assert.Equal(Hello.Length, (await server.ReceiveFromAsync(buffer, Stop)).Length);
    }

    [Fact(Timeout = Hang)]
    public async Task A_connected_socket_sends_to_its_peer_and_hears_nobody_else()
    {
        using DatagramSocket server = Bind();
        using DatagramSocket stranger = BindClient();
        using DatagramSocket client = BindClient();
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.SendAsync(Hello, Stop).AsTask());
        client.Connect(Under.ToConnect(server.LocalEndpoint));
        Assert.Equal(Under.ToConnect(server.LocalEndpoint), client.RemoteEndpoint);
        byte[] buffer = new byte[100];

        await client.SendAsync(Hello, Stop);
        ReceivedDatagram asked = await server.ReceiveFromAsync(buffer, Stop);
        await TrySendAsync(stranger, asked.Sender);
        await server.SendToAsync(Message(7), asked.Sender, Stop);

        ReceivedDatagram answer = await client.ReceiveFromAsync(buffer, Stop);
        Assert.Equal(7, answer.Length);
    }

    [Fact(Timeout = Hang)]
    public async Task No_datagram_is_lost_when_receives_are_canceled_while_datagrams_arrive()
    {
        using DatagramSocket server = Bind();
        using DatagramSocket client = BindClient();
        byte[] buffer = new byte[16];
        var race = new CloseRace();
        for (int i = 0; i < 300; i++)
        {
            using var cancel = new CancellationTokenSource();
            Task<ReceivedDatagram> receive = server.ReceiveFromAsync(buffer, cancel.Token).AsTask();
            byte[] datagram = [(byte)i];
            await race.RunAsync(
                () => client.SendToAsync(datagram, Under.ToConnect(server.LocalEndpoint), Stop).AsTask(), cancel);

            ReceivedDatagram received;
            try
            {
                received = await receive;
                race.ArrivedFirst();
            }
            catch (OperationCanceledException exception)
            {
                Assert.Equal(cancel.Token, exception.CancellationToken);
                received = await server.ReceiveFromAsync(buffer, Stop);
                race.CanceledFirst();
            }

            Assert.Equal(1, received.Length);
            Assert.Equal((byte)i, buffer[0]);
        }
    }

    [Fact(Timeout = Hang)]
    public async Task A_waiting_receive_ends_with_ObjectDisposedException_when_its_socket_is_disposed()
    {
        DatagramSocket server = Bind();
        Task<ReceivedDatagram> receive = server.ReceiveFromAsync(new byte[1], Stop).AsTask();
        await Assert.ThrowsAsync<InvalidOperationException>(() => server.ReceiveFromAsync(new byte[1], Stop).AsTask());

        server.Dispose();
        await server.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => receive);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => server.ReceiveFromAsync(new byte[1], Stop).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(
            () => server.SendToAsync(Hello, Under.ToConnect(server.LocalEndpoint), Stop).AsTask());
    }

    [Fact]
    public async Task An_endpoint_that_names_no_destination_is_an_ArgumentException()
    {
        using DatagramSocket client = BindClient();

        foreach (Endpoint endpoint in new[] { default, Endpoint.Unnamed, Endpoint.Any(80), Endpoint.Loopback(0) })
        {
            await Assert.ThrowsAsync<ArgumentException>(() => client.SendToAsync(Hello, endpoint, Stop).AsTask());
            Assert.Throws<ArgumentException>(() => client.Connect(endpoint));
        }

        Assert.Throws<ArgumentException>(() => DatagramSocket.Bind(default, Options));
    }

    private static async Task TrySendAsync(DatagramSocket socket, Endpoint destination)
    {
        try
        {
            await socket.SendToAsync(Hello, destination, Stop);
        }
        catch (SocketOperationException)
        {
            // unix(7): a connected local socket refuses other senders (EPERM), where UDP drops what they send.
        }
    }

    private DatagramSocket Bind() => DatagramSocket.Bind(Under.NewServerEndpoint(), Options);

    private DatagramSocket BindClient() => DatagramSocket.Bind(Under.NewClientEndpoint(), Options);
}
