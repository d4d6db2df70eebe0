namespace SocketBasics.Networks.Epoll;

/// <summary>What came of the wish to wait for a socket.</summary>
internal enum WaitStart
{
    /// <summary>The operation waits; whoever takes it away from the socket completes it.</summary>
    Waiting,

    /// <summary>Something has happened since the operation looked: it should look again.</summary>
    Ready,

    /// <summary>The socket is closed.</summary>
    Closed,
}
