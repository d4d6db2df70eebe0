using System.Runtime.ExceptionServices;

namespace SocketBasics.Networks.Epoll;

/// <summary>Hands work over to the ThreadPool, also when the system has no thread to give.</summary>
internal static class Offload
{
    /// <summary>Lets an item run in the ThreadPool.</summary>
    /// <remarks>
    /// The pool queues the item first, and then wants a thread for it. Where descriptors or threads have run out, that is an
    /// OutOfMemoryException (measured on .NET 10), and the item runs when a thread of the pool comes by. It must not end the
    /// thread of everybody's sockets.
    /// </remarks>
    public static void Queue(IThreadPoolWorkItem item)
    {
        try
        {
            ThreadPool.UnsafeQueueUserWorkItem(item, preferLocal: false);
        }
        catch (Exception exception) when (exception is OutOfMemoryException or ThreadStartException)
        {
        }
    }

    /// <summary>Lets an exception go unhandled in the ThreadPool, as the framework does with that of an async void method.</summary>
    public static void Throw(Exception exception) => Queue(new Thrown(exception));

    private sealed class Thrown(Exception exception) : IThreadPoolWorkItem
    {
        public void Execute() => ExceptionDispatchInfo.Throw(exception);
    }
}
