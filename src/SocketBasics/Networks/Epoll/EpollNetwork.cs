using SocketBasics.Networks.Portable;

namespace SocketBasics.Networks.Epoll;

/// <summary>The network of Linux: stream sockets by system calls and an epoll instance of our own.</summary>
/// <remarks>Datagram and raw sockets, of which a program has few, and the lookup of names are those of the portable one.</remarks>
internal sealed class EpollNetwork : PortableNetwork
{
    private readonly EventLoop _loop;

    private EpollNetwork(EventLoop loop) => _loop = loop;

    public override string Name => "epoll";

    /// <summary>Gets the network, or none where there is no epoll. Whoever never asks has no descriptor of it.</summary>
    public static EpollNetwork? Instance { get; } =
        OperatingSystem.IsLinux() && EventLoop.TryCreate() is { } loop ? new(loop) : null;

    public override NetworkResult<NetworkListener> Bind(Endpoint local, ServerSocketOptions options)
    {
        NetworkResult<NetworkListener> bound = base.Bind(local, options);
        return bound.IsSuccess ? new EpollListener((PortableListener)bound.Value, _loop) : bound;
    }

    public override ValueTask<NetworkAttempt> ConnectAsync(
        Endpoint remote, ConnectOptions options, CancellationToken cancellationToken) =>
        EpollAttempt.RunAsync(_loop, remote, options, cancellationToken);
}
