using System.Diagnostics;

namespace SocketBasics.Probe;

/// <summary>Gives up a thousand connects to a name while the name server is silent, and counts the threads.</summary>
internal static class ResolverProbe
{
    private const int Connects = 1_000;

    public static async Task RunAsync(TextWriter output)
    {
        var brief = new ConnectOptions { Timeout = TimeSpan.FromMilliseconds(300) };
        ConnectResult timedOut = await ClientSocket.ConnectAsync("silent.example", 80, brief);
        await output.WriteLineAsync(ConnectProbe.Describe("timeout", timedOut));

        int before = Threads();
        int canceled = 0;
        using var cancel = new CancellationTokenSource();
        Task[] connects = [.. Enumerable.Range(0, Connects).Select(async _ =>
        {
            try
            {
                await ClientSocket.ConnectAsync("silent.example", 80, cancellationToken: cancel.Token);
            }
            catch (OperationCanceledException)
            {
                Interlocked.Increment(ref canceled);
            }
        })];
        await cancel.CancelAsync();
        await Task.WhenAll(connects);

        await output.WriteLineAsync($"canceled\t{canceled}");
        await output.WriteLineAsync($"threads\t{Threads() - before}");
    }

    private static int Threads()
    {
        using Process self = Process.GetCurrentProcess();
        return self.Threads.Count;
    }
}
