using System.Net.Sockets;

namespace SocketBasics.Conformance;

/// <summary>How a local connection answers to the options of TCP.</summary>
public abstract class LocalOptionsConformance(NetworkUnderTest under) : NetworkConformance(under)
{
    [Fact(Timeout = Hang)]
    public async Task NoDelay_has_no_meaning_and_does_no_harm()
    {
        using ConnectedPair pair = await ConnectPairAsync(
            ServerOptions with { KeepAlive = new() }, ClientOptions with { KeepAlive = new() });

        pair.Client.NoDelay = true;

        Assert.False(pair.Client.NoDelay);
    }

    [Fact(Timeout = Hang)]
    public async Task SetKeepAlive_is_not_supported_and_says_so()
    {
        using ConnectedPair pair = await ConnectPairAsync();

        var exception = Assert.Throws<SocketOperationException>(() => pair.Client.SetKeepAlive(new()));

        Assert.Equal(SocketError.OperationNotSupported, exception.SocketErrorCode);
        Assert.Equal(SocketOperation.Option, exception.Operation);
    }

    [Fact(Timeout = Hang)]
    public async Task A_client_that_did_not_bind_is_unnamed()
    {
        using ConnectedPair pair = await ConnectPairAsync();

        Assert.Equal(Endpoint.Unnamed, pair.Client.LocalEndpoint);
        Assert.Equal(Endpoint.Unnamed, pair.Server.RemoteEndpoint);
    }
}
