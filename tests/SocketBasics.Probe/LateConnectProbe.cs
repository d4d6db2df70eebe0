using System.Diagnostics;

namespace SocketBasics.Probe;

/// <summary>
/// Connects to every endpoint of its input at once, in a process whose pool has no free thread until the kernel has ended
/// them all: as after a slow start, several answers are there before anybody looks.
/// </summary>
/// <remarks>
/// An ICMP message that arrives while connect(2) still holds the socket does not end the attempt, and more SYNs follow.
/// Over veth it mostly arrives then. When it did not, the first SYN was the only one, and the connect is made again.
/// </remarks>
internal static class LateConnectProbe
{
    private const int Rounds = 30;
    private const string SynSent = "02";

    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(1);

    public static void Run(TextReader input, TextWriter output)
    {
        // The kernel's own connect looks at once, and hears the first message; the framework's can be kept from looking.
        AppContext.SetData("SocketBasics.Network", "portable");
        AppContext.SetSwitch("SocketBasics.ConnectThroughFramework", true);

        int sockets = OpenSockets.Count();
        var open = new List<string>();
        var connected = new List<Connection>();
        while (input.ReadLine() is { } line)
            open.Add(line);

        for (int round = 1; open.Count > 0; round++)
        {
            var again = new List<string>();
            foreach ((string remote, ConnectResult result) in ConnectLate(open))
            {
                if (result.SynCount == 1 && round < Rounds)
                {
                    again.Add(remote);
                    continue;
                }

                if (result.TryGetConnection(out Connection? connection))
                    connected.Add(connection);
                output.WriteLine($"{ConnectProbe.Describe(remote, result)}\t{result.Report.Attempts[0].Icmp?.Sender}");
            }

            open = again;
        }

        output.WriteLine($"sockets\t{OpenSockets.Count() - sockets}");
        output.WriteLine($"in error\t{OpenSockets.CountInError()}");
        connected.ForEach(static connection => connection.Dispose());
    }

    private static List<(string Remote, ConnectResult Result)> ConnectLate(List<string> remotes)
    {
        var options = new ConnectOptions { Timeout = Timeout.InfiniteTimeSpan };
        using var release = new ManualResetEventSlim();
        TakeEveryThread(release);
        var connects = remotes.ConvertAll(remote => ClientSocket.ConnectAsync(Endpoint.Parse(remote), options).AsTask());

        string[] ports = [.. remotes.Select(static remote => $":{Endpoint.Parse(remote).Port:X4}")];
        long started = Stopwatch.GetTimestamp();
        while (IsConnecting(ports) && Stopwatch.GetElapsedTime(started) < HangGuard)
            Thread.Yield();

        release.Set();
        return [.. remotes.Zip(connects, static (remote, connect) => (remote, connect.GetAwaiter().GetResult()))];
    }

    private static void TakeEveryThread(ManualResetEventSlim release)
    {
        int threads = Environment.ProcessorCount;
        ThreadPool.SetMinThreads(threads, threads);
        ThreadPool.SetMaxThreads(threads, threads);
        using var taken = new CountdownEvent(threads);
        for (int i = 0; i < threads; i++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    taken.Signal();
                    release.Wait();
                },
                null);
        }

        taken.Wait();
    }

    /// <summary>Whether the kernel still tries one of the ports: /proc/net/tcp has the remote address third, then the state.</summary>
    private static bool IsConnecting(string[] ports) =>
        ((string[])["/proc/net/tcp", "/proc/net/tcp6"]).SelectMany(File.ReadLines)
        .Select(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Any(fields => fields[3] == SynSent && ports.Any(port => fields[2].EndsWith(port, StringComparison.Ordinal)));
}
