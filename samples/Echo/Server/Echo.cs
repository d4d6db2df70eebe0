using SocketBasics;

namespace EchoServer;

/// <summary>Sends back what it receives, on any number of connections at once.</summary>
internal static class Echo
{
    /// <summary>Serves until the token is canceled; then closes every connection and returns.</summary>
    public static async Task RunAsync(ListeningSocket listener, TextWriter log, CancellationToken stop)
    {
        var conversations = new List<Task>();
        try
        {
            await foreach (Connection connection in listener.AcceptAllAsync(stop))
            {
                conversations.RemoveAll(conversation => conversation.IsCompleted);
                conversations.Add(ServeAsync(connection, log, stop));
            }
        }
        catch (OperationCanceledException)
        {
        }

        await Task.WhenAll(conversations);
    }

    private static async Task ServeAsync(Connection connection, TextWriter log, CancellationToken stop)
    {
        long total = 0;
        string end = "ended by the client";
        try
        {
            await using (connection)
            {
                byte[] buffer = new byte[4096];
                while (await connection.ReceiveAsync(buffer, stop) is var count and > 0)
                {
                    await connection.SendAsync(buffer.AsMemory(0, count), stop);
                    total += count;
                }
            }
        }
        catch (SocketOperationException exception)
        {
            // A reset, or a client that vanished: the end of this connection, and of no other.
            end = exception.Cause;
        }
        catch (OperationCanceledException)
        {
            end = "closed, because the server stops";
        }

        log.WriteLine($"{connection.RemoteEndpoint}: {end}, {total} bytes echoed");
    }
}
