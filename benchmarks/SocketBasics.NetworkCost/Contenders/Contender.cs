namespace SocketBasics.NetworkCost.Contenders;

/// <summary>A row of the tables.</summary>
/// <param name="Key">Its name in files and arguments.</param>
/// <param name="Title">Its name for readers, in Markdown.</param>
internal sealed record Contender(string Key, string Title)
{
    public static readonly Contender C = new("c", "C, epoll");
    public static readonly Contender CBlocking = new("c-blocking", "C, blocking");
    public static readonly Contender Epoll = new("epoll", "**SocketBasics, Linux**");
    public static readonly Contender EpollOnThreadPool =
        new("epoll-pool", "SocketBasics, Linux, `ContinueOnThreadPool`");

    public static readonly Contender Portable = new("portable", "**SocketBasics, portable**");
    public static readonly Contender Socket = new("socket", "`Socket`");
    public static readonly Contender SocketInline = new("socket-inline", "`Socket`, inline completions");
    public static readonly Contender SocketWithBuffer = new("socket-buffer", "`Socket`, with a buffer of 4 KiB");
    public static readonly Contender TcpListener = new("tcp-listener", "`TcpListener`, `NetworkStream`");
    public static readonly Contender TcpClient = new("tcp-client", "`TcpClient`");
    public static readonly Contender Kestrel = new("kestrel", "Kestrel's socket transport");
    public static readonly Contender Go = new("go", "Go");
    public static readonly Contender Java = new("java", "Java NIO");
    public static readonly Contender Node = new("node", "Node");

    public static IReadOnlyList<Contender> All { get; } =
    [
        C, CBlocking, Epoll, EpollOnThreadPool, Portable, Socket, SocketInline, SocketWithBuffer,
        TcpListener, TcpClient, Kestrel, Go, Java, Node,
    ];

    /// <summary>Gets the servers that have every handler.</summary>
    public static IReadOnlyList<Contender> CAndDotNetServers { get; } =
        [C, Epoll, EpollOnThreadPool, Portable, Socket, SocketInline, TcpListener, Kestrel];

    public static IReadOnlyList<Contender> Servers { get; } = [.. CAndDotNetServers, Go, Java, Node];

    public static IReadOnlyList<Contender> IdleServers { get; } =
        [C, Epoll, Portable, Socket, SocketWithBuffer, TcpListener, Kestrel, Go, Java, Node];

    public static IReadOnlyList<Contender> Clients { get; } =
        [C, CBlocking, Epoll, Portable, Socket, SocketInline, TcpClient];

    public static Contender Of(string key) => All.Single(contender => contender.Key == key);
}
