using System.Diagnostics;
using SocketBasics.Networks;

namespace SocketBasics.NetworkCost.Servers;

/// <summary>
/// A server as a program written with one library would have it. The loops stand in each of them: a common wrapper
/// would add its own task to every operation, and make all libraries look alike.
/// </summary>
internal abstract class Server
{
    protected const int Backlog = 4096;
    protected const int MessageBuffer = 4096;
    protected const int Block = 64 * 1024;

    private const int BlockEvery = 200;

    private static readonly TimeSpan Work = TimeSpan.FromMicroseconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private static long _messages;

    public static Server? Create(string library) => library switch
    {
        "epoll" => new SocketBasicsServer(EpollNetwork()),
        "epoll-pool" => new SocketBasicsServer(EpollOnThreadPool()),
        "portable" => new SocketBasicsServer(Network.Portable),
        "socket" => new SocketServer(),
        "tcp-listener" => new TcpListenerServer(),
#if KESTREL
        "kestrel" => new KestrelServer(),
#endif
        _ => null,
    };

    /// <summary>Listens on a free port of the loopback, with TCP_NODELAY for what is accepted.</summary>
    public abstract int Listen();

    /// <summary>Accepts connections and serves each of them, without end.</summary>
    public abstract Task AcceptAllAsync(Handler handler);

    /// <summary>What a handler does with a message before it answers.</summary>
    protected static void WorkLike(Handler handler)
    {
        if (handler == Handler.Work)
        {
            long start = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(start) < Work)
            {
            }
        }

        if (handler == Handler.Block && Interlocked.Increment(ref _messages) % BlockEvery == 0)
            Thread.Sleep(Pause);
    }

    private static Network EpollNetwork() =>
        Network.Epoll ?? throw new PlatformNotSupportedException("There is no epoll(7) here.");

    private static Network EpollOnThreadPool()
    {
        AppContext.SetSwitch("SocketBasics.ContinueOnThreadPool", true);
        return EpollNetwork();
    }
}
