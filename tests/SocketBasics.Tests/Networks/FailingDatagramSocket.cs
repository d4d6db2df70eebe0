using System.Net;
using SocketBasics.Networks;

namespace SocketBasics.Tests.Networks;

/// <summary>A datagram socket whose every operation gives the same error.</summary>
internal sealed class FailingDatagramSocket(NetworkError error) : NetworkDatagramSocket
{
    public override Endpoint LocalEndpoint => Endpoint.Loopback(40_000);

    public override NetworkError Connect(Endpoint remote) => error;

    public override ValueTask<NetworkResult<ReceivedDatagram>> ReceiveAsync(
        Memory<byte> buffer, CancellationToken cancellationToken) => new(error);

    public override ValueTask<NetworkError> SendAsync(
        ReadOnlyMemory<byte> datagram, Endpoint? destination, CancellationToken cancellationToken) => new(error);

    public override NetworkError JoinGroup(IPAddress group, int interfaceIndex) => error;

    public override NetworkError SetOption(DatagramOption name, int value) => error;

    protected override void Dispose(bool disposing)
    {
    }
}
