using System.Diagnostics;
using System.Globalization;

namespace SocketBasics.Probe;

/// <summary>
/// Connects with a user time-out to endpoints whose handshake takes longer, and sends once the router drops everything.
/// </summary>
internal static class UserTimeoutProbe
{
    private static readonly ConnectOptions Options = new() { UserTimeout = TimeSpan.FromSeconds(1) };

    // Without the option the kernel goes on for about 15 minutes.
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(TextReader input, TextWriter output)
    {
        var runs = new List<Task<string>>();
        while (await input.ReadLineAsync() is { } line)
            runs.Add(RunAsync(Endpoint.Parse(line)));
        foreach (string line in await Task.WhenAll(runs))
            await output.WriteLineAsync(line);
    }

    private static async Task<string> RunAsync(Endpoint remote)
    {
        ConnectResult result = await ClientSocket.ConnectAsync(remote, Options);
        string line = ConnectProbe.Describe(remote.ToString(), result);
        if (!result.TryGetConnection(out Connection? connection))
            return line;

        using (connection)
        {
            Router.AddRoute("blackhole", remote);
            long sent = Stopwatch.GetTimestamp();
            string told = await SendAsync(connection);
            double waited = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            Router.RemoveRoute("blackhole", remote);
            return string.Join('\t', line, told, waited.ToString("0", CultureInfo.InvariantCulture));
        }
    }

    private static async Task<string> SendAsync(Connection connection)
    {
        using var hang = new CancellationTokenSource(HangGuard);
        byte[] one = [1];
        try
        {
            await connection.SendAsync(one, hang.Token);
            return $"received {await connection.ReceiveAsync(one, hang.Token)}";
        }
        catch (SocketOperationException exception)
        {
            return $"{exception.Operation} {exception.SocketErrorCode}";
        }
        catch (OperationCanceledException)
        {
            return "nothing";
        }
    }
}
