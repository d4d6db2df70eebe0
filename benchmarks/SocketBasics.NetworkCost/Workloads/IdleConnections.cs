using System.Diagnostics;
using SocketBasics.NetworkCost.Contenders;
using SocketBasics.NetworkCost.Measuring;
using SocketBasics.NetworkCost.Servers;

namespace SocketBasics.NetworkCost.Workloads;

/// <summary>Connections on which nothing happens: by how much a fresh process of a server grows.</summary>
internal sealed record IdleConnections(string Name, string Title, string Operation, int Connections)
    : Workload(Name, Title, Operation)
{
    private const int EarlierConnections = 200;

    private static readonly TimeSpan TimeToAccept = TimeSpan.FromSeconds(60);

    public override IReadOnlyList<Contender> Contenders => Contender.IdleServers;

    protected override Dictionary<string, Turn[]> MeasureRows(
        ProgramSet programs, int rounds, Dictionary<string, string> absent)
    {
        if (programs.Load is not { } load)
        {
            foreach (Contender contender in Contenders)
                absent[contender.Key] = "no load generator: gcc is not installed, or failed";
            return [];
        }

        return TakeTurns(Contenders, warmUps: 0, rounds, absent, contender =>
        {
            using var server = new ServerProcess(programs.ServerOf(contender, Handler.Idle));

            // What the first connections need once for all is no cost of each.
            using (var first = new LoadGenerator(load, "idle", server, EarlierConnections, 0))
            {
                first.Run();
                WaitUntilAccepted(server, EarlierConnections);
            }

            long heap = server.ReadHeap();
            long resident = server.ReadResident();
            using var all = new LoadGenerator(load, "idle", server, Connections, 0);
            Turn turn = all.Run();
            WaitUntilAccepted(server, Connections);
            long withGarbage = server.ReadResident();
            return turn with
            {
                Heap = server.ReadHeap() - heap,
                Resident = server.ReadResident() - resident,
                ResidentWithGarbage = withGarbage - resident,
            };
        });
    }

    private static void WaitUntilAccepted(ServerProcess server, int connections)
    {
        var time = Stopwatch.StartNew();
        while (server.CountDescriptors() <= connections)
        {
            if (time.Elapsed > TimeToAccept)
                throw new ChildFailedException($"it did not accept {connections} connections");
            Thread.Sleep(20);
        }
    }
}
