namespace SocketBasics.Networks.Epoll;

/// <summary>An operation that waits until a socket is ready.</summary>
internal abstract class ReadinessWaiter : IThreadPoolWorkItem
{
    /// <summary>Gets the number of this use: the object serves one operation after the other.</summary>
    public abstract short Version { get; }

    /// <summary>
    /// Goes on: tries again, or begins to wait. The one who calls has taken the operation away from its socket, or was
    /// given it to run later.
    /// </summary>
    public abstract void Resume();

    /// <summary>Ends, because the socket was closed. The one who calls has taken the operation away from its socket.</summary>
    public abstract void Abandon();

    void IThreadPoolWorkItem.Execute() => Resume();
}
