using System.Diagnostics;

namespace SocketBasics.Tool.Listen;

/// <summary>One accepted connection, from its line in the log to the other.</summary>
internal static class Caller
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Serves until the peer ends, or the token does; logs both, and closes the connection.</summary>
    public static async Task ServeAsync(
        Connection connection, int number, bool echoes, ListenLog log, CancellationToken stop)
    {
        long start = Stopwatch.GetTimestamp();
        long received = 0;
        long sent = 0;
        string end = "ended by the caller";
        log.Accepted(connection, number);
        await using (connection)
        {
            try
            {
                byte[] buffer = new byte[64 * 1024];
                while (await connection.ReceiveAsync(buffer, stop) is var count and > 0)
                {
                    received += count;
                    if (!echoes)
                        continue;
                    await connection.SendAsync(buffer.AsMemory(0, count), stop);
                    sent += count;
                }
            }
            catch (SocketOperationException exception)
            {
                end = exception.Cause;
            }
            catch (OperationCanceledException)
            {
                end = await CloseAsync(connection);
            }
        }

        log.Ended(connection, number, end, received, sent, Stopwatch.GetElapsedTime(start));
    }

    private static async Task<string> CloseAsync(Connection connection)
    {
        try
        {
            await connection.CloseAsync(Patience);
        }
        catch (Exception exception) when (exception is SocketOperationException or InvalidOperationException)
        {
            // The caller was faster, or something was half sent: the dispose that follows resets.
        }

        return "closed, because this program ends";
    }
}
