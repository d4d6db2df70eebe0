using SocketBasics.Networks;

namespace SocketBasics.NetworkCost.Clients;

/// <summary>The loops that a program written with one library would have.</summary>
internal abstract class Client
{
    public static Client? Create(string library) => library switch
    {
        "epoll" => new SocketBasicsClient(Network.Epoll ?? throw new PlatformNotSupportedException("no epoll(7)")),
        "portable" => new SocketBasicsClient(Network.Portable),
        "socket" => new SocketClient(),
        "tcp-client" => new TcpClientClient(),
        _ => null,
    };

    public abstract Task ConnectAsync(int port, LatencyLog latencies);

    public abstract Task BeRefusedAsync(int port, LatencyLog latencies);

    protected static InvalidOperationException SomebodyListens() => new("Somebody listens there.");
}
