using System.Net;
using System.Net.Sockets;
using SocketBasics.Networks;
using SocketBasics.Tests.Networks;

namespace SocketBasics.Tests.Errors;

/// <summary>Whatever a network answers, the message has operation, endpoints, cause and remedy.</summary>
public sealed class MessageTests
{
    private static readonly SocketError[] NotErrors =
        [SocketError.Success, SocketError.OperationAborted, SocketError.IOPending];

    public static TheoryData<SocketOperation> Operations => [.. Enum.GetValues<SocketOperation>()];

    // Seen to fail with: the last row of ErrorText.For giving an empty remedy.
    [Theory]
    [MemberData(nameof(Operations))]
    public async Task No_error_of_an_operation_leaves_its_user_without_cause_or_remedy(SocketOperation operation)
    {
        foreach (SocketError error in Enum.GetValues<SocketError>().Except(NotErrors))
        {
            foreach (int? errno in (int?[])[null, 4711])
            {
                if (operation == SocketOperation.Accept && !EndsAccept(error))
                    continue;

                Exception? thrown = await Record.ExceptionAsync(() => FailAsync(operation, new(error, errno)));

                var exception = Assert.IsType<SocketOperationException>(thrown);
                Assert.Equal(operation, exception.Operation);
                Assert.Equal(error, exception.SocketErrorCode);
                Assert.Equal(errno, exception.Errno);
                Assert.False(string.IsNullOrWhiteSpace(exception.Cause));
                Assert.False(string.IsNullOrWhiteSpace(exception.Remedy));
                Assert.EndsWith($": {exception.Cause}; {exception.Remedy}", exception.Message, StringComparison.Ordinal);
                Assert.Matches("127\\.0\\.0\\.1:[0-9]+", exception.Message);
                Assert.DoesNotContain('\n', exception.Message);
            }
        }
    }

    /// <summary>accept(2) skips errors of a connection and waits when the system is out of something.</summary>
    private static bool EndsAccept(SocketError error) => error is SocketError.InvalidArgument
        or SocketError.NotSocket or SocketError.Fault or SocketError.NotInitialized or SocketError.ProtocolType;

    private static async Task FailAsync(SocketOperation operation, NetworkError error)
    {
        CancellationToken token = TestContext.Current.CancellationToken;
        var connecting = new ConnectOptions { Network = ScriptedNetwork.Answering(NetworkAttempt.Failed(error)) };
        var failing = ScriptedNetwork.Answering(NetworkAttempt.Connected(new FailingConnection(error)));
        Task<ConnectResult> ConnectAsync(Network network) => ClientSocket.ConnectAsync(
            Endpoint.Loopback(7), new ConnectOptions { Network = network }, token).AsTask();
        BoundServerSocket Bind(NetworkError onListen, NetworkError onAccept)
        {
            var network = new ScriptedNetwork
            {
                OnBind = () => new(new FailingListener(onListen, onAccept), NetworkError.None),
            };
            return ServerSocket.Create(new() { Network = network }).Bind(Endpoint.Loopback(7));
        }

        DatagramSocket Datagrams() => DatagramSocket.Bind(Endpoint.Loopback(7), new()
        {
            Network = new ScriptedNetwork
            {
                OnBindDatagram = () => new(new FailingDatagramSocket(error), NetworkError.None),
            },
        });

        switch (operation)
        {
            case SocketOperation.Bind:
                ServerSocket.Create(new() { Network = new ScriptedNetwork { OnBind = () => error } }).Bind(Endpoint.Loopback(7));
                break;
            case SocketOperation.Listen:
                Bind(error, NetworkError.None).Listen();
                break;
            case SocketOperation.Accept:
                await using (ListeningSocket listener = Bind(NetworkError.None, error).Listen())
                    (await listener.AcceptAsync(token)).Dispose();
                break;
            case SocketOperation.Connect:
                (await ClientSocket.ConnectAsync(Endpoint.Loopback(7), connecting, token)).GetConnectionOrThrow();
                break;
            case SocketOperation.Receive:
                using (Connection connection = (await ConnectAsync(failing)).GetConnectionOrThrow())
                    Assert.NotEqual(0, await connection.ReceiveAsync(new byte[1], token));
                break;
            case SocketOperation.Send:
                using (Connection connection = (await ConnectAsync(failing)).GetConnectionOrThrow())
                    await connection.SendAsync(new byte[1], token);
                break;
            case SocketOperation.Shutdown:
                using (Connection connection = (await ConnectAsync(failing)).GetConnectionOrThrow())
                    connection.ShutdownSend();
                break;
            case SocketOperation.OpenRaw:
                RawSocket.Bind(
                    Endpoint.Parse("127.0.0.1:0"),
                    RawProtocol.Icmp,
                    new() { Network = new ScriptedNetwork { OnBindDatagram = () => error } });
                break;
            case SocketOperation.Membership:
                using (DatagramSocket socket = Datagrams())
                    socket.JoinGroup(IPAddress.Parse("239.1.2.3"));
                break;
            case SocketOperation.Option:
                using (DatagramSocket socket = Datagrams())
                    socket.TimeToLive = 1;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(operation));
        }
    }
}
