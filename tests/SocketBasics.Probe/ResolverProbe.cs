using System.Diagnostics;

namespace SocketBasics.Probe;

/// <summary>Gives up a thousand connects to a name while the name server is silent, and counts the threads.</summary>
internal static class ResolverProbe
{
    private const int Connects = 1_000;
    private const int Names = 40;

    public static async Task RunAsync(TextWriter output)
    {
        // More names than threads that the pool begins with: what runs there must not wait for the resolver.
        var patient = new ConnectOptions { Timeout = TimeSpan.FromSeconds(1) };
        ConnectResult[] results = await Task.WhenAll(Enumerable.Range(0, Names)
            .Select(i => ClientSocket.ConnectAsync($"silent{i}.example", 80, patient).AsTask()));
        await output.WriteLineAsync($"slowest\t{results.Max(static result => result.Elapsed).TotalMilliseconds:0}");

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
                ConnectResult result = await ClientSocket.ConnectAsync(
                    "silent.example", 80, cancellationToken: cancel.Token);
                await result.GetConnectionOrThrow().DisposeAsync();
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
