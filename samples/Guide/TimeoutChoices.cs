using SocketBasics;

namespace Guide;

/// <summary>The code of docs/guide/timeouts.md.</summary>
internal static class TimeoutChoices
{
    public static async Task TwoSecondsAsync(string host, int port)
    {
        var impatient = new ConnectOptions { Timeout = TimeSpan.FromSeconds(2) };
        ConnectResult result = await ClientSocket.ConnectAsync(host, port, impatient);
        Console.WriteLine(result);
        result.GetConnectionOrThrow().Dispose();
    }

    public static async Task EveryBoundAsync(string host, int port)
    {
        var options = new ConnectOptions
        {
            Timeout = TimeSpan.FromSeconds(10),         // lookup and all attempts together
            AttemptTimeout = TimeSpan.FromSeconds(4),   // each attempt
            SynRetries = 2,                             // each attempt, counted by the kernel
            UserTimeout = TimeSpan.FromSeconds(30),     // the connection afterward: unacknowledged data
        };
        ConnectResult result = await ClientSocket.ConnectAsync(host, port, options);
        Console.WriteLine(result);
        result.GetConnectionOrThrow().Dispose();
    }
}
