using System.Text;
using SocketBasics;

namespace Tour;

/// <summary>Bytes both ways, and the end of each way.</summary>
internal static class Conversation
{
    public static async Task RunAsync(
        Page page, Connection client, Connection accepted, CancellationToken cancellationToken)
    {
        page.Chapter("Bytes go both ways, and each way ends by itself");

        page.Step("send, recv", "client.SendAsync(\"hello\"), echoed by the server");
        await client.SendAsync("hello"u8.ToArray(), cancellationToken);
        string heard = await ReceiveAsync(accepted, cancellationToken);
        await accepted.SendAsync(Encoding.UTF8.GetBytes(heard), cancellationToken);
        string echo = await ReceiveAsync(client, cancellationToken);
        page.Result($"the client received \"{echo}\"", echo == "hello");

        page.Step("shutdown", "client.ShutdownSend()");
        client.ShutdownSend();
        string end = await ReceiveAsync(accepted, cancellationToken);
        page.Result("the server received 0 bytes: the end of that half", end == "");

        await accepted.SendAsync("goodbye"u8.ToArray(), cancellationToken);
        string answer = await ReceiveAsync(client, cancellationToken);
        page.Check($"the other half is open: the client still received \"{answer}\"", answer == "goodbye");

        page.Step("close", "accepted.CloseAsync(timeout)");
        bool isPolite = await accepted.CloseAsync(TimeSpan.FromSeconds(5));
        page.Result("both sides have said that they are done", isPolite);
    }

    // A stream has no messages; these few bytes over loopback come in one piece, and nothing else is on its way.
    private static async Task<string> ReceiveAsync(Connection connection, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[64];
        int count = await connection.ReceiveAsync(buffer, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, count);
    }
}
