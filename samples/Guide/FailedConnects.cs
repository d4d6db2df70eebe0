using SocketBasics;

namespace Guide;

/// <summary>The code of docs/guide/failed-connects.md.</summary>
internal static class FailedConnects
{
    public static async Task TellAsync(string host, int port)
    {
        ConnectResult result = await ClientSocket.ConnectAsync(host, port);
        if (result is not ConnectResult.Connected(var connection))
        {
            Console.WriteLine(result.Report);
            return;
        }

        await connection.CloseAsync(TimeSpan.Zero);
    }
}
