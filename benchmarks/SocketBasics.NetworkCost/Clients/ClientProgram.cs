using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SocketBasics.NetworkCost.Measuring;

namespace SocketBasics.NetworkCost.Clients;

/// <summary>
/// A client in a process of its own. For each line "connect|refused PORT COUNT" it says what so many of them took.
/// </summary>
internal static class ClientProgram
{
    public static async Task<int> RunAsync(string library)
    {
        if (Client.Create(library) is not { } client)
            return 2;

        Console.WriteLine("ready");
        while (Console.ReadLine() is { } line)
        {
            string[] words = line.Split(' ');
            ClientWorkload workload = Enum.Parse<ClientWorkload>(words[0], ignoreCase: true);
            int port = int.Parse(words[1], CultureInfo.InvariantCulture);
            int operations = int.Parse(words[2], CultureInfo.InvariantCulture);
            Turn turn = await MeasureAsync(client, workload, port, operations);
            Console.WriteLine(JsonSerializer.Serialize(turn, Figures.Format));
        }

        return 0;
    }

    private static async Task<Turn> MeasureAsync(Client client, ClientWorkload workload, int port, int operations)
    {
        var latencies = new LatencyLog(operations);
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        latencies.Start();
        await (workload == ClientWorkload.Connect
            ? client.ConnectAsync(port, latencies)
            : client.BeRefusedAsync(port, latencies));
        return new Turn(
            operations,
            Stopwatch.GetElapsedTime(start).TotalSeconds,
            (Environment.CpuUsage.TotalTime - processor).TotalSeconds,
            latencies.Percentile(50),
            latencies.Percentile(99))
        {
            Allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated,
        };
    }
}
